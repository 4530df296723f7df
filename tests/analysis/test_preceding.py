"""What came before a spike: what has to do with it comes first, and what is noise is not told."""

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from footpath.analysis import ask
from footpath.analysis.readings.daily_series import Within, days_of
from footpath.analysis.readings.periods import periods_of
from footpath.analysis.readings.preceding import Happening, came_before
from footpath.analysis.readings.preceding_ties import Tie, asking_names, ties_of
from footpath.analysis.spikes import Spikes
from footpath.journeys import Index, journeys
from footpath.journeys.selection import select
from footpath.model.catalogue import Catalogue, Touchpoint
from footpath.model.questions import Question

DAYS, ONSET = 120, 70
LABELS = [f"day {day}" for day in range(DAYS)]
Ints = NDArray[np.int64]
NOTHING = np.empty((0, 0), np.int64)
MET = Tie(20, 30, 10, 100, 50, 0, 30, True)


def company(*, survey: bool = False, campaign: bool = False, topic: bool = False) -> Index:
    """Phones get a release on day 67 and fail to pay from day 70 on; beside that, what is noise."""
    chance, written = random.Random(7), {}
    for number in range(1600):
        day, device = chance.randrange(DAYS), chance.choice(["phone", "desk"])
        at, late = f"{day}d{chance.randrange(20)}h", f"{day}d22h"
        version = "2.0" if day >= 67 and device == "phone" else "1.0"
        life = [f"look@{at}|device={device}|version={version}"]
        failing = 70 <= day < 90 and device == "phone" and chance.random() < 0.7
        theme = "paying" if failing else chance.choice(["price", "staff"])
        filed = f"|topic={'pay' if failing else theme}" if topic else ""
        life.append(f"say@{late}|theme={theme}:-1|device={device}{filed}")
        if campaign and device == "desk":
            life.append(f"mail@{at}|campaign={'new' if day >= 66 else 'old'}")
        if survey and chance.random() < (0.05 if day < 64 else 0.8):
            life += [f'"NPS survey sent"@{late}'] * 3
        written[f"c{number}"] = " ".join(life)
    return journeys(written)


def before(index: Index) -> tuple[str, ...]:
    (row,) = (row for row in ask(index, {"ask": "spikes", "what": "themes"}).rows if row.theme == "paying")
    found: tuple[str, ...] = row.came_before
    return found


def test_a_release_that_those_who_are_hit_have_comes_first() -> None:
    found = before(company())
    assert found[0] == 'version "2.0" was first seen on 2024-03-08'


def test_surveys_that_are_sent_more_often_are_no_news() -> None:
    index = company(survey=True)
    assert asking_names(select(index, Question()).views, index) == {"NPS survey sent"}
    found = before(index)
    assert found[0].startswith('version "2.0"')
    assert not [text for text in found if "survey" in text]


def test_what_those_who_are_hit_did_not_meet_is_not_told() -> None:
    found = before(company(campaign=True))
    assert found[0].startswith('version "2.0"')
    assert not [text for text in found if "campaign" in text or "mail" in text]


def test_what_the_texts_themselves_are_filed_under_is_not_told() -> None:
    found = before(company(topic=True))
    assert found[0].startswith('version "2.0"')
    assert not [text for text in found if "topic" in text]


def test_what_is_received_before_most_answers_asks_whatever_it_is_called() -> None:
    asked = {f"a{n}": "buy@0 beacon@1 say@2|kind=nps|score=1" for n in range(20)}
    received = Catalogue(touchpoints=(Touchpoint(name="Beacon", names=("beacon",), passive=True),))
    index = journeys(asked | {"b": "buy@0 beacon@1"}, catalogue=received)
    assert asking_names(select(index, Question()).views, index) == {"Beacon"}
    done = received.model_copy(update={"touchpoints": (Touchpoint(name="Beacon", names=("beacon",)),)})
    index = journeys(asked | {"b": "buy@0 beacon@1"}, catalogue=done)
    assert asking_names(select(index, Question()).views, index) == set()


# Of tables by hand: `often` a day before the last week, `lately` in it.


