"""How it feels: the emotion curve and what customers say where it is lowest and highest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from footpath.maps.evidence import Mood, Quotation
from footpath.maps.scene import Scene
from footpath.maps.statements import FEELS
from footpath.model.maps import Curve, CurvePoint, Quote
from footpath.model.records import Aim

LEAST_N = 10  # scores and texts behind a point
MOST_POINTS = 5  # of a stage
MOST_QUOTES = 14
STRONG = 0.35  # an experience this far from the map's mean is a high or a low


def experience_rows(scene: Scene) -> dict[str, dict[str, Any]]:
    """Touchpoints with enough scores and texts for a point, in the order of the map."""
    rows = {
        r["touchpoint"]: r for r in scene.book.rows({"ask": "experience", "per": "touchpoint"}) if r["n"] >= LEAST_N
    }
    return {name: rows[name] for name in scene.touchpoint_rows if name in rows and scene.stage_of(name)}


def strong_touchpoints(scene: Scene) -> dict[str, Mood]:
    """Touchpoints that feel clearly better or worse than the map's mean: their interval lies beyond `STRONG`."""
    rows = experience_rows(scene)
    total = sum(row["n"] for row in rows.values())
    if len(rows) < 2 or not total:
        return {}
    mean = sum(row["n"] * row["experience"] for row in rows.values()) / total
    lows = {n: "low" for n, r in rows.items() if r["high"] is not None and r["high"] < mean - STRONG}
    highs = {n: "high" for n, r in rows.items() if r["low"] is not None and r["low"] > mean + STRONG}
    return {**lows, **highs}  # type: ignore[dict-item]


def emotion_curve(scene: Scene, wanted: set[str]) -> Curve:
    """The measured points in the order of the journey; of each stage those with most behind them, and the wanted."""
    rows, answer = experience_rows(scene), scene.book.ask({"ask": "experience", "per": "touchpoint"})
    if not rows:
        return Curve(missing=_what_is_missing(scene))
    points = []
    for stage in scene.stages:
        here = [name for name in rows if scene.stage_of(name) == stage.name]
        kept = set(sorted(here, key=lambda n: (n not in wanted, -rows[n]["n"]))[:MOST_POINTS])
        for name in here:
            if name in kept:
                claim = scene.book.bind(answer, rows[name], "experience", FEELS)
                points += [CurvePoint(stage=stage.name, touchpoint=name, claim=claim)] if claim else []
    return Curve(points=tuple(points))


def _what_is_missing(scene: Scene) -> str:
    if scene.overview[1].get("feedback"):
        return f"Fewer than {LEAST_N} scores or texts at any touchpoint: too few to draw how it feels."
    return "No scores or texts yet. Load surveys, reviews, tickets or chats to see how it feels."


@dataclass
class QuoteBook:
    """The quotes of one map: each customer's words stand once, q1, q2 … in the order they are asked for."""

    scene: Scene
    most: int = MOST_QUOTES
    quotes: dict[str, Quote] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)

    def about(self, touchpoint: str, mood: Mood, count: int, where: Mapping[str, Any] | None = None) -> tuple[str, ...]:
        """Ids of up to ``count`` quotes about a touchpoint; fewer when the map has enough of them."""
        stage = self.scene.stage_of(touchpoint)
        if stage is None:
            return ()
        found = self.scene.evidence.quotes(touchpoint, mood, count, where or {})
        return tuple(filter(None, (self._keep(stage, touchpoint, one) for one in found)))

    def of_some(self, touchpoint: str, where: Mapping[str, Any]) -> str | None:
        """The id of a quote about a touchpoint of those whom a condition holds for; it speaks for them, however many there are already."""
        stage = self.scene.stage_of(touchpoint)
        found = self.scene.evidence.quotes(touchpoint, "any", 1, where) if stage else ()
        return self._keep(stage or "", touchpoint, found[0], spare=True) if found else None

    def stating(self, touchpoint: str, aim: Aim, count: int = 1) -> tuple[str, ...]:
        """Ids of quotes that state an aim; they stand with it, so there may be more than ``most`` with them."""
        stage = self.scene.stage_of(touchpoint)
        found = self.scene.evidence.stating(touchpoint, aim, count, {}) if stage else ()
        return tuple(filter(None, (self._keep(stage or "", touchpoint, one, spare=True) for one in found)))

    def _keep(self, stage: str, touchpoint: str, said: Quotation, *, spare: bool = False) -> str | None:
        if said.id not in self._ids:
            if len(self.quotes) >= self.most and not spare:
                return None
            identifier = self._ids[said.id] = f"q{len(self.quotes) + 1}"
            self.quotes[identifier] = Quote(
                id=identifier,
                stage=stage,
                touchpoint=touchpoint,
                text=said.text,
                source=said.source,
                experience=said.experience,
                language=said.language,
                link=said.link,
                said_at=said.said_at,
            )
        return self._ids[said.id]

    def of_extremes(self, wanted: Mapping[str, Mood]) -> None:
        """One quote for each dip and peak, and one for each stage that would have none."""
        for touchpoint, mood in wanted.items():
            self.about(touchpoint, mood, 1)
        rows = experience_rows(self.scene)
        for stage in self.scene.stages:
            here = [name for name in rows if self.scene.stage_of(name) == stage.name]
            if here and not any(quote.stage == stage.name for quote in self.quotes.values()):
                self.about(max(here, key=lambda name: rows[name]["n"]), "any", 1)
