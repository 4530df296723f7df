"""What all parts of a draft look at: the answers that say which stages and touchpoints there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from footpath.errors import MapError
from footpath.maps.claims import ClaimBook
from footpath.maps.evidence import Evidence
from footpath.maps.vocabulary import Concept, concept_of
from footpath.model.catalogue import REMAINDER, Catalogue, Stage, Touchpoint
from footpath.model.questions import Answer

WHOLE = Stage(name="Journey")  # the only column of a map whose touchpoints have no stages
LEAST_MONTH = 0.005  # of all events: a month with fewer is a stray one
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Scene:
    """The records as a draft sees them.

    Args:
        book: asks, and collects claims.
        catalogue: stages and touchpoints in the order of the map.
        evidence: quotes, samples, dimensions, notes.
        currency: of the workspace, for sentences about money.
    """

    book: ClaimBook
    catalogue: Catalogue
    evidence: Evidence
    currency: str | None = None

    @cached_property
    def overview(self) -> tuple[Answer, dict[str, Any]]:
        """The answer and its only row.

        Raises:
            MapError: there are no journeys.
        """
        answer = self.book.ask({"ask": "overview"})
        rows = answer.dicts()
        if not rows or not rows[0].get("customers"):
            raise MapError("There are no journeys to draw a map of.", "Load some events first.")
        return answer, rows[0]

    @property
    def customers(self) -> int:
        return int(self.overview[1]["customers"])

    @cached_property
    def months(self) -> dict[str, dict[str, Any]]:
        """The months that hold the records, in order; a few stray events long before or after are not among them."""
        rows = {
            str(row["group"]): row for row in self.book.rows({"ask": "overview", "by": "month"}) if row.get("group")
        }
        least = LEAST_MONTH * sum(row["events"] for row in rows.values())
        return {month: rows[month] for month in sorted(rows) if rows[month]["events"] >= least}

    @cached_property
    def period(self) -> tuple[datetime | None, datetime | None]:
        """First and last time of these months."""
        ends = [row[name] for row in self.months.values() for name in ("first_at", "last_at") if row.get(name)]
        times = [datetime.fromisoformat(str(end)) for end in ends]
        return (min(times), max(times)) if times else (None, None)

    @cached_property
    def touchpoint_rows(self) -> dict[str, dict[str, Any]]:
        """Rows of the touchpoints that have events, in the order of the map."""
        rows = {row["touchpoint"]: row for row in self.book.rows({"ask": "touchpoints"}) if row["events"]}
        order = [t.name for t in self.catalogue.touchpoints]
        return {name: rows[name] for name in sorted(rows, key=lambda n: order.index(n) if n in order else len(order))}

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages with customers, in the order of the map."""
        seen = {row.get("stage") for row in self.touchpoint_rows.values()}
        found = tuple(stage for stage in self.catalogue.stages if stage.name in seen)
        return found or (WHOLE,)

    @cached_property
    def stage_rows(self) -> dict[str, dict[str, Any]]:
        return {row["stage"]: row for row in self.book.rows({"ask": "stages"}) if row.get("stage")}

    def stage_of(self, touchpoint: str) -> str | None:
        """The column that a touchpoint stands in; None when it stands in none."""
        if self.stages == (WHOLE,):
            return WHOLE.name if touchpoint in self.touchpoint_rows else None
        stage = self.touchpoint_rows.get(touchpoint, {}).get("stage")
        return stage if any(stage == known.name for known in self.stages) else None

    def touchpoints_of(self, stage: str) -> list[str]:
        """The touchpoints of a column in the order of the map, the remainder left out."""
        return [name for name in self.touchpoint_rows if name != REMAINDER and self.stage_of(name) == stage]

    @cached_property
    def known(self) -> dict[str, Touchpoint]:
        return {t.name: t for t in self.catalogue.touchpoints}

    @cached_property
    def concepts(self) -> dict[str, Concept | None]:
        """What the words of each touchpoint's name, else of its recorded names, say about it."""
        return {name: self._concept(name) for name in self.touchpoint_rows}

    def _concept(self, name: str) -> Concept | None:
        recorded = self.known[name].names[:3] if name in self.known else ()
        found = [match for match in map(concept_of, (name, *recorded)) if match]
        return max(found, key=lambda match: match.strength).concept if found else None

    @cached_property
    def passive(self) -> list[str]:
        """Touchpoints that customers receive: nobody leaves at a mail that was sent."""
        return [name for name in self.touchpoint_rows if name in self.known and self.known[name].passive]