def steady(often: int, lately: int, since: int = 0) -> Ints:
    column = np.zeros(DAYS, np.int64)
    column[since:] = often + np.arange(DAYS - since) % 2
    column[ONSET - 7 :] = lately + np.arange(DAYS - ONSET + 7) % 2
    return column


def told(columns: dict[str, Ints], tie: Tie = MET, place: str | None = None) -> tuple[str, ...]:
    table = Happening("", tuple(columns), np.stack(list(columns.values()), axis=1), NOTHING, NOTHING)
    return came_before([table], LABELS, ONSET, ONSET, (), place, lambda things: [tie for _ in things])


def test_a_touchpoint_that_had_become_commoner_is_told_once() -> None:
    (text,) = told({"help": steady(10, 40), "home": steady(200, 200)})
    assert text.startswith("help had risen from 5.0% to ")


def test_what_stays_while_all_else_becomes_less_is_no_rise() -> None:
    assert told({"help": steady(20, 20), "home": steady(200, 60)}) == ()


def test_what_is_new_itself_grows_and_is_no_news() -> None:
    assert told({"help": steady(10, 40, since=20), "home": steady(200, 200)}) == ()
    assert told({"help": steady(10, 40, since=10), "home": steady(200, 200)})


def test_a_change_at_the_same_touchpoint_comes_before_larger_ones_elsewhere() -> None:
    columns = {"help": steady(10, 60), "pay": steady(10, 25), "home": steady(200, 200)}
    assert [text.split()[0] for text in told(columns)] == ["help", "pay"]
    least = MET._replace(hit=16, sure=False)
    assert [text.split()[0] for text in told(columns, least, "pay")] == ["pay", "help"]
    none = MET._replace(hit=2, sure=False)
    assert [text.split()[0] for text in told(columns, none, "pay")] == ["pay"]


@pytest.mark.parametrize(
    ("tie", "matters", "is_said"),
    [
        (Tie(20, 30, 10, 100, 50, 0, 30, True), True, False),  # surely more often
        (Tie(3, 30, 10, 100, 50, 0, 30, False), False, False),  # few of them
        (Tie(29, 30, 98, 100, 50, 0, 30, False), False, False),  # others more often
        (Tie(30, 30, 98, 100, 50, 0, 30, False), True, False),  # nearly everybody
        (Tie(10, 12, 70, 100, 50, 0, 32, False), False, False),  # most of whom it is known, and few of all
        (Tie(20, 30, 10, 100, 50, 25, 30, True), True, True),  # half of it is what is said
        (Tie(0, 0, 0, 0, 0, 0, 30, False), False, False),
    ],
)
def test_what_may_matter(tie: Tie, matters: bool, is_said: bool) -> None:
    assert (tie.may_matter, tie.is_what_was_said) == (matters, is_said)


def test_ties_count_customers_near_the_onset_as_by_hand() -> None:
    index = journeys(
        hit1="look@70d|version=2 say@71d|theme=paying:-1",
        hit2="look@60d|version=1 say@71d|theme=paying:-1",
        later="look@70d|version=2 say@100d|theme=paying:-1",  # after two weeks: not among those who are hit
        rest="look@72d|version=2",
        long_ago="look@3d|version=2",
        ticket="open@71d|kind=ticket|record=t|version=1 reply@72d|record=t|version=1",
    )
    seen = select(index, Question())
    days = days_of(periods_of(index, "day"))
    series = Spikes(what="themes")._series(seen)
    hit = Within(series, days, 0, 0, 67, 98)
    two, one, at_look = ties_of(
        seen.views, index, days, hit, [("version", "2"), ("version", "1"), ("", "look")], 67, 67
    )
    assert two[:7] == (1, 2, 2, 3, 3, 0, 2)
    assert one[:7] == (1, 2, 1, 3, 3, 2, 2)  # a case that began with what somebody said, and its reply, are told
    assert at_look[:7] == (2, 2, 2, 3, 4, 0, 2)
    assert ties_of(seen.views, index, days, hit, [], 67, 67) == []
