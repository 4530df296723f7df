"""Open questions: each from a count, none where nothing is open, the most useful first."""

import numpy as np
import pytest

from footpath.journeys import Index, journeys
from footpath.model.intervals import wilson_rate
from footpath.personas.asking import MOST_OF_A_KIND, OpenQuestion, open_questions
from footpath.personas.cards import card, compare_groups
from footpath.personas.features import Feature, FeatureTable
from footpath.personas.profile import Profile, ProfileRow
from footpath.personas.spoken import SpokenOf

APP = Feature("channel:app", "share of events in the app", "channel", "share", ("app",))
PAGE = Feature("touchpoint:page", "share of events at page", "touchpoint", "share", ("page",))
MOOD = Feature("experience", "mean experience of what they said", "feedback", "score", ("experience",))
WORTH = Feature("event_value", "mean value of an event that has one", "value", "money", ("event_value",))
AGE = Feature("trait:age", "age", "demographic", "score", ("age",))
TIER = Feature("trait:tier=gold", "tier is gold", "demographic", "category", ("tier", "gold"))
N = 200
FIRST = np.arange(N) < N // 2


def asked(columns: dict[Feature, np.ndarray], spoken: tuple[SpokenOf, ...] = ()) -> tuple[OpenQuestion, ...]:
    """Of the first half of 200 customers."""
    table = FeatureTable(np.arange(N), tuple(columns), np.stack(list(columns.values()), axis=1).astype(np.float32))
    codes = np.where(FIRST, 0, 1).astype(np.uint8)
    compared = compare_groups(table, codes, 2)
    return open_questions(table, codes, 0, compared, spoken, card(compared, 0, spoken))


def noisy(of_first: float, of_rest: float, spread: float = 0.1) -> np.ndarray:
    return np.where(FIRST, of_first, of_rest) + np.random.default_rng(7).normal(0, spread, N)


def known_of(values: np.ndarray, customers: int) -> np.ndarray:
    """The values, known of so many of the first half and of all others."""
    return np.where(~FIRST | (np.arange(N) < customers), values, np.nan)


def test_where_everything_is_known_and_alike_nothing_is_open() -> None:
    assert asked({APP: noisy(0.5, 0.5), AGE: noisy(40, 40), MOOD: noisy(0.2, 0.2)}) == ()


def test_a_trait_that_is_known_of_less_than_half_is_asked_of_the_others() -> None:
    (one,) = asked({AGE: known_of(noisy(40, 40), 38), TIER: noisy(0.5, 0.5).round()})
    assert one.text == "Age is known of 38% of them: ask the others."
    assert (one.what, one.value, one.n, one.rest, one.rest_n) == ("known age", 0.38, 100, 1.0, 100)
    assert (one.low, one.high) == wilson_rate(38, 100)
    assert asked({AGE: known_of(noisy(40, 40), 50)}) == ()


def test_traits_in_which_personas_differ_are_asked_first_and_at_most_two() -> None:
    rooms = Feature("trait:rooms", "rooms", "demographic", "score", ("rooms",))
    columns = {
        rooms: known_of(noisy(3, 3), 40),
        TIER: known_of(noisy(0.5, 0.5).round(), 40),
        AGE: known_of(noisy(30, 60, 5), 40),
    }
    told = [one.what for one in asked(columns)]
    assert told[0] == "known age"
    assert len(told) == MOST_OF_A_KIND


def test_who_sounds_worse_without_a_theme_is_asked_why_and_first_of_all() -> None:
    columns = {MOOD: noisy(-0.4, 0.4), AGE: known_of(noisy(40, 40), 10)}
    assert [one.what for one in asked(columns)] == ["pains experience", "known age"]
    assert asked(columns)[0].text.endswith("and no theme tells why: ask what went wrong.")
    late = SpokenOf("late parcels", -0.6, 60, 100, 10, 100)
    assert [one.what for one in asked(columns, (late,))] == ["known age"]
    assert asked({MOOD: noisy(0.4, -0.4)}) == ()


def test_what_they_do_otherwise_is_asked_only_where_no_goal_or_praise_says_why() -> None:
    columns = {PAGE: noisy(0.6, 0.1), APP: noisy(0.5, 0.5)}
    (one,) = asked(columns)
    assert (one.what, one.unit, one.n) == ("why touchpoint:page", "share", 100)
    assert one.low <= one.value <= one.high
    praise = SpokenOf("kind staff", 0.7, 60, 100, 10, 100)
    assert asked(columns, (praise,)) == ()


def test_who_states_no_goal_is_asked_what_they_came_for() -> None:
    nothing = SpokenOf("parcels", 0.0, 0, 80, 30, 90, kind="aim")
    (one,) = asked({APP: noisy(0.5, 0.5)}, (nothing,))
    assert one.text == "None of the 80 whose words were heard states a goal: ask what they came for."
    assert (one.value, one.n) == (0.0, 80)
    something = SpokenOf("parcels", 0.0, 3, 80, 30, 90, kind="aim")
    assert asked({APP: noisy(0.5, 0.5)}, (something,)) == ()
    few = SpokenOf("parcels", 0.0, 3, 20, 30, 90, kind="aim")
    (silent,) = asked({APP: noisy(0.5, 0.5)}, (few,))
    assert silent.text == "The words of 20% of them were heard: ask the others what they think."


@pytest.mark.parametrize(("known", "open_ones"), [(0, 0), (12, 1), (30, 0)])
def test_what_is_known_of_too_few_says_of_how_many(known: int, open_ones: int) -> None:
    told = asked({APP: noisy(0.5, 0.5), WORTH: known_of(noisy(50, 50), known)})
    assert len(told) == open_ones
    assert all(one.text.endswith(f"is known of {known} of them, too few for a figure.") for one in told)


def questions_of(index: Index) -> list[ProfileRow]:
    return [row for row in Profile(by="kind").ask_index(index).rows if row.kind == "question"]


def test_they_are_rows_of_the_profile_with_the_customers_behind_them() -> None:
    texts = {f"c{at}": "cart@0 cart@5 pay@9" if at % 2 else "cart@0 cart@5" for at in range(200)}
    traits = {
        f"c{at}": {"kind": "a" if at % 2 else "b"} | ({"town": "Rome" if at % 3 else "Oslo"} if at < 60 else {})
        for at in range(200)
    }
    index = journeys(texts, traits=traits)
    rows = questions_of(index)
    a, b = ([row.feature.split()[0] for row in rows if row.group == group] for group in ("a", "b"))
    assert (a, b) == (["known", "why"], ["known"])  # b does nothing more than the others but less
    assert all(row.on_card and row.section == "Open questions" for row in rows)
    question = Profile(by="kind")
    assert [len(question.keys_behind(index, row)) for row in rows] == [row.n for row in rows] == [100] * 3
    assert rows[0].text == "Town is known of 30% of them: ask the others."
