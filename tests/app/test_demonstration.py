"""The demo: the same company gives the same map, and all of it holds."""

import re
from pathlib import Path

from footpath.app.checking import check
from footpath.app.demonstration import run_demo
from footpath.app.mapping import read_map
from footpath.app.workspace import Workspace
from footpath.model.maps import JourneyMap


def told(journey: JourneyMap) -> str:
    """The map without what is another one's in each workspace: pseudonyms, and the version of the records."""
    text = journey.model_copy(update={"lake_version": ""}).model_dump_json()
    return re.sub(r'"customer [0-9a-f]{8}"', '"customer"', text)


def test_the_demo_draws_the_same_map_every_time_and_every_claim_of_it_holds(tmp_path: Path) -> None:
    first = run_demo(tmp_path / "a", customers=400, seed=3)
    second = run_demo(tmp_path / "b", customers=400, seed=3)
    drawn, again = read_map(first.map_file), read_map(second.map_file)
    assert told(drawn) == told(again)
    assert drawn.model_dump_json() != again.model_dump_json()  # of each workspace the pseudonyms are its own
    assert {verdict.verdict for verdict in check(Workspace(tmp_path / "a" / "workspace"), drawn)} == {"held"}
    assert 4 <= len(first.lines) <= 7
    loaded = {file.name for batch in Workspace(tmp_path / "a" / "workspace").lake.batches() for file in batch.files}
    assert "truth.json" in {path.name for path in (tmp_path / "a" / "exports").iterdir()} - loaded


def test_a_second_run_begins_afresh(tmp_path: Path) -> None:
    assert run_demo(tmp_path, customers=100, seed=1).lines == run_demo(tmp_path, customers=100, seed=1).lines
