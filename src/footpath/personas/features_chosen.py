"""Which features the data have: what is common enough to tell customers apart, chosen before anybody is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from footpath.engine import add_up, each
from footpath.journeys.calendar import quarter_groups
from footpath.journeys.columns import Shard
from footpath.journeys.index import Index
from footpath.journeys.voices import ASKED_AS_EMPLOYEE
from footpath.personas.deeds import own_deeds
from footpath.personas.features import PERSONA, QUARTERS, Feature
from footpath.personas.features_counted import Columns, Counted, Traits
from footpath.personas.wording import channel_label, name_words

TOUCHPOINTS = 60  # the commonest
STEPS = 40
STEPS_AMONG = 40  # touchpoints
MOST_VALUES = 40  # of a dimension or trait that speaks of groups of customers, not of single ones
SHOWN_VALUES = 10
COMMON = 0.01  # of all events, or of all customers for traits
SOURCE = "source"
YEAR_US = 365 * 86_400_000_000
DAY_PARTS = (("night", "0–6 h", 0), ("morning", "6–12 h", 6), ("afternoon", "12–18 h", 12), ("evening", "18–24 h", 18))


@dataclass(frozen=True)
class _Commonness:
    """Counts of one shard: events by touchpoint and by value of each dimension, customers by value of each trait."""

    names: int
    dimensions: dict[str, int]
    traits: dict[str, int]

    def of_shard(self, shard: Shard) -> list[NDArray[np.int64]]:
        has_events = shard.lengths > 0
        return [
            np.bincount(shard.touchpoint, minlength=self.names),
            *(np.bincount(shard.dimensions[name], minlength=n) for name, n in self.dimensions.items()),
            *(np.bincount(shard.traits[name][has_events], minlength=n) for name, n in self.traits.items()),
        ]


@dataclass(frozen=True)
class _Steps:
    """Counts steps between the places of touchpoints, of one shard."""

    place: NDArray[np.uint8]
    places: int

    def of_shard(self, shard: Shard) -> NDArray[np.int64]:
        at = self.place[shard.touchpoint].astype(np.int64)
        same = np.ones(max(len(at) - 1, 0), bool)
        starts = shard.offsets[1:-1]
        same[starts[(starts > 0) & (starts < len(at))] - 1] = False
        cells = (at[:-1] * self.places + at[1:])[same]
        return np.bincount(cells, minlength=self.places**2)


def choose_columns(index: Index) -> Columns:
    """The features of an index, and how each is counted."""
    dimensions = {name: len(values) for name, values in index.dimensions.items() if name != SOURCE}
    traits = {name: len(values) for name, values in index.traits.items() if name not in (PERSONA, ASKED_AS_EMPLOYEE)}
    counting = _Commonness(len(index.names), dimensions, traits)
    parts = each(counting.of_shard, index.shards)
    counts = [add_up(of_one) for of_one in zip(*parts, strict=True)]
    by_dimension = dict(zip(dimensions, counts[1 : 1 + len(dimensions)], strict=True))
    by_trait = dict(zip(traits, counts[1 + len(dimensions) :], strict=True))
    counted = [
        _channels(index),
        *(_values_of(index, name, by_dimension[name]) for name in dimensions if _speaks_of_groups(by_dimension[name])),
        *_times(index),
        _touchpoints(index, counts[0]),
        _steps(index, counts[0]),
    ]
    return Columns(
        tuple(one for one in counted if one.features), tuple(_traits(index, by_trait)), own_deeds(index.touchpoints)
    )


def _channels(index: Index) -> Counted:
    names = sorted(set(index.channels))
    table = np.array([names.index(channel) for channel in index.channels], np.int16)
    features = [Feature(f"channel:{name}", channel_label(name), "channel", "share", (name,)) for name in names]
    return Counted("place", "", table, tuple(features))


def _speaks_of_groups(counts: NDArray[np.int64]) -> bool:
    """Few values, which most of its events have: a device or a country, not a search word or the id of an order."""
    common = np.sort(counts[1:][counts[1:] > 0])[::-1]
    return len(common) > 1 and bool(common[:MOST_VALUES].sum() >= 0.9 * common.sum())


def _values_of(index: Index, name: str, counts: NDArray[np.int64]) -> Counted:
    codes = [code for code in commonest(counts[1:], SHOWN_VALUES) + 1 if counts[code] >= COMMON * counts[1:].sum()]
    table = np.full(len(counts), len(codes), np.int16)
    table[0] = -1
    table[codes] = np.arange(len(codes))
    values = index.dimensions[name]
    features = tuple(
        Feature(
            f"device:{name}={values[code]}",
            f"share of events with {name_words(name)} {values[code]}",
            "device",
            "share",
            (name, values[code]),
        )
        for code in codes
    )
    return Counted("dimension", name, table, features)


def commonest(counts: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Positions of the largest counts that are not 0, the largest first, of equal ones the first first."""
    order = np.argsort(-counts, kind="stable")[:most]
    return order[counts[order] > 0]


