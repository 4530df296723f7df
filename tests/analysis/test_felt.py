"""Emotions and expectations, on lives that can be counted by hand."""

import pickle
from collections.abc import Callable, Sequence
from math import isnan
from random import Random
from typing import Any

import pytest
from pyspark.cloudpickle import dumps

from footpath.analysis import ask, customers_of
from footpath.engine import using
from footpath.journeys import Index, journeys

HOUR, DAY = 3600.0, 86_400.0


class Elsewhere:
    """An engine that sends work, shards and results the way another machine gets them."""

    def each(self, work: Callable[[Any], Any], shards: Sequence[Any]) -> list[Any]:
        return [pickle.loads(pickle.dumps(pickle.loads(dumps(work))(pickle.loads(dumps(shard))))) for shard in shards]


def feelings() -> Index:
    """Anger comes after failed payments more often than delight does; who looks at pages feels either."""
    chance, texts = Random(3), {}
    for number in range(240):
        cross = number % 2
        before = "failed" if chance.random() < (0.6 if cross else 0.1) else chance.choice(["page", "parcel"])
        felt = "emotion=anger|experience=-0.8" if cross else "emotion=delight|experience=0.6"
        texts[f"c{number}"] = f"page@0 {before}@10|device=phone say@20|{felt}|about=parcel"
    texts["quiet"] = "page@0 say@5|about=parcel|experience=0"
    return journeys(texts, stages={"parcel": "Get", "page": "Find"}, shards=3)


def test_what_comes_right_before_an_emotion_stands_out() -> None:
    anger, delight = ask(feelings(), {"ask": "emotions"}).rows
    assert (anger.emotion, anger.n, anger.texts, anger.share, anger.customers) == ("anger", 120, 240, 0.5, 120)
    assert (anger.before, delight.before != "failed") == ("failed", True)
    assert anger.before_share > 0.45 > 0.25 > anger.before_rest_share
    assert anger.before_q < 1e-6 < 0.5 < anger.before_effect
    assert (anger.n_experience, anger.experience) == (120, pytest.approx(-0.8))
    assert anger.experience_low <= anger.experience <= anger.experience_high


def test_where_nothing_stands_out_nothing_is_sure() -> None:
    chance, sure = Random(11), 0
    for _ in range(20):
        texts = {
            f"c{n}": f"{chance.choice('abcdef')}@0 say@5|emotion={chance.choice(['anger', 'trust', 'delight'])}"
            for n in range(120)
        }
        rows = ask(journeys(texts), {"ask": "emotions"}).rows
        sure += any(row.before_q is not None and row.before_q <= 0.05 for row in rows)
    assert sure <= 3


def test_right_before_is_no_feedback_not_too_long_ago_and_not_hidden_by_conditions() -> None:
    cross = {f"a{n}": "pay@0 look@1d say@2d|emotion=anger say@3d|emotion=anger" for n in range(10)}
    fond = {f"d{n}": "visit@0 look@1d parcel@2d say@3d|emotion=delight" for n in range(10)}
    index = journeys({**cross, **fond})
    anger, delight = ask(index, {"ask": "emotions", "where": {"touchpoint": "say"}}).rows
    assert (anger.n, anger.customers, anger.before, anger.before_n, delight.before) == (20, 10, "look", 20, "parcel")
    anger, _ = ask(index, {"ask": "emotions", "within": "1d"}).rows
    assert (anger.before, anger.before_n, anger.before_share) == ("look", 10, 1.0)


def test_emotions_by_touchpoint_stage_group_and_period() -> None:
    index = feelings()
    assert [(r.touchpoint, r.stage, r.n) for r in ask(index, {"ask": "emotions", "per": "touchpoint"}).rows] == [
        ("parcel", "Get", 120),
        ("parcel", "Get", 120),
    ]
    assert {row.stage for row in ask(index, {"ask": "emotions", "per": "stage"}).rows} == {"Get"}
    assert {row.group for row in ask(index, {"ask": "emotions", "by": "day"}).rows} == {"2024-01-01"}
    assert ask(index, {"ask": "emotions", "during": "2023"}).rows == ()
    assert len(customers_of(index, {"ask": "emotions"}, 0)) == 120


