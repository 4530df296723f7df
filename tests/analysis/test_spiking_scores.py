"""Spikes in what is scored and promised, where few or none say a word."""

from collections import Counter
from random import Random
from typing import Any

import numpy as np
import pytest
from everybody import everybody
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.analysis import ask
from footpath.analysis.readings.judged_series import Judging, is_bad, judged_of
from footpath.analysis.readings.scales import KINDS
from footpath.analysis.readings.streams import Streams
from footpath.analysis.spikes import Spikes
from footpath.journeys import Index, journeys
from footpath.journeys.columns import BROKEN, NO_PROMISE, NOWHERE, Shard
from footpath.journeys.selection import select

DAYS, ONSET = 130, 70
PAGE = "<b>'page'</b> =1+1 \u202eegap"


def day_of(label: str) -> int:
    return int((np.datetime64(label) - np.datetime64("2024-01-01")).astype(int))


def scored(seed: int, *, after: float = 0.6, shards: int = 1, words: str = "", page: str = "page") -> Index:
    """Scores of a page and of a shop; of those on phones more are bad from day 70 on, with words of their own where there are any."""
    chance, written = Random(seed), {}
    for number in range(2400):
        day, device, about = chance.randrange(DAYS), chance.choice(["phone", "desk"]), chance.choice([page, "shop"])
        broken = day >= ONSET and device == "phone" and about == page
        bad = chance.random() < (after if broken else 0.1)
        says = f"|theme={words}:-1" if words and bad and broken and chance.random() < 0.4 else ""
        if words and not says and chance.random() < 0.3:
            says = "|theme=price:0"
        when, score = f"{day}d{chance.randrange(23)}h", 0.0 if bad else 1.0
        written[f"c{number}"] = (
            f'"{page}"@{day}d|device={device} say@{when}|kind=csat|score={score}|about="{about}"|device={device}{says}'
        )
    return journeys(written, shards=shards)


def test_scores_that_fall_are_a_spike_though_nobody_says_a_word() -> None:
    question: dict[str, Any] = {"ask": "spikes"}
    (row,) = ask(scored(1), question).rows
    assert (row.kind, row.touchpoint, row.about, row.theme, row.id) == ("experience", "page", "page", None, None)
    assert abs(day_of(row.onset_on) - ONSET) <= 2
    assert row.onset_low_on <= row.onset_on <= row.onset_high_on
    assert (row.open, row.dimension, row.value) == (True, "device", "phone")
    assert row.segment_share > row.rest_share
    for answered, people in everybody(scored(1, shards=3), question):
        assert answered == row
        assert len(people) == row.customers == row.seen


@pytest.mark.parametrize("what", ["themes", "promises", "contacts", "errors"])
def test_who_asks_for_something_else_is_not_told_of_scores(what: str) -> None:
    assert ask(scored(1), {"ask": "spikes", "what": what}).rows == ()
    assert [row.kind for row in ask(scored(1), {"ask": "spikes", "what": "experiences"}).rows] == ["experience"]


def test_scores_that_stay_are_no_spike() -> None:
    assert sum(len(ask(scored(seed, after=0.1), {"ask": "spikes"}).rows) for seed in range(6)) == 0


def test_words_and_scores_of_one_trouble_are_one_spike() -> None:
    (row,) = ask(scored(3, words="slow"), {"ask": "spikes"}).rows
    assert (row.theme, row.about, row.value) == ("slow", "page", "phone")
    assert abs(day_of(row.onset_on) - ONSET) <= 2


def test_hostile_names_are_only_names() -> None:
    page = PAGE.replace("'", "")
    (row,) = ask(scored(4, page=page), {"ask": "spikes"}).rows
    assert (row.touchpoint, row.about) == (page, page)