def _times(index: Index) -> list[Counted]:
    first, last = index.first_us, index.last_us
    if first is None or last is None:
        return []
    span = index.zone, first, last
    hours = quarter_groups("hour", *span)[0]
    parts = tuple(
        Feature(f"time:{word}", f"{word} share of events ({hours_told})", "time", "share", (word,))
        for word, hours_told, _ in DAY_PARTS
    )
    weekend = Feature("time:weekend", "weekend share of events", "time", "share", ("weekend",))
    found = [
        Counted("time", "", (hours // 6).astype(np.int16), parts, first),
        Counted("time", "", 1 - quarter_groups("weekend", *span)[0].astype(np.int16), (weekend,), first),
    ]
    if last - first < YEAR_US:
        return found
    months, labels = quarter_groups("month", *span)
    quarter = np.array([(int(label[5:7]) - 1) // 3 for label in labels], np.int16)
    seasons = tuple(
        Feature(f"time:{months_told}", f"share of events in {months_told}", "time", "share", (months_told,))
        for months_told in QUARTERS
    )
    return [*found, Counted("time", "", quarter[months], seasons, first)]


def _touchpoints(index: Index, counts: NDArray[np.int64]) -> Counted:
    codes = commonest(counts, TOUCHPOINTS)
    codes = codes[counts[codes] >= COMMON / 10 * counts.sum()]
    table = np.full(len(counts), len(codes), np.int16)
    table[codes] = np.arange(len(codes))
    names = [index.names[code] for code in codes]
    features = tuple(
        Feature(f"touchpoint:{name}", f"share of events at {name}", "touchpoint", "share", (name,)) for name in names
    )
    return Counted("place", "", table, features)


def _steps(index: Index, counts: NDArray[np.int64]) -> Counted:
    """The commonest steps between two touchpoints; of a customer, the share of all their steps."""
    codes = commonest(counts, STEPS_AMONG)
    place = np.full(len(counts), len(codes), np.uint8)
    place[codes] = np.arange(len(codes))
    steps = add_up(each(_Steps(place, len(codes) + 1).of_shard, index.shards))
    inside = steps.reshape(len(codes) + 1, -1)[:-1, :-1]
    cells = [cell for cell in commonest(inside.ravel(), STEPS) if inside.flat[cell] >= COMMON / 2 * steps.sum()]
    table = np.full((len(codes) + 1, len(codes) + 1), len(cells), np.int16)
    pairs = [divmod(int(cell), len(codes)) for cell in cells]
    for number, pair in enumerate(pairs):
        table[pair] = number
    named = [(index.names[codes[a]], index.names[codes[b]]) for a, b in pairs]
    features = tuple(
        Feature(f"step:{a} → {b}", f"share of steps from {a} to {b}", "sequence", "share", (a, b)) for a, b in named
    )
    return Counted("step", "", table, features, place=place)


def _traits(index: Index, by_trait: dict[str, NDArray[np.int64]]) -> Sequence[Traits]:
    found = []
    for name, counts in by_trait.items():
        values, present = index.traits[name], np.flatnonzero(counts[1:]) + 1
        numbers = np.array([np.nan if code == 0 else _number(value) for code, value in enumerate(values)], np.float32)
        if len(present) > 8 and counts[present][~np.isnan(numbers[present])].sum() >= 0.95 * counts[present].sum():
            if len(present) < 0.5 * counts[present].sum() or len(present) < MOST_VALUES:  # else it is an id
                found.append(
                    Traits(
                        name,
                        numbers,
                        (),
                        (Feature(f"trait:{name}", name_words(name), "demographic", "score", (name,)),),
                    )
                )
        elif len(present) > 1 and _speaks_of_groups(counts):
            found.append(_categories(name, values, counts))
    return [one for one in found if one.features]


def _categories(name: str, values: tuple[str, ...], counts: NDArray[np.int64]) -> Traits:
    order = commonest(counts[1:], SHOWN_VALUES) + 1
    codes = [int(code) for code in order if counts[code] >= COMMON * counts[1:].sum()]
    features = tuple(
        Feature(
            f"trait:{name}={values[code]}",
            f"{name_words(name)} is {values[code]}",
            "demographic",
            "category",
            (name, values[code]),
        )
        for code in codes
    )
    return Traits(name, np.empty(0, np.float32), tuple(codes), features)


def _number(text: str) -> float:
    """A plain number, or the year of a date with the part of it that has passed; NaN for anything else.

    Examples:
        >>> _number("1984"), _number("2024-07-01"), _number("45-54")
        (1984.0, 2024.5, nan)
    """
    if len(text) >= 10 and text[4] == text[7] == "-" and (text[:4] + text[5:7] + text[8:10]).isascii():
        year, month, day = text[:4], text[5:7], text[8:10]
        if (year + month + day).isdigit():
            return int(year) + (int(month) - 1 + (int(day) - 1) / 31) / 12
    try:
        number = float(text) if text.isascii() and "_" not in text else float("nan")
    except ValueError:
        return float("nan")
    return number if isfinite(number) else float("nan")
