"""A workspace is its stores, what is derived from them and what is asked of it; all of it follows the records and people's edits."""

from pathlib import Path

import pytest

from footpath.app.loading import load_files, unload_batch
from footpath.app.people import find, rename
from footpath.app.stores import Stores
from footpath.app.themes import rename_theme
from footpath.app.workspace import Workspace
from footpath.errors import WorkspaceError

LATE = ("The parcel came far too late", "My parcel was delivered a week late", "The delivery was late again")
KIND = ("The staff in the shop were very kind", "Friendly people helped me in the shop", "Lovely staff, great advice")
MORE = ("and I told my sister.", "as my neighbour will tell you.", "on a Monday.", "once more.", "this time.")


def orders(file: Path, customers: range, currency: str) -> Path:
    rows = "".join(f"c{n},order,2024-03-{1 + n % 28:02d}T10:00:00Z,{10 + n},{currency}\n" for n in customers)
    file.write_text("customer_id,event,time,amount,currency\n" + rows)
    return file


def customers_in(workspace: Workspace) -> int:
    return int(workspace.ask({"ask": "overview"}).dict_of(0)["customers"])


def test_stores_take_records_in_without_sorting_or_asking(tmp_path: Path) -> None:
    stores = Stores(tmp_path / "ws", create=True)
    load_files(stores, [orders(tmp_path / "a.csv", range(20), "EUR")])
    assert not stores.index_directory.exists()
    assert customers_in(Workspace(tmp_path / "ws")) == 20


def test_where_no_workspace_is_neither_opens(tmp_path: Path) -> None:
    for kind in (Stores, Workspace):
        with pytest.raises(WorkspaceError, match="is not a workspace"):
            kind(tmp_path)


def test_what_was_asked_before_a_load_is_asked_again(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "ws", create=True)
    load_files(workspace, [orders(tmp_path / "a.csv", range(20), "EUR")])
    assert (customers_in(workspace), workspace.currency) == (20, "EUR")
    report = load_files(workspace, [orders(tmp_path / "b.csv", range(20, 50), "CHF")])
    assert (customers_in(workspace), workspace.currency) == (50, "")
    unload_batch(workspace, report.batch)
    assert (customers_in(workspace), workspace.currency) == (20, "EUR")


def test_what_was_asked_before_a_theme_was_renamed_is_asked_again(tmp_path: Path) -> None:
    said = "".join(
        f'{n},c{n},2025-06-{n % 28 + 1:02d},{5 if n % 2 else 1},"{(LATE, KIND)[n % 2][n % 3]} {MORE[n % 5]} It took {n + 4} days."\n'
        for n in range(240)
    )
    (tmp_path / "reviews.csv").write_text("review_id,customer_id,created_at,stars,review_text\n" + said)
    workspace = Workspace(tmp_path / "ws", create=True)
    load_files(workspace, [tmp_path / "reviews.csv"])
    found = workspace.ask({"ask": "themes"}).dict_of(0)
    rename_theme(workspace, found["theme"], "Our first theme")
    again = {row["id"]: row["theme"] for row in workspace.ask({"ask": "themes"}).dicts()}
    assert again[found["id"]] == "Our first theme"


def test_what_was_asked_before_a_persona_was_renamed_is_asked_again(tmp_path: Path) -> None:
    rows = [
        f"C{customer},2025-0{1 + k % 6}-{1 + (7 * k + customer) % 28:02d} {8 + 12 * (customer % 2)}:{k:02d}:00,{way} {page},{way}\n"
        for customer in range(240)
        for way in (("web", "app")[customer % 2],)
        for k, page in enumerate((("home", "help"), ("search", "cart"))[customer % 2] * (3 + customer % 5))
    ]
    (tmp_path / "events.csv").write_text("customer_id,time,event,channel\n" + "".join(rows))
    workspace = Workspace(tmp_path / "ws", create=True)
    load_files(workspace, [tmp_path / "events.csv"])
    found = find(workspace, 2).personas
    assert found is not None
    by_persona = {"ask": "overview", "by": "persona"}
    before = {row["group"]: row["customers"] for row in workspace.ask(by_persona).dicts()}
    name = found.personas[0].name
    rename(workspace, name, "Night owls")
    after = {row["group"]: row["customers"] for row in workspace.ask(by_persona).dicts()}
    assert after["Night owls"] == before[name]
    assert name not in after
