"""A pattern compiled for an index: tables that travel to where the journeys are."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.applying import spread
from footpath.journeys.columns import Shard, frozen
from footpath.journeys.index import Index
from footpath.journeys.patterns.automaton import (
    BEGINS_AFTER,
    ENDS_AFTER,
    FOLLOWS,
    Automaton,
    build_automaton,
    is_timed,
    without_limits,
)
from footpath.journeys.patterns.deterministic import Deterministic, determine
from footpath.journeys.patterns.mistakes import mistake
from footpath.journeys.patterns.parsing import parse_pattern
from footpath.journeys.patterns.scanning import confirm, scan, scan_back
from footpath.journeys.patterns.symbols import Classes, Meanings, meanings_of
from footpath.journeys.patterns.tracing import NO_TRACER, Tracer, trace, trace_of
from footpath.journeys.patterns.tree import NEVER, Node, Within
from footpath.journeys.sessions import GAP

GAP_US = round(GAP.total_seconds() * 1e6)
ROOMS = (16, 256, 4_096, 65_536, 1_048_576)  # ways at one place
_ALL: Any = frozen(np.empty(0, dtype=np.uint8))


@dataclass(frozen=True)
class Spans:
    """The first match of each customer: the one that ends first, and of those the one that begins last.

    Attributes:
        matched: by customer, 1 for those who have a match.
        first, last: by customer, the rows of its first and last event, -1 without a match.
    """

    matched: NDArray[np.uint8]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


@dataclass(frozen=True)
class Pattern:
    """A pattern that knows the codes of an index. It holds small tables only.

    Attributes:
        text: what was written.
        now: the instant up to which the index knows, in microseconds.
    """

    text: str
    classes: Classes
    onwards: Automaton
    backwards: Automaton
    deterministic: Deterministic
    deterministic_back: Deterministic
    tracer: Tracer
    now: int

    @property
    def timed(self) -> bool:
        """Whether it asks about time between events."""
        return is_timed(self.onwards)

    def holding(self, shard: Shard, keep: NDArray[np.uint8] = _ALL) -> NDArray[np.uint8]:
        """By customer: 1 for those with a match among the events to keep (all, when that is of length 0)."""
        return self._read(shard, keep, False)[0]

    def matched(self, shard: Shard, keep: NDArray[np.uint8] = _ALL) -> Spans:
        """The first match of each customer among the events to keep."""
        return Spans(*self._read(shard, keep, True))

    def event_classes(self, shard: Shard) -> NDArray[np.uint8]:
        """The class of every event: events that no symbol of the pattern tells apart are of one class."""
        return self.classes.of_events(shard)

    def _read(
        self, shard: Shard, keep: NDArray[np.uint8], spans: bool
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
        columns = (shard.offsets, *self.classes.columns(shard), keep)
        begins = np.full(shard.customers if spans else 0, -1, dtype=np.int64)
        if not (spans or self.timed) and len(self.deterministic.table):
            return scan(*columns, self.deterministic, shard.time, self.now, begins), begins, begins
        ends = np.full(shard.customers, -1, dtype=np.int64)
        if len(self.deterministic.table):
            found = scan(*columns, self.deterministic, shard.time, self.now, ends)
        else:
            found = np.ones(shard.customers, dtype=np.uint8)
        if not len(self.tracer.table):
            self._simulate(columns, shard.time, found, begins, ends)
        elif self.tracer.closing or not (len(self.deterministic.table) and len(self.deterministic_back.table)):
            trace(*columns, self.tracer, shard.time, self.now, 1, found, begins, ends)
        elif scan_back(*columns, self.deterministic_back, shard.time, self.tracer.within, found, begins, ends):
            trace(*columns, self.tracer, shard.time, self.now, 2, found, begins, ends)
        ends[found == 0] = -1  # there they say how far a match without the limits went
        return found, begins, ends

    def _simulate(self, columns: tuple[Any, ...], time: NDArray[np.int64], *found: NDArray[Any]) -> None:
        for size in ROOMS:
            fixed = self.onwards, self.backwards, self.timed, size
            if confirm(*columns, time, GAP_US, self.now, *fixed, *found):
                return
        raise SpecError(
            f"The limits of the pattern leave more than {ROOMS[-1]:,} ways open in one journey.",
            "Give the pattern fewer limits, or limits that are shorter.",
        )


def compile_pattern(index: Index, text: str) -> Pattern:
    """A pattern for an index.

    Raises:
        SpecError: it is no pattern, names what is not there, or can never match; it points at the character.

    Examples:
        >>> from footpath.journeys import journeys
        >>> index = journeys(ann="cart@0 help@5 pay@10", bob="cart@0 pay@90 cart@95")
        >>> spans = compile_pattern(index, "cart -> pay within 1h").matched(index.shards[0])
        >>> spans.matched.tolist(), spans.first.tolist(), spans.last.tolist()
        ([1, 0], [0, -1], [2, -1])
    """
    tree = parse_pattern(text)
    meanings = meanings_of(index, text, tree)
    onwards, backwards = (_build(tree, meanings, backwards=back) for back in (False, True))
    _check_possible(text, onwards)
    return Pattern(
        text,
        meanings.classes,
        onwards,
        backwards,
        determine(without_limits(onwards)),
        determine(without_limits(backwards), anywhere=False),
        _tracer(tree, meanings),
        index.as_of_us or 0,
    )


def _build(tree: Node, meanings: Meanings, *, backwards: bool = False) -> Automaton:
    return build_automaton(tree, meanings.meets, meanings.classes.count, backwards=backwards)


def _tracer(tree: Node, meanings: Meanings) -> Tracer:
    """The tracer, empty where time is asked about in more than one limit on the whole."""
    inner, within = (tree.inner, tree.limit_us) if isinstance(tree, Within) else (tree, NEVER)
    automaton = _build(inner, meanings)
    return NO_TRACER if is_timed(automaton) else trace_of(automaton, within)


def _check_possible(text: str, automaton: Automaton) -> None:
    """Refuse what asks for an event before the start or after the end.

    Raises:
        SpecError: no way leads from the beginning of a match to its end.
    """
    reached = automaton.begins | sum(1 << int(p) for p in np.flatnonzero(automaton.places[:, BEGINS_AFTER] < NEVER))
    before = 0
    while reached != before:
        before = reached
        for place, follows in enumerate(automaton.places[:, FOLLOWS].tolist()):
            reached |= follows if before >> place & 1 else 0
    ending = automaton.ends | sum(1 << int(p) for p in np.flatnonzero(automaton.places[:, ENDS_AFTER] < NEVER))
    if not reached & ending:
        raise mistake(text, 0, "it can never match, for nothing comes before “start” or after “end”")


@dataclass(frozen=True)
class Matching:
    """A condition of ``where``: all events of the customers whose journeys, seen whole, contain a match of any pattern."""

    patterns: tuple[Pattern, ...]
    negated: bool = False

    def holds(self, shard: Shard) -> NDArray[np.uint8]:
        """1 for the events of those customers."""
        who = self.patterns[0].holding(shard)
        for pattern in self.patterns[1:]:
            who |= pattern.holding(shard)
        return spread(1 - who if self.negated else who, shard.offsets)  # type: ignore[return-value]


def matching(index: Index, wanted: Any) -> Matching:
    """The condition of ``{"matches": pattern}``, ``{"matches": [pattern, …]}`` or ``{"matches": {"not": …}}``.

    Raises:
        SpecError: it is none of these, or a pattern cannot be read.
    """
    negated = isinstance(wanted, dict) and set(wanted) == {"not"}
    texts = wanted["not"] if negated else wanted
    texts = list(texts) if isinstance(texts, list | tuple) else [texts]
    if not texts or not all(isinstance(text, str) for text in texts):
        raise SpecError(
            'The condition "matches" is not understood.', 'Write a pattern, a list of patterns or {"not": …}.'
        )
    return Matching(tuple(compile_pattern(index, text) for text in texts), negated)
