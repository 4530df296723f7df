"""Recorded names become touchpoints: each distinct (source, name) is looked up once."""

import re
from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.columns import Codes, touchpoint_type
from footpath.model.catalogue import REMAINDER, Catalogue, Touchpoint

MOST_TOUCHPOINTS = 65_000
Name = tuple[str, str]  # source and recorded name


def with_remainder(catalogue: Catalogue) -> tuple[Touchpoint, ...]:
    """The catalogue's touchpoints by code; the remainder stands last unless the catalogue places it itself."""
    touchpoints = catalogue.touchpoints
    if len(touchpoints) > MOST_TOUCHPOINTS:
        raise SpecError(
            f"The catalogue has {len(touchpoints):,} touchpoints, more than {MOST_TOUCHPOINTS:,}.",
            "Join recorded names by patterns with * in footpath.toml.",
        )
    if all(touchpoint.name != REMAINDER for touchpoint in touchpoints):
        touchpoints = (*touchpoints, Touchpoint(name=REMAINDER, why="no rule explains these"))
    return touchpoints


class Rules:
    """What a recorded name means.

    A rule is a recorded name, or a pattern in which ``*`` stands for any text, without regard to case; ``source:name``
    confines it to one source. Exact rules go before patterns, a touchpoint's own name comes after both, and among
    equals the earlier touchpoint of the catalogue wins.

    Examples:
        >>> rules = Rules((Touchpoint(name="Cart", names=("/cart*",)), Touchpoint(name="Help", names=("crm:note",))))
        >>> [rules.code("web", name) for name in ("/CART/2", "note", "help")]
        [0, None, 1]
        >>> rules.code("crm", "Note")
        1
        >>> Rules((Touchpoint(name="All of it", names=("crm:*",)),)).code("web", "crm")
    """

    def __init__(self, touchpoints: tuple[Touchpoint, ...]) -> None:
        self._touchpoints = touchpoints
        self._by_source: dict[str, tuple[re.Pattern[str], list[int]]] = {}

    @cached_property
    def _exact(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for code, touchpoint in enumerate(self._touchpoints):
            for name in touchpoint.names:
                if "*" not in name:
                    found.setdefault(name.casefold(), code)
        return found

    def _patterns(self, source: str) -> tuple[re.Pattern[str], list[int]]:
        """All patterns for the names of a source as one, each a group of its own, and the code of each group."""
        if source not in self._by_source:
            rules = [
                (name.casefold(), code) for code, t in enumerate(self._touchpoints) for name in t.names if "*" in name
            ]
            texts = (f"({_wild(name)}|{_wild(name.removeprefix(f'{source}:'))})" for name, _ in rules)
            self._by_source[source] = re.compile("|".join(texts), re.DOTALL), [code for _, code in rules]
        return self._by_source[source]

    @cached_property
    def _own(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for code, touchpoint in enumerate(self._touchpoints):
            if touchpoint.name != REMAINDER:
                found.setdefault(touchpoint.name.casefold(), code)
        return found

    def code(self, source: str | None, name: str | None) -> int | None:
        """The touchpoint's code, or None when no rule explains the name."""
        origin, plain = (source or "").casefold(), (name or "").casefold()
        for key in (f"{origin}:{plain}", plain):
            if key in self._exact:
                return self._exact[key]
        pattern, codes = self._patterns(origin)
        match = pattern.fullmatch(plain) if codes else None
        return codes[match.lastindex - 1] if match and match.lastindex else self._own.get(plain)


def _wild(name: str) -> str:
    """The regular expression of a name in which ``*`` stands for any text."""
    return ".*".join(re.escape(part) for part in name.split("*"))


class Resolver:
    """Touchpoint codes of whole columns, and the count of events of each recorded name.

    Args:
        counts: of events that were counted before, by source and name.
    """

    def __init__(self, touchpoints: tuple[Touchpoint, ...], counts: Mapping[Name, int] | None = None) -> None:
        self.touchpoints = touchpoints
        self.counts: dict[Name, int] = dict(counts or {})
        self.events = sum(self.counts.values())
        self._rules = Rules(touchpoints)
        self.remainder = next(code for code, t in enumerate(touchpoints) if t.name == REMAINDER)
        self._known: dict[Name, int | None] = {}

    def table(self, sources: list[str | None], names: list[str | None], counts: NDArray[np.int64]) -> Codes:
        """The touchpoint of each pair of a source and a name (the names of the first source first).

        Args:
            counts: how many events each pair has; those without any are not looked up.
        """
        table = np.full(len(counts), self.remainder, dtype=touchpoint_type(len(self.touchpoints)))
        for pair in np.flatnonzero(counts):
            name = (sources[pair // len(names)] or "", names[pair % len(names)] or "")
            self.counts[name] = self.counts.get(name, 0) + int(counts[pair])
            code = self.code(name)
            if code is not None:
                table[pair] = code
        self.events += int(counts.sum())
        return table

    def code(self, name: Name) -> int | None:
        """The touchpoint of one name, None where no rule explains it."""
        if name not in self._known:
            self._known[name] = self._rules.code(*name)
        return self._known[name]

    @property
    def unexplained(self) -> dict[Name, int]:
        """The events of each name that no rule explains."""
        return {name: events for name, events in self.counts.items() if self.code(name) is None}

    @property
    def coverage(self) -> float:
        """Share of events that a rule explains; 1 where there are none."""
        return 1 - sum(self.unexplained.values()) / self.events if self.events else 1.0
