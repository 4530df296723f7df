"""Which channels came before conversions, and what does each model of attribution make of it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import field_validator

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.attribution_chain import removal_effects
from footpath.analysis.readings.attribution_reading import CONVERTS, SINGLE, TOUCHES, Credited, Crediting
from footpath.analysis.readings.exact_sums import amounts
from footpath.engine import each, run
from footpath.errors import SpecError
from footpath.journeys.properties import Property, closest, find_property
from footpath.journeys.selection import Selection, View
from footpath.journeys.steps import Step, match_step
from footpath.model.durations import Duration
from footpath.model.intervals import wilson

Model = Literal["first", "last", "last_non_direct", "linear", "position", "decay", "priority", "markov", "shapley"]
DIRECT = ("direct", "(direct)", "direct traffic", "direct_traffic", "none", "(none)")


@dataclass(frozen=True)
class AttributionRow:
    """What a model credits a channel with: conversions, their share of all, and their value.

    The interval of the share is Wilson's, which is at least as wide as a fractional credit needs. ``lowest_share`` and
    ``highest_share`` are those of the channel over the models that were asked for. ``touched`` conversions of
    ``customers`` were preceded by the channel at all, by ``touches`` events. A channel of None stands for the conversions that no
    touch preceded. All this is association: no model says what the channel caused.
    """

    channel: str | None
    model: str
    conversions: float
    share: float
    low: float
    high: float
    value: float
    lowest_share: float
    highest_share: float
    touched: int
    touches: int
    customers: int
    group: str | None = None


class Attribution(JourneyQuestion):
    """Which channels preceded conversions, by every model of attribution, and how far do the models agree?

    Every event of the step ``conversion`` is a conversion. Its touches are the earlier events of the same customer, no
    longer before it than ``within`` (inclusive), that are no conversion events and have a channel; an event at the same
    instant that stands earlier in the journey is earlier. A touch may count for several conversions. Of more than 1,000
    touches the latest 1,000 are looked at. The credit of one conversion is 1 in every model:

    - *first*, *last*: all to the first (last) touch; *last_non_direct*: to the last that is not ``direct``, to the last if
      all are.
    - *linear*: equal for every touch. *position*: 40% first, 40% last, 20% equally to those between; halves of two.
    - *decay*: a touch counts half as much for every ``half_life`` that it lies before the conversion.
    - *priority*: to the channel that stands first in ``priority``, to the last touch if none of them does.
    - *shapley*: the Shapley value of the game in which a set of channels brings the conversions that were touched by no
      other channel. It is exact for any number of channels, for that game is a sum of unanimity games: each conversion is
      shared equally by the distinct channels that touched it.
    - *markov*: the removal effects of a first-order chain, made to add up to the touched conversions (see
      `footpath.analysis.readings.attribution_chain`). Journeys of customers who never converted take part: the touches within
      ``within`` before their last one. Those who may yet convert count as not converted. A channel that touched no
      conversion gets credit, too, if journeys led from it to one that did.

    Conversions without a touch are a row of their own, so in every model conversions add up to their number, value to
    theirs, and shares to 1. ``during`` and ``by`` speak of the conversion; touches may lie before the period. Whatever the
    models say is association, not cause.

    Args:
        conversion: see `footpath.journeys.steps.match_step`.
        over: channel, touchpoint, stage, or any dimension such as campaign.
        touches: the steps that may be touches; all others than the conversion when absent.
        within: the lookback.
        direct: values that "last_non_direct" passes over.
        priority: values in order, for the model "priority".
        models: those to show; all, without "priority" where no order is given.

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(channels={"ad": "ads", "mail": "email"}, ann="ad@0 mail@9 buy@10|value=8", bob="buy@5", eve="ad@1")
        >>> question = Attribution(conversion="buy", models=("first", "linear", "markov"))
        >>> for row in ask(index, question).rows:
        ...     print(row.channel, row.model, row.conversions, row.share, row.value, row.touched)
        ads first 1.0 0.5 8.0 1
        ads linear 0.5 0.25 4.0 1
        ads markov 0.5 0.25 4.0 1
        email first 0.0 0.0 0.0 1
        email linear 0.5 0.25 4.0 1
        email markov 0.5 0.25 4.0 1
        None first 1.0 0.5 0.0 1
        None linear 1.0 0.5 0.0 1
        None markov 1.0 0.5 0.0 1
    """

    ask: ClassVar[str] = "attribution"
    anchored: ClassVar[bool] = True
    conversion: Step
    over: str = "channel"
    touches: tuple[Step, ...] | None = None
    within: Duration = timedelta(days=30)
    half_life: Duration = timedelta(days=7)
    direct: tuple[str, ...] = DIRECT
    priority: tuple[str, ...] = ()
    models: tuple[Model, ...] | None = None

    @field_validator("half_life")
    @classmethod
    def _some_time(cls, half_life: timedelta) -> timedelta:
        if half_life <= timedelta(0):
            raise SpecError("A half-life of no time leaves no credit.", 'Write for example "7d".')
        return half_life

    @field_validator("models")
    @classmethod
    def _some_model(cls, models: tuple[Model, ...] | None) -> tuple[Model, ...] | None:
        if models == ():
            raise SpecError("No model is asked for.", f"There are: {', '.join(get_args(Model))}.")
        return models

    def answer(self, seen: Selection) -> Sequence[AttributionRow]:
        reading = self._reading(seen)
        found = run(reading, seen.views)
        credit = amounts(found.credit)
        rows = []
        for group in seen.order:
            if found.counts[group, :, 0].any():
                part = Credited(found.counts[group], credit[group], found.moves[group])
                rows += self._rows(part, reading.over.values, seen.labels[group])
        return rows

    def members(self, seen: Selection, row: AttributionRow) -> Sequence[NDArray[np.uint8]]:
        """Those with a conversion that the channel touched."""
        reading = self._reading(seen)
        channel = 0 if row.channel is None else reading.over.values.index(row.channel)
        return each(Converted(reading, channel, seen.labels.index(row.group)), seen.views)

    def _rows(self, part: Credited, channels: tuple[str, ...], group: str | None) -> list[AttributionRow]:
        total = float(part.credit[:, 0, 0].sum())
        credits = {model: part.credit[:, n] for n, model in enumerate(SINGLE)}
        credits["markov"] = _chain_credit(part)
        models = [credits[model] for model in self._models()]
        shares = np.stack([credit[:, 0] / total for credit in models])
        low, high = wilson(shares * total, total)
        present = np.flatnonzero(part.counts[:, 0] + shares.sum(axis=0)).tolist()
        rows = []
        for channel in sorted(present, key=lambda c: (c == 0, -part.counts[c, 0], channels[c])):
            touched, touches, customers = (int(count) for count in part.counts[channel])
            for n, model in enumerate(self._models()):
                rows.append(
                    AttributionRow(
                        channels[channel] if channel else None,
                        model,
                        float(models[n][channel, 0]),
                        float(shares[n, channel]),
                        float(low[n, channel]),
                        float(high[n, channel]),
                        float(models[n][channel, 1]),
                        float(shares[:, channel].min()),
                        float(shares[:, channel].max()),
                        touched,
                        touches,
                        customers,
                        group,
                    )
                )
        return rows

    def _models(self) -> tuple[str, ...]:
        if self.models is not None:
            return self.models
        return tuple(model for model in get_args(Model) if model != "priority" or self.priority)

    def _reading(self, seen: Selection) -> Crediting:
        index, over = seen.index, find_property(seen.index, self.over)
        _, conversion = match_step(index, self.conversion)
        touching = range(len(index.names))
        if self.touches is not None:
            touching = sorted({code for step in self.touches for code in match_step(index, step)[1]})  # type: ignore[assignment]
        role = np.zeros(len(index.names), dtype=np.uint8)
        role[list(touching)] = TOUCHES
        role[list(conversion)] = CONVERTS
        rank, direct = np.zeros(len(over.values), dtype=np.int64), np.zeros(len(over.values), dtype=np.uint8)
        for place, value in enumerate(self.priority):
            rank[_codes(over, value)] = len(self.priority) - place
        for value in self.direct:
            direct[_codes(over, value, known="direct" in self.model_fields_set)] = 1
        within, half_life = (round(d.total_seconds() * 1e6) for d in (self.within, self.half_life))
        return Crediting(role, over, rank, direct, within, float(half_life), seen.groups)


@dataclass(frozen=True)
class Converted:
    """Marks the customers with a conversion that a channel touched."""

    reading: Crediting
    channel: int
    group: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return self.reading.converted(view, self.channel, self.group)


def _chain_credit(part: Credited) -> NDArray[np.float64]:
    """By channel, the conversions and the value of the Markov model; those without a touch stay where they are."""
    effects = removal_effects(part.moves)
    shares = effects / effects.sum() if effects.any() else effects
    touched = part.credit[1:, SINGLE.index("linear")].sum(axis=0)
    credit: NDArray[np.float64] = shares[:, None] * touched
    credit[0] = part.credit[0, 0]
    return credit


def _codes(over: Property, value: str, *, known: bool = True) -> list[int]:
    """Codes of a value, without regard to case.

    Raises:
        SpecError: there is no such value, where one should be ``known``.
    """
    found = [code for code, text in enumerate(over.values) if code and text.casefold() == value.casefold()]
    if known and not found:
        near = ", ".join(closest(value, list(over.values[1:]))) or "none at all"
        raise SpecError(f'"{over.name}" is never "{value}".', f"It is for example: {near}.")
    return found