def answers(seed: int, *, wave: bool = False, survey: bool = False, others: bool = False) -> Index:
    """Scores of one page: half as many of those on a desk are bad as on phones, and it stays so.

    Args:
        wave: five times as many answer on days 70 to 80.
        survey: from day 70 on there is a second table, whose scores are always worse.
        others: from day 70 on most who answer are on phones.
    """
    chance, written = Random(seed), {}
    days = [day for day in range(DAYS) for _ in range(100 if wave and 70 <= day < 80 else 20)]
    for number, day in enumerate(days):
        later = day >= ONSET
        device = "phone" if chance.random() < (0.9 if others and later else 0.2) else "desk"
        second = survey and later and chance.random() < 0.5
        bad = chance.random() < (0.7 if second else 0.5 if device == "phone" else 0.08)
        source = "second" if second else "first"
        written[f"c{number}"] = (
            f"page@{day}d|source={source} say@{day}d1h|kind=csat|score={0.0 if bad else 1.0}|about=page"
            f"|device={device}|source={source}"
        )
    return journeys(written)


@pytest.mark.parametrize("news", ["wave", "survey", "others"])
def test_more_answers_other_surveys_and_other_people_are_no_spikes(news: str) -> None:
    found = [ask(answers(seed, **{news: True}), {"ask": "spikes", "what": "experiences"}).rows for seed in range(3)]
    assert found == [(), (), ()]


def test_by_a_dimension_only_those_whose_scores_fall_have_a_spike() -> None:
    (row,) = ask(scored(1), {"ask": "spikes", "by": "device"}).rows
    assert (row.kind, row.group, row.dimension, row.scope) == ("experience", "phone", None, "all")
    assert ask(scored(1), {"ask": "spikes", "where": {"device": "desk"}}).rows == ()
    assert ask(scored(1), {"ask": "spikes", "kind": "nps"}).rows == ()


def test_a_group_is_not_called_by_what_another_speaks_of() -> None:
    """On phones many write of it, on desks scores fall without a word."""
    chance, written = Random(6), {}
    for number in range(4000):
        day, device = chance.randrange(DAYS), chance.choice(["phone", "desk"])
        bad = chance.random() < (0.7 if day >= ONSET else 0.1)
        speaks = device == "phone" and chance.random() < 0.5
        says = ("|theme=slow:-1" if bad and day >= ONSET else "|theme=price:0") if speaks else ""
        written[f"c{number}"] = (
            f"page@{day}d|device={device} say@{day}d2h|kind=csat|score={0.0 if bad else 1.0}|about=page"
            f"|device={device}{says}"
        )
    rows = ask(journeys(written), {"ask": "spikes", "by": "device"}).rows
    assert sorted((str(row.group), row.theme) for row in rows) == [("desk", None), ("phone", "slow")]
    assert [row.kind for row in rows if row.group == "desk"] == ["experience"]


def parcels(seed: int, after: float) -> Index:
    """Parcels promised for a day, of which in the west more are late from day 70 on."""
    chance, written = Random(seed), {}
    for number in range(3000):
        day, region = chance.randrange(2, DAYS), chance.choice(["west", "east", "north", "south"])
        late = chance.random() < (after if day >= ONSET and region == "west" else 0.1)
        due = day - 1 if late else day + 1
        written[f"c{number}"] = (
            f"order@{day - 2}d|region={region} parcel@{day}d5h|promised={due * 1440}|region={region}|record={number}"
        )
    return journeys(written)


def test_promises_that_are_broken_are_a_spike_of_their_own() -> None:
    (row,) = ask(parcels(1, 0.6), {"ask": "spikes"}).rows
    assert (row.kind, row.touchpoint, row.theme) == ("promise", "parcel", None)
    assert (row.dimension, row.value) == ("region", "west")
    assert abs(day_of(row.onset_on) - ONSET) <= 2
    assert ask(parcels(1, 0.6), {"ask": "spikes", "what": "experiences"}).rows == ()
    assert sum(len(ask(parcels(seed, 0.1), {"ask": "spikes"}).rows) for seed in range(5)) == 0


