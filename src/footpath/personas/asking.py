"""Open questions of a persona: what is not known of its customers and would matter. Each comes from the data, none is made up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from math import nan

import numpy as np
from numpy.typing import NDArray

from footpath.model.figures import share_text
from footpath.model.intervals import mean_interval, wilson_rate
from footpath.personas.cards import LEAST_KNOWN, MOST_Q, Compared, card_rows, line_text
from footpath.personas.drift import DriftRow
from footpath.personas.features import ACTS, FeatureTable, Unit
from footpath.personas.persona import Section
from footpath.personas.spoken import SpokenOf
from footpath.personas.wording import name_words

MOST_ASKED = 5
MOST_OF_A_KIND = 2
HALF = 0.5
WORSE = -0.2  # Cohen's small, towards the bad
KNOWN, WHY, PAINS, FEW, AIMS, HEARD = "known", "why", "pains", "few", "aims", "heard"


@dataclass(frozen=True)
class OpenQuestion:
    """What is not known of a persona's customers.

    Attributes:
        what: the kind of question and the feature or trait that it is about; stays the same when the records grow, so that a person
            may strike it out.
        value, low, high: the figure that shows it, of ``n`` customers; ``rest`` is that of the others.
    """

    what: str
    text: str
    value: float
    low: float
    high: float
    n: int
    rest: float = nan
    rest_n: int = 0
    unit: Unit = "category"


def open_questions(
    table: FeatureTable,
    codes: NDArray[np.uint8],
    code: int,
    compared: Compared,
    spoken: Sequence[SpokenOf],
    sections: Sequence[Section],
) -> tuple[OpenQuestion, ...]:
    """What would be worth asking this persona's customers, the most useful first?

    First why they sound worse than the others where no theme tells it; then traits that are known of less than half of them, those
    first in which personas differ most; then why they do so much more of something than the others, where no goal and no praise of theirs says so; what they want
    where nobody states it; what the silent ones think where less than half were heard; and what is known of too few for a figure. At most two of a kind.

    Args:
        sections: of its card.
    """
    lines = {part.title: part.lines for part in sections}
    inside = codes == code
    silent = not lines.get("Goals") and not lines.get("Motivations")
    kinds: tuple[Iterator[OpenQuestion], ...] = (
        iter(()) if lines.get("Pains") else _worse(compared, code),
        _traits(table, inside, compared),
        _why(compared, code) if silent else iter(()),
        _heard(spoken, int(inside.sum())),
        _few(table, inside),
    )
    return tuple(chain.from_iterable(islice(kind, MOST_OF_A_KIND) for kind in kinds))


def _worse(compared: Compared, code: int) -> Iterator[OpenQuestion]:
    for row, q in zip(compared.rows, compared.q, strict=True):
        feature = row.feature
        if row.code == code and feature and feature.name == "experience" and row.effect <= WORSE and q <= MOST_Q:
            yield _asked(PAINS, row, "and no theme tells why: ask what went wrong.")


def _traits(table: FeatureTable, inside: NDArray[np.bool_], compared: Compared) -> Iterator[OpenQuestion]:
    """Traits that somebody's records hold, and those of most of these customers do not."""
    at_of: dict[str, int] = {}
    for at, feature in enumerate(table.features):
        if feature.group == "demographic":
            at_of.setdefault(feature.of[0], at)
    known = {trait: ~np.isnan(table.values[:, at]) for trait, at in at_of.items()}
    lacking = [trait for trait in known if inside.any() and known[trait][inside].mean() < HALF]
    for trait in sorted(lacking, key=lambda trait: (-_apart(compared, trait), trait)):
        count, n = int(known[trait][inside].sum()), int(inside.sum())
        rest = known[trait][~inside]
        label = name_words(trait)
        text = f"{label[:1].upper()}{label[1:]} is known of {share_text(count / n)} of them: ask the others."
        share = float(rest.mean()) if len(rest) else nan
        yield OpenQuestion(f"{KNOWN} {trait}", text, count / n, *wilson_rate(count, n), n, share, len(rest))


def _apart(compared: Compared, trait: str) -> float:
    """By how much personas differ in a trait, where more than chance; 0 where they do not."""
    effects = [
        abs(row.effect)
        for row, q in zip(compared.rows, compared.q, strict=True)
        if row.feature and row.feature.group == "demographic" and row.feature.of[0] == trait and q <= MOST_Q
    ]
    return max(effects, default=0.0)


def _why(compared: Compared, code: int) -> Iterator[OpenQuestion]:
    told = [
        row
        for title, row, _ in card_rows(compared, code)
        if title == "Behaviour" and row.effect > 0 and row.feature and row.feature.group != "feedback"
    ]
    for row in sorted(told, key=lambda row: -abs(row.effect))[:1]:
        yield _asked(WHY, row, "and no goal or praise that is theirs tells why: ask them.")


def _asked(kind: str, row: DriftRow, ending: str) -> OpenQuestion:
    assert row.feature is not None
    return OpenQuestion(
        what=f"{kind} {row.feature.name}",
        text=f"{line_text(row.feature, row.after, row.before)}, {ending}",
        value=row.after,
        low=row.after_low,
        high=row.after_high,
        n=row.after_n,
        rest=row.before,
        rest_n=row.before_n,
        unit=row.feature.unit,
    )


def _heard(spoken: Sequence[SpokenOf], customers: int) -> Iterator[OpenQuestion]:
    """Nobody states what they want, of those who were heard; or most were not heard."""
    heard = max((one.heard for one in spoken), default=0)
    if not heard or not customers:
        return
    aims = [one for one in spoken if one.kind == "aim"]
    if aims and heard >= LEAST_KNOWN and not any(one.customers for one in aims):
        text = f"None of the {heard:,} whose words were heard states a goal: ask what they came for."
        yield OpenQuestion(AIMS, text, 0.0, *wilson_rate(0, heard), heard)
    elif heard / customers < HALF:
        text = f"The words of {share_text(heard / customers)} of them were heard: ask the others what they think."
        yield OpenQuestion(HEARD, text, heard / customers, *wilson_rate(heard, customers), customers)


def _few(table: FeatureTable, inside: NDArray[np.bool_]) -> Iterator[OpenQuestion]:
    """What is known of enough others, and of too few of these to compare."""
    for at, feature in enumerate(table.features):
        known = ~np.isnan(table.values[:, at])
        count, others = int(known[inside].sum()), int(known[~inside].sum())
        if feature.group in ("demographic", "device") or feature.name == ACTS or not 0 < count < LEAST_KNOWN <= others:
            continue
        values = table.values[inside & known, at].astype(np.float64)
        own = mean_interval(count, float(values.sum()), float(np.square(values).sum()))
        label = feature.label[:1].upper() + feature.label[1:]
        text = f"{label} is known of {count:,} of them, too few for a figure."
        yield OpenQuestion(
            f"{FEW} {feature.name}", text, float(values.mean()), own.low, own.high, count, unit=feature.unit
        )


def customers_behind(table: FeatureTable, what: str) -> NDArray[np.bool_]:
    """Of which customers the figure of an open question is known."""
    kind, _, feature = what.partition(" ")
    if kind in (PAINS, WHY, FEW):
        return np.asarray(~np.isnan(table.column(feature)))
    return np.full(len(table), True)
