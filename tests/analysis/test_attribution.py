"""Attribution: by hand, against the references, and its laws."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_events import CHANNELS, events, index_of
from pyarrow import csv

from footpath.analysis import ask, customers_of
from footpath.analysis.readings.attribution_chain import removal_effects
from footpath.errors import SpecError
from footpath.journeys import journeys
from footpath.journeys.memory import index_in_memory
from reference.attribution import lost, paths, removal, shapley, single
from reference.events import Event

DATA = Path(__file__).parents[3] / "shared" / "data"
few = settings(max_examples=50, deadline=None)
PLACES = {"ad": "ads", "mail": "email", "site": "direct"}


def credit(index: Any, **question: Any) -> dict[tuple[str | None, str], float]:
    rows = ask(index, {"ask": "attribution", "conversion": "buy", **question}).rows
    return {(row.channel, row.model): row.conversions for row in rows}


def test_each_model_on_one_conversion() -> None:
    index = journeys(channels=PLACES, ann="ad@0d mail@7d ad@14d mail@21d site@28d buy@28d|value=10")
    found = credit(index, priority=["email", "ads"])
    assert {key: round(value, 4) for key, value in found.items()} == {
        ("ads", "first"): 1, ("email", "first"): 0, ("direct", "first"): 0,
        ("ads", "last"): 0, ("email", "last"): 0, ("direct", "last"): 1,
        ("ads", "last_non_direct"): 0, ("email", "last_non_direct"): 1, ("direct", "last_non_direct"): 0,
        ("ads", "linear"): 0.4, ("email", "linear"): 0.4, ("direct", "linear"): 0.2,
        ("ads", "position"): 0.4667, ("email", "position"): 0.1333, ("direct", "position"): 0.4,
        ("ads", "decay"): round(5 / 31, 4), ("email", "decay"): round(10 / 31, 4), ("direct", "decay"): round(16 / 31, 4),
        ("ads", "priority"): 0, ("email", "priority"): 1, ("direct", "priority"): 0,
        ("ads", "markov"): 0.3333, ("email", "markov"): 0.3333, ("direct", "markov"): 0.3333,
        ("ads", "shapley"): 0.3333, ("email", "shapley"): 0.3333, ("direct", "shapley"): 0.3333,
    }  # fmt: skip
    rows = ask(index, {"ask": "attribution", "conversion": "buy"}).rows
    row = next(row for row in rows if (row.channel, row.model) == ("ads", "linear"))
    assert (row.value, row.touched, row.touches, row.customers) == (4.0, 1, 2, 1)
    assert (row.lowest_share, row.highest_share) == (0.0, 1.0)


def test_the_lookback_is_inclusive_and_conversions_are_no_touches() -> None:
    index = journeys(channels=PLACES, ann="ad@0 buy@60 mail@61 buy@120", bob="mail@0 buy@61", eve="ad@5 buy@5")
    rows = ask(index, {"ask": "attribution", "conversion": "buy", "within": "1h", "models": ["first"]}).rows
    assert [(row.channel, row.conversions, row.touched) for row in rows] == [
        ("ads", 2.0, 2),
        ("email", 1.0, 1),
        (None, 1.0, 1),
    ]
    assert customers_of(
        index, {"ask": "attribution", "conversion": "buy", "within": "1h", "models": ["last"]}, 2
    ).tolist() == [1]


def test_markov_by_hand() -> None:
    """From start to a and b; from a to b and to none; from b to a, to conversion and to none; each once."""
    moves = np.zeros((3, 5), dtype=int)
    moves[0, 1], moves[0, 2], moves[1, 2], moves[1, 4], moves[2, 1], moves[2, 3], moves[2, 4] = 1, 1, 1, 1, 1, 1, 1
    # a = b/2, b = (a + 1)/3: b = 2/5, a = 1/5, start = 3/10; without a: b = 1/3, start = 1/6; without b: nothing
    assert removal_effects(moves) == pytest.approx([0, 1 - (1 / 6) / (3 / 10), 1])
    moves[1, 1] = 5  # staying changes nothing
    assert removal_effects(moves) == pytest.approx([0, 4 / 9, 1])
    assert removal_effects(np.zeros((3, 5), dtype=int)).tolist() == [0, 0, 0]


def test_markov_credits_what_leads_to_a_channel_that_converts() -> None:
    """mail → ad never converted, but ad alone did: half of those who come to ad do, and half of all come by mail."""
    index = journeys(channels=PLACES, ann="ad@0 buy@1", bob="mail@0 ad@1")
    rows = ask(index, {"ask": "attribution", "conversion": "buy", "models": ["linear", "markov"]}).rows
    assert [(row.channel, row.model, round(row.share, 6), row.touched) for row in rows] == [
        ("ads", "linear", 1.0, 1), ("ads", "markov", 0.666667, 1), ("email", "linear", 0.0, 0), ("email", "markov", 0.333333, 0),
    ]  # fmt: skip


def test_shapley_shares_a_conversion_equally_among_its_distinct_channels() -> None:
    index = journeys(
        channels=PLACES, ann="ad@0 ad@1 mail@2 buy@3", bob="ad@0 buy@1", eve="mail@0 ad@1 site@2 buy@3", dan="mail@9"
    )
    found = credit(index, models=["shapley"])
    assert found == pytest.approx(
        {("ads", "shapley"): 11 / 6, ("email", "shapley"): 5 / 6, ("direct", "shapley"): 1 / 3}
    )


def test_touches_may_be_chosen_and_credited_by_any_dimension() -> None:
    index = journeys(ann="ad@0|campaign=x ad@1|campaign=y look@2|campaign=z ad@3 buy@4|value=6")
    rows = ask(
        index, {"ask": "attribution", "conversion": "buy", "over": "campaign", "touches": ["ad"], "models": ["linear"]}
    ).rows
    assert [(row.channel, row.share, row.value) for row in rows] == [("x", 0.5, 3.0), ("y", 0.5, 3.0)]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"conversion": "bye"}, 'No touchpoint matches "bye".*buy'),
        ({"over": "chanel"}, 'no dimension "chanel"'),
        ({"priority": ["emial"]}, '"channel" is never "emial".*email'),
        ({"direct": ["nobody"]}, '"channel" is never "nobody"'),
        ({"models": []}, "No model"),
        ({"models": ["best"]}, "models"),
        ({"half_life": "0s"}, "half-life"),
    ],
)
def test_what_cannot_be_asked(more: dict[str, Any], words: str) -> None:
    index = journeys(channels=PLACES, ann="ad@0 mail@1 buy@2")
    with pytest.raises(SpecError, match=words):
        ask(index, {"ask": "attribution", "conversion": "buy", **more})


@few
@example([Event(0, 0, "a"), Event(0, 0, "d"), Event(3, 0, "b"), Event(3, 0, "a")], 1, 10)  # b only without conversion
@given(events, st.integers(1, 3), st.sampled_from([10, 40, 10_000]))
def test_against_the_reference(found: list[Event], shards: int, within: int) -> None:
    if not any(event.touchpoint == "d" for event in found):
        return
    question: dict[str, Any] = {
        "ask": "attribution", "conversion": "d", "within": f"{within}m", "half_life": "20m",
        "direct": ["web"], "priority": ["email", "web"],
    }  # fmt: skip
    index = index_of(found, shards)
    rows = ask(index, question).rows
    converted = paths(found, "d", within)
    touched = [(touches, end) for touches, end in converted if touches]
    channels = [[CHANNELS[e.touchpoint] for e in touches] for touches, _ in touched]
    expected: dict[str, dict[str | None, float]] = {}
    money: dict[str | None, float] = defaultdict(float)
    for model in ("first", "last", "last_non_direct", "linear", "position", "decay", "priority"):
        expected[model] = defaultdict(float)
        for (touches, end), names in zip(touched, channels, strict=True):
            ages = [(end.at - e.at) / 20 for e in touches]
            for name, part in single(model, names, ages, {"web"}, ["email", "web"]).items():
                expected[model][name] += part
                money[name] += part * (end.value or 0) if model == "linear" else 0
    expected["shapley"] = dict(shapley([frozenset(names) for names in channels])) if channels else {}
    if channels:
        never = [[CHANNELS[e.touchpoint] for e in touches] for touches in lost(found, "d", within)]
        effects = removal(channels, never)
        whole = sum(effects.values())
        expected["markov"] = {name: effect / whole * len(touched) for name, effect in effects.items()}
    bare = [end for touches, end in converted if not touches]
    for number, row in enumerate(rows):
        if row.channel is None:
            assert (row.conversions, row.touched, row.touches) == (len(bare), len(bare), 0)
            behind = {end.customer for end in bare}
        else:
            assert row.conversions == pytest.approx(expected[row.model].get(row.channel, 0.0), abs=1e-9)
            behind = {end.customer for (_, end), names in zip(touched, channels, strict=True) if row.channel in names}
            if row.model == "linear":
                assert row.value == pytest.approx(money[row.channel], abs=1e-5)
        assert set(customers_of(index, question, number).tolist()) == behind
        assert row.customers == len(behind)
    for model in {row.model for row in rows}:
        own = [row for row in rows if row.model == model]
        assert sum(row.share for row in own) == pytest.approx(1)
        assert sum(row.conversions for row in own) == pytest.approx(len(converted))
        assert sum(row.value for row in own) == pytest.approx(sum(end.value or 0 for _, end in converted), abs=1e-5)
        assert all(row.lowest_share <= row.share <= row.highest_share for row in own)


def test_as_other_libraries_have_it() -> None:
    """What do-attribution 0.0.2 (removal effects with "redirect_to_null") and ChannelAttribution 2.2.5 give for the same paths."""
    known = {  # path: customers who converted, who did not
        "ads email": (3, 2), "ads": (1, 5), "email site ads": (2, 1), "site": (1, 4), "email ads email site": (2, 2),
        "search site": (4, 3), "search ads search": (1, 2),
    }  # fmt: skip
    texts = [
        " ".join(f"{name}@{minute}" for minute, name in enumerate([*path.split(), *end]))
        for path, (yes, no) in known.items()
        for end in [["buy"]] * yes + [[]] * no
    ]
    index = journeys(
        {f"{number}": text for number, text in enumerate(texts)},
        channels={name: name for name in ("ads", "email", "site", "search")},
        shards=3,
    )
    found = credit(index, models=["first", "last", "linear", "markov"])
    shares = {
        "ads": 0.2647619736383348,
        "email": 0.2491337715823378,
        "search": 0.18891177573712958,
        "site": 0.29719247904219787,
    }
    assert {channel: found[channel, "markov"] / 14 for channel in shares} == pytest.approx(shares)
    first = {"ads": 4, "email": 4, "site": 1, "search": 5}
    last = {"ads": 3, "email": 3, "site": 7, "search": 1}
    linear = {"ads": 4, "email": 3.166667, "site": 4.166667, "search": 2.666667}
    for model, expected in (("first", first), ("last", last), ("linear", linear)):
        assert {channel: found[channel, model] for channel in expected} == pytest.approx(expected, abs=1e-6)


@pytest.mark.shared_data
@pytest.mark.skipif(not DATA.exists(), reason="the real records are not on this machine")
def test_a_real_log_of_touchpoints() -> None:
    with pa.input_stream(str(DATA / "touchpoints/touchpoints_2018_07.csv.gz"), compression="gzip") as stream:
        table = csv.read_csv(stream)
    converts = table["conversion"].to_pylist()
    index = index_in_memory(
        table["customer_id"].to_pylist(),
        table["time"].cast(pa.timestamp("us")).to_numpy(),
        ["conversion" if yes else "impression" for yes in converts],
        dimensions={"medium": table["channel"].to_pylist()},
        value=[
            value if yes else None for value, yes in zip(table["conversion_value"].to_pylist(), converts, strict=True)
        ],
        shards=3,
    )
    rows = ask(index, {"ask": "attribution", "conversion": "conversion", "over": "medium"}).rows
    facts = json.loads((DATA / "FACTS.json").read_text())["touchpoints"]
    for model in {row.model for row in rows}:
        assert sum(row.conversions for row in rows if row.model == model) == pytest.approx(facts["conversions"])
        assert sum(row.value for row in rows if row.model == model) == pytest.approx(facts["value"])
    assert len({row.model for row in rows}) == 8
