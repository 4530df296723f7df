"""Figures of a map as text: what every export says about a claim, in one place."""

from collections.abc import Iterator
from dataclasses import dataclass

from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap
from footpath.render.numbers import count, interval_of, value_of


@dataclass(frozen=True)
class Figures:
    """Looks claims of a map up; an id that the map does not hold is no claim."""

    map: JourneyMap

    def claim(self, name: str | None) -> Claim | None:
        return self.map.claims.get(name) if name else None

    def value(self, name: str | None) -> str:
        """The value alone: "38%"; empty without a claim."""
        claim = self.claim(name)
        return value_of(claim, self.map.currency) if claim else ""

    def interval(self, name: str | None) -> str:
        claim = self.claim(name)
        return interval_of(claim, self.map.currency) if claim else ""

    def told(self, name: str | None) -> str:
        """The value with what it rests on: "38% (± 1, n = 5,330)"; empty without a claim."""
        rests = self.rests(name)
        return f"{self.value(name)} ({rests})" if rests else self.value(name)

    def rests(self, name: str | None) -> str:
        """What a figure rests on: "± 1, n = 5,330". A count is its own n, so that is not said twice."""
        claim = self.claim(name)
        if claim is None:
            return ""
        counted = claim.unit == "count" and claim.value == claim.n
        parts = (self.interval(name), "" if counted else f"n = {count(claim.n)}")
        return ", ".join(part for part in parts if part)

    def known(self, *names: str | None) -> Iterator[str]:
        """Those of the ids that are claims of this map."""
        return (name for name in names if name and name in self.map.claims)
