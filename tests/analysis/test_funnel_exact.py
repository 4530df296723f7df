"""Every funnel that can be asked, against one that tries every walk."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import PLACES, START

from footpath.analysis import ask, customers_of
from footpath.journeys import Index
from reference.rows import HOUR, Row, journeys
from reference.walks import Asked, units_of, walk_unit

DEVICES = [None, "phone", "desk"]
events = st.lists(
    st.builds(
        Row,
        customer=st.integers(0, 2),
        at=st.integers(0, 12).map(lambda quarter: 6 * quarter),
        touchpoint=st.sampled_from("aaabbbcd"),
        device=st.sampled_from(DEVICES),
    ),
    min_size=1,
    max_size=16,
)
places = st.sets(st.sampled_from("abc"), min_size=1, max_size=2)
hours = st.one_of(st.none(), st.sampled_from([6, 12, 24, 48]))


@st.composite
def asked(draw: Any) -> Asked:
    count = draw(st.integers(2, 4))
    each = {"min_size": count, "max_size": count}
    order = draw(st.sampled_from(["ordered", "ordered", "ordered", "strict", "any"]))
    plain, open_ = order == "any", draw(st.sampled_from([False, False, True]))
    optional = [False] * count if plain or open_ else draw(st.lists(st.booleans(), **each))
    optional[draw(st.integers(0, count - 1))] = False
    bounds = st.tuples(st.sampled_from("cd"), st.integers(0, count - 2), st.integers(1, count - 1))
    bars = [] if draw(st.booleans()) else draw(st.lists(bounds.filter(lambda bar: bar[1] < bar[2]), max_size=2))
    return Asked(
        draw(st.lists(places, **each)),
        draw(st.lists(st.sampled_from([None, None, "phone"]), **each)),
        [None] * count if plain else draw(st.lists(hours, **each)),
        optional,
        draw(hours),
        order,
        tuple((place, 0, count - 1) if plain else (place, after, before) for place, after, before in bars),
        same=draw(st.booleans()),
        first_only=draw(st.booleans()),
        open=open_ and not plain,
        gap=draw(st.sampled_from([None, None, 6, 12])),
    )


def question_of(ask: Asked, per: str) -> dict[str, Any]:
    steps = [
        {
            "step": sorted(step),
            **({"where": {"device": device}} if device else {}),
            **({"within": f"{limit}h"} if limit else {}),
            **({"optional": True} if optional else {}),
        }
        for step, device, limit, optional in zip(ask.steps, ask.devices, ask.limits, ask.optional, strict=True)
    ]
    plain = ask.order == "any"
    return {
        "ask": "funnel",
        "steps": steps,
        "order": ask.order,
        "per": per if ask.gap is None else {"session": f"{ask.gap}h"},
        "exclude": [
            place if plain else {"step": place, "after": after, "before": before}
            for place, after, before in ask.excluded
        ],
        "entry": "first" if ask.first_only else "any",
        "open": ask.open,
        **({"within": f"{ask.within}h"} if ask.within else {}),
        **({"same": "device"} if ask.same else {}),
    }


def index_of(rows: list[Row], shards: int) -> Index:
    """The device is the record, too; every place and device is known."""
    known = [*rows, *(Row(9, 0, place, device) for place in PLACES for device in DEVICES)]
    return Index.in_memory(
        [row.customer for row in known],
        [START + timedelta(hours=row.at) for row in known],
        [row.touchpoint for row in known],
        dimensions={"device": [row.device for row in known]},
        record=[DEVICES.index(row.device) or None for row in known],
        shards=shards,
    )


@settings(max_examples=80)
@given(events, asked(), st.sampled_from(["customer", "customer", "record"]), st.booleans(), st.integers(1, 3))
def test_any_funnel(rows: list[Row], ask_for: Asked, per: str, by_entry: bool, shards: int) -> None:
    per = "customer" if ask_for.gap is not None else per
    index = index_of(rows, shards)
    trait: dict[str, Any] = {"where": {"touchpoint": list(PLACES)}, "by": "device"}
    period = (24, 48) if by_entry else None
    if by_entry:
        trait |= {"during": "2024-01-02", "during_of": "entry"}
    question = {**question_of(ask_for, per), **trait}
    known = [*rows, *(Row(9, 0, place, device) for place in PLACES for device in DEVICES)]
    end = max(row.at for row in known)
    expected: dict[str | None, list[Any]] = {}
    who: dict[tuple[str | None, int], set[int]] = {}
    for journey in journeys(known):
        for unit in units_of(ask_for, journey, per, period, end):
            walked = walk_unit(ask_for, unit, end)
            if walked is None:
                continue
            entry, times, alive = walked
            table = expected.setdefault(entry.device, [[0, [], 0] for _ in ask_for.steps])
            for k in range(len(ask_for.steps)):
                if k in times:
                    table[k][0] += 1
                    table[k][1] += [] if times[k] is None else [times[k] * HOUR]
                    who.setdefault((entry.device, k), set()).add(journey[0].customer)
                else:
                    table[k][2] += alive is not None and alive < k
    found: dict[str | None, list[Any]] = {}
    for number, row in enumerate(ask(index, question).rows):
        own = found.setdefault(row.group, [])
        k = len(own)
        times = sorted(expected[row.group][k][1])
        middle = (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2 if times else None
        assert row.median_s == middle or (middle is None and row.median_s != row.median_s)
        own.append([row.customers, expected[row.group][k][1], row.open])
        if number % 3 == 0:
            keys = customers_of(index, question, number).tolist()
            assert len(keys) == len(who.get((row.group, k), ()))
    assert found == expected