def test_each_clock_by_hand() -> None:
    say = "kind=comment|about=parcel"
    opened, reply, solved = '"ticket opened"', '"ticket answered"', '"ticket solved"'
    index = journeys(
        promise=f"order@0|record=P parcel@3d|record=P|promised=2d say@4d|record=P|{say}|stated=4d|experience=1",
        case=f"parcel@0 {opened}@1d|record=T say@2d|record=T|{say}|stated=24h|waited=6d|experience=-1 {reply}@3d|record=T {solved}@4d|record=T",
        reply=f"parcel@0 {opened}@1d|record=R say@2d|record=R|{say}|stated=24h {reply}@1.5d|record=R",
        record=f"order@0|record=Q parcel@5d|record=Q say@9d|record=Q|{say}|stated=5d",
        words=f"parcel@0 say@1d|{say}|stated=1h|waited=3h",
        nothing=f"parcel@0 say@1d|{say}|stated=1h",
        waiting=f"parcel@0 {opened}@1d|record=O look@2d|record=O say@3d|record=O|{say}|stated=1h",
    )
    rows = {(r.basis, r.clock): r for r in ask(index, {"ask": "expectations"}).rows if r.touchpoint == "parcel"}
    assert {key: (r.n, r.decided, r.over, r.median_actual_s) for key, r in rows.items() if key[1]} == {
        ("stated", "promise"): (1, 1, 0, 3 * DAY),
        ("stated", "case"): (2, 2, 1, 1.75 * DAY),  # three days to be solved, half a day to a reply
        ("stated", "record"): (1, 1, 0, 5 * DAY),  # in time to the second
        ("stated", "words"): (1, 1, 1, 3 * HOUR),
        ("promised", "promise"): (1, 1, 1, 3 * DAY),
    }
    unknown = rows["stated", None]
    assert (unknown.n, unknown.decided, isnan(unknown.over_share), unknown.median_stated_s) == (2, 0, True, HOUR)
    case, promised = rows["stated", "case"], rows["promised", "promise"]
    assert (case.n_waited, case.waited_ratio, case.median_over_s, case.experience_over) == (1, 2.0, 2 * DAY, -1.0)
    assert (promised.median_stated_s, promised.median_over_s, promised.experience_over) == (2 * DAY, DAY, 1.0)
    assert customers_of(index, {"ask": "expectations", "where": {"touchpoint": "say"}, "per": "all"}, 1).tolist() == [1]


def test_broken_expectations_go_with_a_worse_experience() -> None:
    texts = {}
    for number in range(80):
        took = 5 if number % 4 == 0 else 1
        felt = (-0.5 if took == 5 else 0.5) + (0.1 if number % 8 < 4 else -0.1)
        texts[f"c{number}"] = f"order@0|record={number} parcel@{took}d|record={number} " + (
            f"say@9d|record={number}|about=parcel|stated=2d|waited={2 * took}d|experience={felt}"
        )
    row = ask(journeys(texts), {"ask": "expectations"}).rows[0]
    assert (row.n, row.over, row.over_share, row.n_over, row.n_kept) == (80, 20, 0.25, 20, 60)
    assert row.difference == pytest.approx(row.experience_over - row.experience_kept)
    assert row.difference_low < row.difference < row.difference_high < -0.8
    assert (row.waited_ratio, row.ratio_low, row.ratio_high) == (2.0, 2.0, 2.0)


def test_records_of_other_customers_are_not_their_clock() -> None:
    index = journeys(
        ann="order@0|record=S parcel@9d|record=S|promised=1d",
        bob="look@9d say@9.5d|record=S|about=look|stated=1h|waited=2h",
    )
    rows = ask(index, {"ask": "expectations"}).rows
    assert [(r.touchpoint, r.basis, r.clock) for r in rows] == [
        ("look", "stated", "words"),
        ("parcel", "promised", "promise"),
    ]


@pytest.mark.parametrize("ask_for", ["scores", "emotions", "aims", "expectations", "nonresponse"])
def test_other_machines_find_the_same(ask_for: str) -> None:
    texts = {
        f"c{n}": f'buy@0|record={n} "NPS survey sent"@1d parcel@{n % 5 + 1}d|record={n}|promised=3d' for n in range(120)
    }
    said = "|kind=nps|score=0.9|emotion=trust|aim=goal|stated=2d|about=parcel"
    index = journeys({who: text + f" say@7d{said}" * (n % 2) for n, (who, text) in enumerate(texts.items())}, shards=3)
    here = ask(index, {"ask": ask_for}).json(), customers_of(index, {"ask": ask_for}, 0).tolist()
    with using(Elsewhere()):
        assert (ask(index, {"ask": ask_for}).json(), customers_of(index, {"ask": ask_for}, 0).tolist()) == here
    assert here[1]


@pytest.mark.parametrize("ask_for", ["scores", "emotions", "aims", "expectations", "nonresponse"])
def test_no_events_and_no_feedback_give_no_rows(ask_for: str) -> None:
    assert ask(journeys(), {"ask": ask_for}).rows == ()
    assert ask(journeys(ann="a@0 b@1"), {"ask": ask_for}).rows == ()
