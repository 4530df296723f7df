"""Two segments, or two periods."""

from collections.abc import Iterator
from typing import Any

import pytest
from everybody import everybody
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import index_of, rows

from footpath.analysis import ask
from footpath.analysis.readings import differences
from footpath.errors import SpecError
from footpath.journeys import Index, journeys
from reference.leavers import difference, features
from reference.rows import Row
from reference.rows import journeys as journeys_of

few = settings(max_examples=40, deadline=None)
DAYS = {"a": {"during": "2024-01-01"}, "b": {"during": "2024-01-02..2024-01-09"}}


@pytest.fixture(autouse=True, scope="module")
def few_are_enough() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences, "LEAST", 1)
        patch.setattr(differences, "FEWEST", 0)
        yield


@few
@given(rows, st.integers(1, 3), st.booleans())
def test_sides_counts_and_differences_are_those_of_the_reference(
    events: list[Row], shards: int, filtered: bool
) -> None:
    index = index_of(events, shards)
    where = {"touchpoint": ["a", "b"]} if filtered else {}
    found = ask(index, {"ask": "compare", **DAYS, "top": None, "where": where}).rows
    kept = [row for row in events if not filtered or row.touchpoint in "ab"]
    a, b = (journeys_of([row for row in kept if (row.at < 24) is early]) for early in (True, False))
    compared = {(row.kind, row.feature): row for row in found if (row.a_with or 0) + (row.b_with or 0) > 0}
    known = {feature for past in a + b for feature in features(past)}
    expected = {feature: difference(a, b, feature) for feature in known}
    mine = {feature: row for feature, row in compared.items() if feature[0] in ("touchpoint", "transition")}
    assert mine.keys() == {f for f, by in expected.items() if by is not None and f[0] != "dimension"}
    for feature, row in mine.items():
        assert (row.a_n, row.a_with) == (len(a), sum(feature in features(past) for past in a))
        assert (row.b_n, row.b_with) == (len(b), sum(feature in features(past) for past in b))
        assert row.difference == pytest.approx(float(expected[feature] or 0), abs=1e-12)
        assert row.both == len({past[0].customer for past in a} & {past[0].customer for past in b})


@few
@given(rows, st.integers(2, 4), st.sampled_from([None, "device"]))
def test_shards_change_nothing_and_every_row_says_who(events: list[Row], shards: int, by: str | None) -> None:
    question = {"ask": "compare", **DAYS, "by": by, "top": None}
    one, many = index_of(events), index_of(events, shards)
    here, there = everybody(one, question), everybody(many, question)
    assert repr(here) == repr(there)
    assert all(len(who) == (row.a_n if row.a_with is None else row.a_with) for row, who in here)


@few
@given(rows, st.integers(1, 3))
def test_sides_that_change_places_change_the_sign(events: list[Row], shards: int) -> None:
    index = index_of(events, shards)
    there = ask(index, {"ask": "compare", **DAYS, "top": None}).rows
    back = ask(index, {"ask": "compare", "a": DAYS["b"], "b": DAYS["a"], "top": None}).rows
    mirrored = {(row.kind, row.feature): row for row in back}
    for row in there:
        other = mirrored[row.kind, row.feature]
        assert (row.a_n, row.a_with, row.both) == (other.b_n, other.b_with, other.both)
        assert row.effect == pytest.approx(-other.effect, abs=1e-9)
        if row.feature != "median gap (s)":  # of which the difference is a ratio at the second side's
            assert row.difference == pytest.approx(-other.difference, abs=1e-9)


def shop() -> Index:
    return journeys(
        traits={"ann": {"plan": "paid"}, "eve": {"plan": "free"}},
        channels={"ad": "ads"},
        ann="ad@0|device=phone|city=Graz cart@1|device=phone pay@9|device=desk|value=30 look@10|device=desk",
        bob="ad@0|device=phone cart@1|device=phone",
        eve="look@0|device=desk cart@3|device=desk",
    )


def test_a_side_is_its_events() -> None:
    question = {"ask": "compare", "a": {"where": {"device": "phone"}}, "b": {"where": {"device": "desk"}}}
    rows = {(row.kind, row.feature): row for row in ask(shop(), {**question, "top": None}).rows}
    assert {row.both for row in rows.values()} == {1}  # ann
    assert (rows["touchpoint", "cart"].a_with, rows["touchpoint", "cart"].b_with) == (2, 1)
    assert (rows["value", "value"].a_mean, rows["value", "value"].b_mean) == (0.0, 15.0)
    assert (rows["trait", "plan: paid"].a_with, rows["trait", "plan: paid"].b_with) == (1, 1)
    assert rows["dimension", "city: Graz"].a_rate == 0.5
    assert not any(feature.startswith("device") for _, feature in rows)  # that is what tells them apart


def test_scores_are_told_where_there_are_some() -> None:
    said = {f"p{n}": f"say@{n}|device=phone|score={n % 2}" for n in range(4)}
    index = journeys({**said, **{f"d{n}": f"say@{n}|device=desk|score=0.25" for n in range(4)}})
    question = {"ask": "compare", "a": {"where": {"device": "phone"}}, "b": {"where": {"device": "desk"}}}
    rows = {row.feature: row for row in ask(index, {**question, "what": "scores"}).rows}
    assert (rows["rating score"].a_mean, rows["rating score"].b_mean, rows["rating score"].a_n) == (0.5, 0.25, 4)
    assert (rows["experience"].difference, rows.keys()) == (0.5, {"experience", "rating score"})


def test_false_discoveries_are_kept_in_hand() -> None:
    """Forty things that tell nothing and one that does."""
    one = {f"a{n}": " ".join(f"p{k}@{k}|side=a" for k in range(40) if (n * (k + 3)) % 7 < 3) for n in range(1, 150)}
    two = {f"b{n}": " ".join(f"p{k}@{k}|side=b" for k in range(40) if (n * (k + 3)) % 7 < 3) for n in range(1, 150)}
    one = {who: f"true@0|side=a {text}" if n % 2 else text for n, (who, text) in enumerate(one.items())}
    question = {"ask": "compare", "a": {"where": {"side": "a"}}, "b": {"where": {"side": "b"}}, "what": "touchpoints"}
    rows = ask(journeys({**one, **two}), {**question, "top": None}).rows
    assert [row.feature for row in rows if row.q <= 0.05] == ["true"]
    assert rows[0].feature == "true"
    assert all(row.q >= row.p for row in rows)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"a": {}, "b": {}}, "Both sides are the same"),
        ({"a": {"where": {"devise": "phone"}}, "b": {}}, "devise"),
        ({"a": {"during": "soon"}, "b": {}}, '"soon" is not a period'),
        ({"a": {"when": "2024"}, "b": {}}, 'field "a.when" of compare'),
        ({"a": {"during": "2024"}}, 'field "b" of compare'),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(question: dict[str, Any], words: str) -> None:
    with pytest.raises(SpecError, match=words):
        ask(shop(), {"ask": "compare", **question})


def test_no_events() -> None:
    assert ask(index_of([]), {"ask": "compare", **DAYS}).rows == ()
