"""Themes: what is counted, of what the share is, and whose mood it is."""

import pytest
from everybody import everybody
from hypothesis import given, settings
from hypothesis import strategies as st
from made_texts import PARENTS, index_of_texts, texts

from footpath.analysis import ask
from footpath.errors import SpecError
from footpath.journeys import journeys
from reference.themes import Text, themes

few = settings(max_examples=40, deadline=None)


@few
@given(texts, st.integers(1, 3), st.booleans(), st.booleans(), st.booleans())
def test_as_plain_loops_count_them(said: list[Text], shards: int, per: bool, by: bool, parents: bool) -> None:
    question = {"ask": "themes", "level": "parent" if parents else "theme"}
    question |= {"per": "touchpoint"} if per else {}
    question |= {"by": "device"} if by else {}
    rows = ask(index_of_texts(said, shards), question).rows
    expected = themes(said, PARENTS if parents else {name: name for name in PARENTS}, per=per, by=by)
    found = {(r.group, r.touchpoint, r.theme): (r.n, r.customers, r.texts, r.experience) for r in rows if r.n}
    assert found.keys() == expected.keys()
    for cell, (n, customers, any_theme, mood) in expected.items():
        assert found[cell][:3] == (n, customers, any_theme)
        assert found[cell][3] == pytest.approx(mood)


@few
@given(texts, st.integers(1, 3))
def test_who_spoke_of_it_are_as_many_as_the_row_says(said: list[Text], shards: int) -> None:
    for question in ({"ask": "themes", "per": "touchpoint"}, {"ask": "themes", "by": "device", "level": "parent"}):
        for row, people in everybody(index_of_texts(said, shards), question):
            assert len(people) == row.customers


def test_one_text_praises_one_theme_and_blames_another() -> None:
    index = journeys(ann="say@1|theme=late:-1+staff:1", bob="say@2|theme=late:-0.5", eve="say@3|score=1")
    late, staff = ask(index, {"ask": "themes"}).rows
    assert (late.n, late.experience, staff.n, staff.experience) == (2, -0.75, 1, 1.0)
    assert (late.texts, late.share) == (2, 1.0)  # a score without words is in no share
    assert (late.rest_n, late.rest_experience) == (1, 1.0)


def test_a_text_that_speaks_of_two_themes_of_one_parent_counts_once() -> None:
    index = index_of_texts(
        [Text(0, 1, None, None, {"late": -1.0, "lost": 0.0}), Text(1, 1, None, None, {"price": 1.0})]
    )
    delivery, price = ask(index, {"ask": "themes", "level": "parent"}).rows
    assert (delivery.theme, delivery.n, delivery.texts, delivery.experience) == ("delivery", 1, 2, -0.5)
    assert price.id == "price"


def test_what_employees_say_is_never_among_what_customers_say() -> None:
    index = journeys(ann="say@1|theme=late:-1|kind=employee", bob="say@2|theme=late:1")
    assert [(row.n, row.experience) for row in ask(index, {"ask": "themes"}).rows] == [(1, 1.0)]
    own = ask(index, {"ask": "themes", "kind": "employee"}).rows
    assert [(row.n, row.experience) for row in own] == [(1, -1.0)]
    with pytest.raises(SpecError, match="not a kind"):
        ask(index, {"ask": "themes", "kind": "gossip"})


def test_a_trend_has_a_row_where_nobody_spoke_of_it() -> None:
    index = journeys(ann="say@0|theme=late:-1 say@40d|theme=staff:1", bob="say@1d|theme=late:-1")
    rows = ask(index, {"ask": "themes", "by": "month"}).rows
    assert {(row.group, row.theme): (row.n, row.texts, row.rest_n) for row in rows} == {
        ("2024-01", "late"): (2, 2, 0),
        ("2024-01", "staff"): (0, 2, 1),
        ("2024-02", "late"): (0, 1, 2),
        ("2024-02", "staff"): (1, 1, 0),
    }


def test_where_and_during_speak_of_the_text_and_mood_may_be_unknown() -> None:
    index = journeys(ann="say@0|theme=late|device=phone say@3d|theme=late:-1", bob="say@1|theme=late:1|device=desk")
    (row,) = ask(index, {"ask": "themes", "where": {"device": "phone"}}).rows
    assert (row.n, row.known) == (1, 0)
    assert ask(index, {"ask": "themes"}).json()["rows"][0]["known"] == 2
    (first,) = ask(index, {"ask": "themes", "during": "2024-01-01"}).rows
    assert first.n == 2


def test_without_themes_there_are_no_rows() -> None:
    assert ask(journeys(ann="say@1|score=1"), {"ask": "themes", "per": "stage"}).rows == ()
