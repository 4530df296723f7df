"""Where are customers frustrated, as far as a plain log of events shows it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from footpath.analysis.asking import JourneyQuestion
from footpath.analysis.readings.contacts import AGAIN, OPEN, SETTLED, RepeatContacts
from footpath.analysis.readings.places import places, rest_of
from footpath.analysis.readings.signals import Signals
from footpath.analysis.readings.spoken import means_contact, named_or, says
from footpath.analysis.readings.visits import count_visits
from footpath.engine import each, run
from footpath.journeys.index import Index
from footpath.journeys.properties import Property, find_property
from footpath.journeys.selection import Selection, View
from footpath.journeys.sessions import GAP
from footpath.journeys.steps import Step
from footpath.model.durations import Duration
from footpath.model.intervals import wilson, wilson_rate

Signal = Literal["rage", "error_loop", "retry", "repeat_contact"]
SIGNALS: tuple[Signal, ...] = ("rage", "error_loop", "retry", "repeat_contact")
_TOPICS = ("topic", "reason", "contact_reason", "theme", "issue")
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class FrustrationRow:
    """How often a signal was seen at a touchpoint, and how many of the customers who came there showed it.

    ``open`` are those of whom it is not known yet, in neither part of the rate. The rest is the same touchpoint's other groups,
    or without ``by`` the other touchpoints of the stage at which the signal can be seen.
    """

    signal: str
    touchpoint: str
    stage: str | None
    events: int
    customers: int
    open: int
    arrivals: int
    rate: float
    low: float
    high: float
    rest_arrivals: int
    rest_customers: int
    rest_rate: float
    rest_low: float
    rest_high: float
    group: str | None = None


class Frustration(JourneyQuestion):
    """Where do customers hammer, run into errors again and again, try once more, or have to turn to the company again?

    - *rage*: ``rage_count`` events in a row at the same touchpoint, with the same value of the dimension ``action`` where there is
      one, the last no later than ``rage_within`` after the first. What goes on without a slower stretch is one outburst.
    - *error_loop*: an event at a touchpoint that means an error, followed by another one there in the same session,
      whatever happens in between.
    - *retry*: A, an error, A: three events in a row in one session; counted at A, which is no error itself.
    - *repeat_contact*: a contact about a matter, followed by another about it that begins no later than ``contact_within`` after
      the end of the first; counted where the first began. A matter is a record; for events without one, a topic; without either, the
      touchpoint. Events about one matter with no pause over 30 minutes are one contact. A customer with no
      repeated contact, but with one so recent that it may yet be, is open.

    "In a row" is among the events that meet ``where``; sessions are told from all events. ``during`` and ``by`` speak of the first event
    of a signal; ``arrivals`` are the customers with an event at the touchpoint (in the group), of repeat contacts those
    of whom it is known. Every touchpoint at which a signal can be seen has a row, worst first.

    Args:
        signals: which; all when absent.
        errors: steps that mean an error; when absent, the touchpoints whose names say so in one of a dozen languages.
        contacts: steps at which customers turn to the company; when absent, what the customer does on phone, chat and
            support channels, or at a touchpoint whose name says so.
        action: the dimension of what was done, such as the button; none when there is no such dimension.
        topic: the dimension of what a contact is about; when absent, "topic", "reason", "contact_reason", "theme" or "issue".

    Examples:
        >>> from footpath.analysis import ask
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann='pay@0 pay@0.05 pay@0.1 "card declined"@1 pay@2 "card declined"@3', bob="pay@0")
        >>> for row in ask(index, Frustration(signals=("rage", "error_loop", "retry"))).rows:
        ...     print(row.signal, row.touchpoint, row.events, row.customers, row.arrivals)
        rage pay 1 1 2
        rage card declined 0 0 1
        error_loop card declined 1 1 1
        retry pay 1 1 2
    """

    ask: ClassVar[str] = "frustration"
    anchored: ClassVar[bool] = True
    signals: tuple[Signal, ...] | None = None
    rage_count: int = Field(3, ge=2, le=1_000)
    rage_within: Duration = timedelta(seconds=10)
    contact_within: Duration = timedelta(days=7)
    errors: tuple[Step, ...] | None = None
    contacts: tuple[Step, ...] | None = None
    action: str | None = None
    topic: str | None = None

    def answer(self, seen: Selection) -> Sequence[FrustrationRow]:
        wanted = [signal for signal in SIGNALS if self.signals is None or signal in self.signals]
        found = {**self._seen_in_order(seen), **self._repeat_contacts(seen)}
        return [row for signal in wanted for row in self._rows(seen, signal, found[signal])]

    def members(self, seen: Selection, row: FrustrationRow) -> Sequence[NDArray[np.uint8]]:
        """Those who showed the signal."""
        place, group = seen.index.names.index(row.touchpoint), seen.labels.index(row.group)
        if row.signal == "repeat_contact":
            return each(Behind(self._contacts(seen), place * seen.groups + group), seen.views)
        start = SIGNALS.index(row.signal) * len(seen.index.names)
        return each(Behind(self._signals(seen), (start + place) * seen.groups + group), seen.views)

    def _seen_in_order(self, seen: Selection) -> dict[str, "Found"]:
        reading = self._signals(seen)
        counts = run(reading, seen.views)
        everywhere = np.arange(len(seen.index.names))
        arrivals = count_visits(seen, everywhere, len(everywhere)).customers
        errors, none = reading.errors[:, None].astype(np.int64), np.zeros_like(arrivals)
        possible = (np.ones_like(errors), errors, (1 - errors) * errors.max(initial=0))
        return {
            signal: Found(counts[n, :, :, 0], counts[n, :, :, 1], none, arrivals * possible[n])
            for n, signal in enumerate(SIGNALS[:3])
        }

    def _repeat_contacts(self, seen: Selection) -> dict[str, "Found"]:
        found = run(self._contacts(seen), seen.views)
        again, settled, still_open = (found.customers[fate] for fate in (AGAIN, SETTLED, OPEN))
        return {"repeat_contact": Found(found.events, again, still_open, again + settled)}

    def _rows(self, seen: Selection, signal: str, found: "Found") -> list[FrustrationRow]:
        peers, split = places(seen.index).peers, self.by is not None
        rest_n, rest_k = (rest_of(counts, peers, split=split) for counts in (found.arrivals, found.customers))
        rest_low, rest_high = wilson(rest_k, rest_n)
        rows = []
        for group in seen.order:
            present = np.flatnonzero(found.arrivals[:, group] + found.open[:, group]).tolist()
            for code in sorted(present, key=lambda code: (-found.customers[code, group], code)):
                at = (code, group)
                n, k, others, same = (int(counts[at]) for counts in (found.arrivals, found.customers, rest_n, rest_k))
                rows.append(
                    FrustrationRow(
                        signal,
                        seen.index.names[code],
                        seen.index.stage_of(code),
                        int(found.events[at]),
                        k,
                        int(found.open[at]),
                        n,
                        k / n if n else float("nan"),
                        *wilson_rate(k, n),
                        others,
                        same,
                        same / others if others else float("nan"),
                        float(rest_low[at]),
                        float(rest_high[at]),
                        seen.labels[group],
                    )
                )
        return rows

    def _signals(self, seen: Selection) -> Signals:
        index = seen.index
        errors = _mask(index, named_or(index, self.errors, lambda touchpoint: says("error", touchpoint.name)))
        action = _dimension(index, self.action, ("action",))
        within, gap = (d // timedelta(microseconds=1) for d in (self.rage_within, GAP))
        return Signals(errors, seen.groups, action, self.rage_count, within, gap)

    def _contacts(self, seen: Selection) -> RepeatContacts:
        index = seen.index
        contacts = _mask(index, named_or(index, self.contacts, means_contact))
        within, gap = (d // timedelta(microseconds=1) for d in (self.contact_within, GAP))
        topic = _dimension(index, self.topic, _TOPICS)
        return RepeatContacts(contacts, seen.groups, topic, within, gap, index.as_of_us or 0)


class Found(NamedTuple):
    """By touchpoint and group: how often a signal was seen, customers who showed it, may yet show it, and could have."""

    events: Counts
    customers: Counts
    open: Counts
    arrivals: Counts


@dataclass(frozen=True)
class Behind:
    """Marks the customers of a cell."""

    reading: Signals | RepeatContacts
    cell: int

    def __call__(self, view: View) -> NDArray[np.uint8]:
        return self.reading.members(view, self.cell)


def _mask(index: Index, codes: Sequence[int]) -> NDArray[np.uint8]:
    mask = np.zeros(len(index.names), dtype=np.uint8)
    mask[list(codes)] = 1
    return mask


def _dimension(index: Index, name: str | None, usual: Sequence[str]) -> Property | None:
    """The dimension that is asked for, else the first of the usual ones that there is."""
    if name is None:
        name = next((known for known in usual if known in index.dimensions), None)
    return None if name is None else find_property(index, name)
