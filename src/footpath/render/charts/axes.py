"""Axes in people's units: percent, durations, counts, amounts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite, log10
from typing import Any

from footpath.render.charts.style import FIGURE
from footpath.render.charts.wording import Kind, lines, with_unit

_MINUTE, _HOUR, _DAY, _YEAR = 60, 3_600, 86_400, 86_400 * 365
_SPANS = (0.001, 0.01, 0.1, 1, 10, _MINUTE, 600, _HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 30 * _DAY, _YEAR, 10 * _YEAR)
_STEPS = (
    _MINUTE,
    5 * _MINUTE,
    15 * _MINUTE,
    _HOUR,
    3 * _HOUR,
    6 * _HOUR,
    _DAY,
    2 * _DAY,
    7 * _DAY,
    14 * _DAY,
    30 * _DAY,
)


@dataclass(frozen=True)
class Axis:
    """What a direction of a plot measures.

    Attributes:
        title: with its unit.
        steps: of durations, whether equal lengths are equal factors.
    """

    title: str
    kind: Kind
    from_zero: bool = True
    steps: bool = True

    def over(self, numbers: Iterable[float | None], length: float, **more: Any) -> dict[str, Any]:
        """Scale and axis that hold these numbers on so many points."""
        known = [number for number in numbers if number is not None and isfinite(number)] or [0.0]
        if self.kind == "seconds":
            return self._spans(known, length, more)
        low, high = min(known), max(known)
        if self.from_zero:
            low, high = min(low, 0.0), max(high, 0.0)
        if high - low < 1e-12:
            low, high = min(0.0, low), max(high, 1.0 if self.kind == "share" else low + 1.0)
        if self.kind == "share":
            high = min(1.0, high)
        ends = [low, high]
        ticks = max(2, min(8, int(length / 70)))
        scale = {"domain": ends, "nice": ticks if (low, high) != (0.0, 1.0) else False, "zero": False}
        return {
            "scale": scale,
            "axis": self._axis(tickCount=ticks, **self._format(high - low), **more),
            "title": self.title,
        }

    def _title(self, length: float) -> list[str] | None:
        return lines(self.title, FIGURE, length) or None

    def _format(self, wide: float) -> dict[str, Any]:
        if self.kind == "share":
            digits = 0 if wide >= 0.05 else min(4, max(1, -int(log10(wide * 10))))
            return {"format": f".{digits}%"}
        if self.kind == "points":
            return {
                "labelExpr": "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + format(abs(datum.value) * 100, '.3~g')"
            }
        if self.kind in ("count", "amount"):
            return {"format": ",.3~s" if wide >= 10_000 else ",.6~g"}
        return {"labelExpr": "replace(format(datum.value, '.3~g'), '-', '−')"}

    def _axis(self, **more: Any) -> dict[str, Any]:
        return {"grid": True, "domain": False, "ticks": False, "labelPadding": 6, "labelFlush": False, **more}

    def _spans(self, known: list[float], length: float, more: dict[str, Any]) -> dict[str, Any]:
        if self.steps:
            positive = [number for number in known if number > 0] or [1.0]
            low, high = min(positive), max(positive)
            before = max((tick for tick in _SPANS if tick <= low), default=_SPANS[0])
            after = min((tick for tick in _SPANS if tick >= high), default=high)
            after = after if after > before else before * 10
            ticks = [tick for tick in _SPANS if before <= tick <= after]
            scale: dict[str, Any] = {"type": "log", "domain": [min(before, low), after], "nice": False, "clamp": True}
        else:
            high = max(known)
            step = next((step for step in _STEPS if high / step <= max(3, length / 60)), None) or high / 6 or 1.0
            if high < _MINUTE:
                step = max(high / 6, 0.001)
            ticks = [number * step for number in range(int(high / step) + 1)]
            scale = {"domain": [0, high], "nice": False, "zero": True}
        keep = max(1, -(-len(ticks) * 46 // max(1, int(length))))
        axis = self._axis(values=ticks[::keep], labelExpr=self._span_words(), labelOverlap=True, **more)
        return {"scale": scale, "axis": axis, "title": self._title(length)}

    def _span_words(self) -> str:
        """The words of Vega's own figures, never of anybody's text."""
        units = ((_YEAR, ",.3~g", "y"), (_DAY, ".3~g", "d"), (_HOUR, ".3~g", "h"), (_MINUTE, ".3~g", "min"))
        told = [
            f"datum.value >= {size} ? {_in_unit(f'datum.value / {size}', form, unit)} : " for size, form, unit in units
        ]
        seconds = f"datum.value >= 1 || datum.value == 0 ? {_in_unit('datum.value', '.3~g', 's')} : "
        return "".join(told) + seconds + _in_unit("datum.value * 1000", ".3~g", "ms")

    def floor(self, number: float, numbers: Iterable[float | None]) -> float:
        """A number that the scale can place: on steps of equal factors, nothing lies at its beginning."""
        if self.kind != "seconds" or not self.steps or number > 0:
            return number
        return min((n for n in numbers if n is not None and n > 0), default=1.0)


def _in_unit(value: str, form: str, unit: str) -> str:
    """An expression that writes a value with its unit, in the order of the language."""
    before, _, after = with_unit("\x00", unit).partition("\x00")
    parts = [json.dumps(before)] if before else []
    return " + ".join([*parts, f"format({value}, '{form}')", *([json.dumps(after)] if after else [])])
