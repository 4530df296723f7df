"""Journeys go out as event logs and come back as they were."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from footpath import SpecError, open
from footpath.app.exporting import export_journeys
from footpath.app.loading import load_files
from footpath.app.scopes import read_conditions
from footpath.app.workspace import Workspace
from footpath.sources.writing import FORMATS

CUSTOMERS = ("ann", "bob ]['x", "eve", *(f"c{number}" for number in range(40)))


def events(device: str = "phone") -> str:
    """Everybody has one cart, the first two something after it at the same instant or later."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(["customer_id", "timestamp", "event", "device", "amount"])
    for number, customer in enumerate(CUSTOMERS):
        which = device if number % 2 else "desk"
        rows.writerow([customer, f"2024-01-{number % 28 + 1:02d}T10:00:00.25Z", "Cart <\"big\"> & 'co'", which, ""])
    rows.writerow(["ann", "2024-01-01T10:05:00Z", "Zahlung ✓", "phone", "19.9"])
    rows.writerow(["bob ]['x", "2024-01-02T10:00:00.25Z", "عربة", "desk", ""])
    return out.getvalue()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return loaded(tmp_path_factory.mktemp("log"), "shop.csv", events())


def loaded(folder: Path, name: str, text: str = "") -> Workspace:
    if text:
        (folder / name).write_text(text)
    load_files(Workspace(folder / "workspace", create=True), [folder / name])
    return open(folder / "workspace")


@pytest.mark.parametrize("ending", FORMATS)
def test_what_went_out_comes_back(workspace: Workspace, tmp_path: Path, ending: str) -> None:
    export = tmp_path / f"log{ending}"
    written = export_journeys(workspace, export)
    assert (written.events, written.customers) == (45, 43)
    again = loaded(tmp_path, export.name)
    for question in ("transitions", "variants", "value"):
        found, expected = (asked.ask({"ask": question}).dicts() for asked in (again, workspace))
        assert sorted(map(str, found)) == sorted(map(str, expected))  # equals stand in the order of each catalogue
    where = {"ask": "overview", "where": {"device": "phone"}}
    assert again.ask(where).dicts() == workspace.ask(where).dicts()
    names = {label.split(": ")[-1] for label in again.ask({"ask": "overview"}).customers()}
    assert names == set(CUSTOMERS)


def test_a_part_of_the_journeys(workspace: Workspace, tmp_path: Path) -> None:
    found = export_journeys(
        workspace, tmp_path / "part.csv", read_conditions('{"device": "desk"}'), during="2024-01-02"
    )
    assert (found.events, found.customers) == (1, 1)


def test_xes_is_a_log_of_traces(workspace: Workspace, tmp_path: Path) -> None:
    export_journeys(workspace, tmp_path / "log.xes")
    log = fromstring((tmp_path / "log.xes").read_bytes())
    space = "{http://www.xes-standard.org/}"
    assert sorted(len(trace.findall(f"{space}event")) for trace in log.findall(f"{space}trace")) == [1] * 41 + [2, 2]
    assert log.get("xes.version") == "1849-2016"


def test_formulas_are_inert_and_forbidden_characters_do_not_break_xml(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, "hostile.csv", events(device="=cmd|a\x0bb"))
    export_journeys(workspace, tmp_path / "log.csv")
    assert "'=cmd|a" in (tmp_path / "log.csv").read_text()
    export_journeys(workspace, tmp_path / "log.xes")
    fromstring((tmp_path / "log.xes").read_bytes())


def test_an_event_of_several_customers_belongs_to_each(tmp_path: Path) -> None:
    log = """ocel:eid,ocel:activity,ocel:timestamp,ocel:type:order,ocel:type:customer
e1,place,2024-01-01T10:00:00Z,"['o1', 'o2']","['ann', 'bob']"
e2,pay,2024-01-02T10:00:00Z,"[""o1""]",[ann]
"""
    workspace = loaded(tmp_path, "log.csv", log)
    paths = {tuple(row["path"]): row["journeys"] for row in workspace.ask({"ask": "variants"}).dicts()}
    assert sorted(paths.values()) == [1, 1]
    assert sorted(map(len, paths)) == [1, 2]


def test_an_unknown_ending_or_broken_conditions_are_told(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"log\.doc"):
        export_journeys(workspace, tmp_path / "log.doc")
    with pytest.raises(SpecError, match="character 2"):
        read_conditions("{device")
    assert list(tmp_path.iterdir()) == []
