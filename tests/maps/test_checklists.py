"""Checklists: covered, a gap or unknown, each from the records; a workspace's own items."""

from pathlib import Path
from typing import Any

import pytest

from footpath.analysis import ask
from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.maps.checklists import Item, checklist, read_checklists, shipped_checklists, with_items
from footpath.maps.claims import ClaimBook
from footpath.maps.evidence import NoEvidence
from footpath.maps.scene import Scene
from footpath.maps.vocabulary import table
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.findings import ChecklistItem, Pain
from footpath.model.questions import Answer

CATALOGUE = Catalogue(
    stages=(Stage(name="Look around"), Stage(name="Buy"), Stage(name="Afterwards")),
    touchpoints=(
        Touchpoint(name="Product page", stage="Look around", channel="web"),
        Touchpoint(name="Search page", stage="Look around", channel="web"),
        Touchpoint(name="Home page", stage="Look around", channel="web"),
        Touchpoint(name="Cart", stage="Buy", channel="web"),
        Touchpoint(name="Order placed", stage="Buy", channel="web"),
        Touchpoint(name="Support call", stage="Afterwards", channel="phone"),
        Touchpoint(name="Newsletter", stage="Afterwards", channel="email"),
    ),
)
BUYS = '"Home page"@0 "Product page"@1 Cart@2 "Order placed"@3'
PEOPLE = {
    **{f"a{n}": f"{BUYS} Newsletter@5d" for n in range(30)},
    **{f"b{n}": f'{BUYS} "Support call"@90d' for n in range(70)},
}


def scene(**people: str) -> Scene:
    index = journeys(catalogue=CATALOGUE, **(people or PEOPLE))

    def asked(question: dict[str, Any]) -> Answer:
        return ask(index, question)

    return Scene(ClaimBook(asked), CATALOGUE, NoEvidence())


def item(**fields: Any) -> Item:
    return Item(**{"id": "one", "stage": "consideration", "title": "It is there", "records": "Load it.", **fields})


def told(pains: tuple[Pain, ...] = (), **fields: Any) -> tuple[ChecklistItem, Scene]:
    drawn = scene()
    (found,) = checklist(drawn, [item(**fields)], pains)
    return found, drawn


def pain(touchpoint: str, *kinds: str) -> Pain:
    return Pain(
        id="p1", stage="Look around", touchpoint=touchpoint, title=f"{touchpoint}: bad", proof="9 of 10",
        sentence="", kinds=kinds, severity=0.5, claims=("c1",),
    )  # fmt: skip


def test_what_is_there_and_works_is_covered_with_who_comes() -> None:
    found, drawn = told(concepts=["product"], free_of=["leaving"])
    assert (found.status, found.stage) == ("covered", "Look around")
    assert drawn.book.claims[found.claims[0]].value == 1.0
    assert found.text == "100% of the customers in Look around come to Product page. No pain point stands there."


def test_what_hurts_is_a_gap_with_the_claims_of_the_pain() -> None:
    found, _ = told((pain("Product page", "leaving", "score"),), concepts=["product"], free_of=["leaving"])
    assert (found.status, found.claims) == ("gap", ("c1",))
    assert "Product page: bad (9 of 10)" in found.text


def test_a_pain_that_is_first_of_all_another_one_is_no_gap_of_this_item() -> None:
    found, _ = told((pain("Product page", "score", "leaving"),), concepts=["product"], free_of=["leaving"])
    assert found.status == "covered"


def test_what_is_not_seen_is_a_gap_only_where_it_would_have_been_recorded() -> None:
    found, drawn = told(concepts=["compare"], channels=["web"])
    assert found.status == "gap"
    assert drawn.book.claims[found.claims[0]].value == 100
    assert found.text == "100 customers use web, and nothing recorded there shows this."
    for channels in (["phone"], ["app"], []):  # too little of it is recorded, nothing of it is
        unknown, _ = told(concepts=["compare"], channels=channels)
        assert (unknown.status, unknown.text, unknown.claims) == ("unknown", "The records do not tell. Load it.", ())


def test_too_few_comers_are_a_gap() -> None:
    few, drawn = told(stage="care", concepts=["call"], reach=0.9)
    assert few.status == "gap"
    assert drawn.book.claims[few.claims[0]].value == 0.7
    assert told(stage="care", concepts=["call"], reach=0.7)[0].status == "covered"


def test_one_way_where_two_are_wanted() -> None:
    assert told(stage="care", concepts=["call", "support"], ways=2)[0].status == "gap"
    found, _ = told(concepts=["product", "search", "call"], ways=2)
    assert "On 2 channels: web, phone." in found.text


def test_what_follows_within_a_time() -> None:
    found, drawn = told(after=["purchase"], within="30d", channels=["email"], at_least=0.2)
    assert found.status == "covered"
    assert drawn.book.claims[found.claims[0]].value == pytest.approx(0.3)
    assert "30% of customers are met by email within 30 days after Order placed" in found.text
    late, _ = told(after=["purchase"], within="30d", channels=["phone"], at_least=0.2)
    assert late.status == "gap"
    assert told(after=["purchase"], within="30d", channels=["sms"], at_least=0.2)[0].status == "unknown"


def test_a_question_by_touchpoint_may_bound_it() -> None:
    at_most = {"ask": "dropoff", "field": "rate", "at_most": 0.5}
    assert told(concepts=["product"], **at_most)[0].status == "covered"
    gap, drawn = told(stage="care", concepts=["call"], ask="touchpoints", field="share", at_least=0.9)
    assert gap.status == "gap"
    assert drawn.book.claims[gap.claims[0]].value == 0.7
    assert "where at least 90% is wanted" in gap.text


def test_items_for_stages_that_the_map_has_not_or_that_make_no_sense_are_left_out() -> None:
    drawn = scene()
    wanted = [item(stage="service", concepts=["answered"]), item(id="two", concepts=["product"], needs=["delivered"])]
    assert checklist(drawn, wanted, ()) == ()


def test_the_shipped_items_are_whole() -> None:
    concepts = {entry["name"] for entry in table()["concept"]}
    known = shipped_checklists()
    assert {one.stage for one in known} == {
        "awareness", "consideration", "decision", "purchase", "care", "loyalty", "service"
    }  # fmt: skip
    for one in known:
        assert {*one.concepts, *one.needs, *one.after} <= concepts, one.id
    assert len(known) >= 20


def test_every_claim_that_is_bound_is_shown() -> None:
    drawn = scene()
    found = checklist(drawn, shipped_checklists(), ())
    assert {one.status for one in found} == {"covered", "gap", "unknown"}
    assert {claim for one in found for claim in one.claims} == set(drawn.book.claims)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('colour = "red"', '"colour" is not known here'),
        ('within = "7 days"', "is not a duration"),
        ('within = "7d"', '"after" goes with "within" and "at_least"'),
        ('ask = "dropoff"', '"ask" goes with "field"'),
        ("reach = 2", "less than or equal to 1"),
    ],
)
def test_a_wrong_item_is_one_sentence(line: str, says: str, tmp_path: Path) -> None:
    text = f'[[item]]\nid = "x"\nstage = "care"\ntitle = "t"\nrecords = "r"\nconcepts = ["call"]\n{line}\n'
    with pytest.raises(SpecError) as refused:
        with_items(shipped_checklists(), text, "checklists.toml")
    assert refused.value.message.startswith('checklists.toml, item "x":')
    assert says in refused.value.message
    (tmp_path / "checklists.toml").write_text(text.replace(line, ""))
    assert read_checklists(tmp_path / "checklists.toml")[0].id == "x"