def test_what_is_said_of_broken_promises_gives_the_spike_its_name() -> None:
    chance, written = Random(5), {}
    for number in range(3000):
        day, region = chance.randrange(2, DAYS - 4), chance.choice(["west", "east", "north", "south"])
        late = chance.random() < (0.6 if day >= ONSET and region == "west" else 0.1)
        says = "late" if late and region == "west" and day >= ONSET else chance.choice(["price", "staff"])
        text = f" say@{day + 2}d7h|about=parcel|theme={says}:-1|region={region}" if chance.random() < 0.5 else ""
        due = (day - 1 if late else day + 1) * 1440
        written[f"c{number}"] = f"parcel@{day}d5h|promised={due}|region={region}|record={number}{text}"
    (row,) = ask(journeys(written), {"ask": "spikes"}).rows
    assert (row.theme, row.dimension, row.value) == ("late", "region", "west")
    assert row.kind in ("promise", "theme")


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 3))
def test_what_is_bad_is_what_a_plain_count_finds(seed: int, shards: int) -> None:
    chance, written = Random(seed), {}
    for number in range(60):
        kind = chance.choice(["nps", "csat", "ces", "rating", "employee"])
        score = f"|score={chance.randrange(11) / 10}" if chance.random() < 0.9 else ""
        about = "|about=page" if chance.random() < 0.8 else ""
        due = f"|promised={chance.randrange(900)}|record={number}" if chance.random() < 0.7 else ""
        written[f"c{number}"] = f"page@0 parcel@600{due} say@900|kind={kind}{score}{about}"
    index = journeys(written, shards=shards)
    seen = select(index, Spikes())
    judging = Judging(Streams(len(index.dimensions.get("source", ("",)))), scores=True, promises=True)
    every, bad = plain_counts(index)
    found, found_bad = Counter[int](), Counter[int]()
    for view in seen.views:
        own = judging.of(view)
        found.update((own.cell // judging.width).tolist())
        found_bad.update((own.cell[own.bad] // judging.width).tolist())
    assert (found, found_bad) == (every, bad)
    judged = judged_of(seen.views, len(index.names), judging)
    page, parcel = index.names.index("page"), index.names.index("parcel")
    assert [code for code in judged.places if bad[code] >= 8] == list(judged.places)
    assert {page, parcel} & set(judged.places) == {code for code in (page, parcel) if bad[code] >= 8}
    fewer = judged.among(np.arange(len(judged.places)) % 2 == 1)
    alone = [code for place, code in enumerate(judged.places) if place % 2]
    assert fewer.places == judged.places
    assert sum(len(fewer.of(view).row) for view in seen.views) == sum(every[code] for code in alone)
    kept = sum(len(judged.of(view).row) for view in seen.views)
    assert kept == sum(every[code] for code in judged.places)


def plain_counts(index: Index) -> tuple[Counter[int], Counter[int]]:
    """By touchpoint: scores of customers and promises, and the bad ones."""
    every, bad = Counter[int](), Counter[int]()
    for shard in index.shards:
        for at in range(len(shard.feedback.row)):
            own = judged_score(shard, at)
            if own is not None:
                every[own[0]] += 1
                bad[own[0]] += own[1]
        for touchpoint, promise in zip(shard.touchpoint.tolist(), shard.promise.tolist(), strict=True):
            every[touchpoint] += promise != NO_PROMISE
            bad[touchpoint] += promise == BROKEN
    return +every, +bad


def judged_score(shard: Shard, at: int) -> tuple[int, bool] | None:
    said = shard.feedback
    kind, score, about = str(KINDS[said.kind[at]]), float(said.score[at]), int(said.about[at])
    if kind == "employee" or np.isnan(score) or about == NOWHERE:
        return None
    worst = {"nps": 0.6, "ces": 0.33, "csat": 0.25, "rating": 0.25}[kind]
    assert bool(is_bad(said)[at]) == (score <= worst + 0.005)
    return about, score <= worst + 0.005
