"""Complaints that are told by more of those concerned than of others, where somebody has listened."""

from typing import Any

from footpath.analysis import ask
from footpath.journeys import Index, journeys
from footpath.maps import NoEvidence, draft_map
from footpath.maps.claims import ClaimBook
from footpath.maps.pains.words import THEMES, word_cells
from footpath.maps.scene import Scene

STAGES = {"Home page": "Look", "Product page": "Look", "Search page": "Look", "Cart": "Buy", "Order placed": "Buy"}


class Heard(NoEvidence):
    dimensions = ("device",)
    heard = True


def company() -> Index:
    """On phones, half of what is said of the product page is that it is slow; nobody else says so."""
    lives = {}
    for n in range(800):
        device, place = ("phone", "desk")[n % 2], list(STAGES)[n % 5]
        slow = place == "Product page" and device == "phone" and n % 4 == 0
        theme = "slow:-0.9" if slow else f"sofa:{0.5 if n % 3 else 0.4}"
        lives[f"c{n}"] = f'"{place}"@{n}h|device={device} say@{n}h9m|about="{place}"|theme={theme}|device={device}'
    return journeys(lives, stages=STAGES)


def scene_of(index: Index, evidence: Any) -> Scene:
    return Scene(ClaimBook(lambda question: ask(index, question)), index.meta.catalogue, evidence, None)


def test_a_complaint_is_counted_here_and_in_the_rest() -> None:
    scene = scene_of(company(), Heard())
    (cell,) = word_cells(scene, THEMES, "device")
    assert (cell.touchpoint, cell.group, cell.row["theme"]) == ("Product page", "phone", "slow")
    assert (cell.hits, cell.n, cell.rest_hits, cell.rest_n) == (40, 80, 0, 80)
    (whole,) = word_cells(scene, THEMES)
    assert (whole.touchpoint, whole.hits, whole.n, whole.rest_hits, whole.rest_n) == ("Product page", 40, 160, 0, 640)


def test_it_is_a_pain_of_that_segment_where_words_were_heard_and_none_is_asked_for_elsewhere() -> None:
    index, asked = company(), []

    def asking(question: dict[str, Any]) -> Any:
        asked.append(question["ask"])
        return ask(index, question)

    (pain,) = draft_map(asking, index.meta.catalogue, title="t", evidence=Heard()).pains
    assert (pain.touchpoint, pain.segment, pain.kinds) == ("Product page", {"device": "phone"}, ("words",))
    assert "complain of “slow”" in pain.proof
    assert "themes" in asked
    asked.clear()
    evidence = NoEvidence()
    evidence.dimensions = ("device",)
    assert draft_map(asking, index.meta.catalogue, title="t", evidence=evidence).pains == ()
    assert not {"themes", "emotions", "spikes"} & set(asked)
