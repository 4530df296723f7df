"""A customer's journey is told under another name, in words that are scrubbed; a typical one only where it is one of many."""

from pathlib import Path

import pytest

from footpath.app.customers import pseudonyms_of
from footpath.app.loading import load_into
from footpath.app.walkthrough import typical_walk, walk
from footpath.app.workspace import Workspace
from footpath.errors import SpecError

USUAL = ("Home page", "Product page", "Cart", "Payment", "Order placed")
ODD = ("Home page", "Help page", "Help page", "Help page", "Help page", "Help page")


def events(customers: int, odd: int = 0) -> str:
    rows = ["email,event,time\n"]
    for i in range(customers):
        way = ODD if i < odd else USUAL
        rows += [
            f"person{i}@example.org,{name},2024-03-{1 + i % 25:02d}T10:{at:02d}:00Z\n" for at, name in enumerate(way)
        ]
    return "".join(rows)


REVIEWS = (
    "email,rating,review_text,time\nperson9@example.org,2,Call me on +49 170 1234567 <b>now</b>,2024-03-28T10:00:00Z\n"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("walk")
    (folder / "events.csv").write_text(events(30, odd=3))
    (folder / "reviews.csv").write_text(REVIEWS)
    load_into(folder / "ws", [folder / "events.csv", folder / "reviews.csv"])
    return Workspace(folder / "ws")


def test_a_typical_journey_is_one_that_many_have(workspace: Workspace) -> None:
    found = walk(workspace)
    assert [step.touchpoint for step in found.steps][:5] == list(USUAL)
    assert found.of == 26  # not the three odd ones, for fewer than five come to the help page; nor the one who reviewed
    assert "26" in found.chosen
    assert walk(workspace) == found == typical_walk(workspace)


def test_a_customer_is_found_by_identifier_value_or_pseudonym(workspace: Workspace) -> None:
    found = walk(workspace, "email:person9@example.org")
    assert found == walk(workspace, "person9@example.org")
    assert found.steps == walk(workspace, found.customer).steps
    keys = [int(key) for shard in workspace.index.shards for key in shard.key]
    assert found.customer in {pseudonyms_of(workspace).of_customer(key) for key in keys}


def test_what_was_said_is_scrubbed_and_nothing_says_who_it_was(workspace: Workspace) -> None:
    found = walk(workspace, "email:person9@example.org")
    said = [step for step in found.steps if step.said]
    assert [step.said for step in said] == ["Call me on [phone] <b>now</b>"]
    assert said[0].source.startswith("review")
    assert said[0].experience is not None
    assert said[0].tier == "inferred"  # which touchpoint it speaks of is a guess
    text = found.model_dump_json()
    assert "person9" not in text
    assert "1234567" not in text
    assert "2024" not in text
    assert "2024" in walk(workspace, "email:person9@example.org", exact=True).model_dump_json()


def test_a_touchpoint_chooses_among_those_who_came_there(workspace: Workspace) -> None:
    found = walk(workspace, "touchpoint:payment")
    assert "Payment" in [step.touchpoint for step in found.steps]
    with pytest.raises(SpecError, match="too few"):
        walk(workspace, "touchpoint:Help page")  # three customers: a journey of theirs would say whose it is


@pytest.mark.parametrize(
    "who", ["nobody@example.org", "email:nobody@example.org", "customer zzz", "touchpoint:No such place"]
)
def test_who_is_not_there_is_told(workspace: Workspace, who: str) -> None:
    with pytest.raises(SpecError, match="There is no"):
        walk(workspace, who)


def test_few_customers_have_no_typical_journey(tmp_path: Path) -> None:
    (tmp_path / "few.csv").write_text(events(4))
    load_into(tmp_path / "ws", [tmp_path / "few.csv"])
    few = Workspace(tmp_path / "ws")
    assert typical_walk(few) is None
    with pytest.raises(SpecError, match="too few"):
        walk(few)
