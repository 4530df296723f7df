"""One trouble at neighbouring touchpoints is one pain; two troubles stay two."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.maps.claims import ClaimBook
from footpath.maps.evidence import NoEvidence
from footpath.maps.pains.cells import FRUSTRATION, LEAVING, Signal, cells_of
from footpath.maps.pains.chance import NOTHING_USUAL, chance_of
from footpath.maps.pains.compare import Comparison, effect_of
from footpath.maps.pains.finding import Finding, Onset
from footpath.maps.pains.joining import is_one_trouble, joined
from footpath.maps.scene import Scene
from footpath.model.catalogue import Catalogue
from footpath.model.questions import Answer

LIVES = {
    **{f"a{n}": "home@0|os=Android submit@1|os=Android fail@2|os=Android" for n in range(90)},
    **{f"i{n}": "home@0|os=iOS submit@1|os=iOS fail@2|os=iOS submit@3|os=iOS home@2d|os=iOS" for n in range(10)},
    **{f"o{n}": "home@0|os=iOS submit@1|os=iOS home@2d|os=iOS" for n in range(90)},
    **{f"z{n}": "home@200d" for n in range(90)},
}
INDEX = journeys(LIVES)
SCENE = Scene(ClaimBook(lambda question: ask(INDEX, question)), Catalogue(), NoEvidence())
ANDROID = ("os", "Android")


def since(day: int, until: date | None = None, doubt: int = 2) -> Onset:
    on = date(2024, 3, day)
    answer = Answer({"ask": "onset"}, None, 0, ())
    return Onset(answer, {}, "leaving", on, date(2024, 3, day - doubt), date(2024, 3, day + doubt), until)


FAIL = Finding("fail", None, (), onset=since(17))
SUBMIT = Finding("submit", ANDROID, (), onset=since(20))


def test_what_begins_together_next_door_for_the_same_customers_is_one_trouble() -> None:
    assert is_one_trouble(SCENE, FAIL, SUBMIT)
    assert is_one_trouble(SCENE, SUBMIT, FAIL)
    over, nearly = (since(17, date(2024, 6, day)) for day in (30, 21))  # who ends when is only known about
    assert is_one_trouble(SCENE, replace(FAIL, onset=over), replace(SUBMIT, onset=nearly))


@pytest.mark.parametrize(
    "changed",
    [
        {"onset": None},
        {"onset": since(28, doubt=1)},
        {"onset": since(20, date(2024, 5, 1))},
        {"touchpoint": "home"},  # nobody comes to "fail" straight from there
        {"segment": ("os", "iOS")},  # nine in ten of those at "fail" are on Android
    ],
)
def test_another_time_place_or_segment_is_another_trouble(changed: dict[str, Any]) -> None:
    assert not is_one_trouble(SCENE, FAIL, replace(SUBMIT, **changed))


def test_two_segments_are_two_troubles() -> None:
    assert not is_one_trouble(SCENE, replace(FAIL, segment=("os", "iOS")), SUBMIT)


def leaving_at_fail() -> Comparison:
    signal = Signal(LEAVING, {"ask": "dropoff"})
    cell = next(cell for cell in cells_of(SCENE.book, signal) if cell.touchpoint == "fail")
    effect = effect_of(cell)
    return Comparison(cell, None, effect, NOTHING_USUAL, chance_of(effect))


def test_the_worse_one_names_it_and_takes_the_segment_of_nearly_all_who_come_there() -> None:
    worse = replace(FAIL, signals=(leaving_at_fail(),), severity=0.4)
    (pain,) = joined(SCENE, [worse, replace(SUBMIT, severity=0.2)])
    assert (pain.touchpoint, pain.segment) == ("fail", ANDROID)
    assert [other.touchpoint for other in pain.also] == ["submit"]
    (signal,) = pain.signals
    assert (signal.cell.group, signal.cell.hits, signal.cell.n, signal.cell.rest_hits) == ("Android", 90, 90, 0)


def test_without_a_difference_between_segments_it_stays_of_all() -> None:
    even = {
        name: life.replace("fail@2|os=iOS submit@3|os=iOS home@2d|os=iOS", "fail@2|os=iOS")
        for name, life in LIVES.items()
    }
    index = journeys(even)
    scene = Scene(ClaimBook(lambda question: ask(index, question)), Catalogue(), NoEvidence())
    signal = Signal(LEAVING, {"ask": "dropoff"})
    cell = next(cell for cell in cells_of(scene.book, signal) if cell.touchpoint == "fail")
    found = Comparison(cell, None, effect_of(cell), NOTHING_USUAL, 0.0)
    (pain,) = joined(scene, [replace(FAIL, signals=(found,)), SUBMIT])
    assert (pain.segment, pain.signals) == (None, (found,))
    assert FRUSTRATION not in pain.kinds
