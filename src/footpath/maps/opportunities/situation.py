"""What a remedy is held against: a pain (or a high, or a gap) with its claims, as the map shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from footpath.maps.names import tokens
from footpath.maps.opportunities.benchmark import Benchmark, benchmark_of
from footpath.maps.opportunities.readings import Reading, reading_of
from footpath.maps.pains.lasting import Lasting
from footpath.maps.pains.segments import title_among
from footpath.maps.scene import Scene
from footpath.maps.stage_kinds import kind_of
from footpath.model.claims import Claim
from footpath.model.findings import Pain

PERSONA = "persona"  # the trait


@dataclass(frozen=True)
class Situation:
    """One place on the map that something could be done about.

    Args:
        kinds: of its evidence, the one that names it first.
        claims: the evidence itself, the proof first.
        days: of the pain, in which it was there.
        items: of checklists that it is a gap of.
        channel: of a gap in a channel; else that of the touchpoint.
    """

    scene: Scene
    stage: str
    touchpoint: str
    kinds: tuple[str, ...]
    segment: tuple[str, str] | None = None
    claims: tuple[Claim, ...] = ()
    pain: Pain | None = None
    days: Lasting | None = None
    items: tuple[str, ...] = ()
    channel: str = ""

    @property
    def among(self) -> str:
        """The segment with a blank before it, to close a title with."""
        if self.segment is not None and self.segment[0] == PERSONA:
            return f" for {self.segment[1]}"
        return title_among(self.segment)

    @cached_property
    def concept(self) -> str | None:
        concept = self.scene.concepts.get(self.touchpoint)
        return concept.name if concept else None

    @cached_property
    def stage_kind(self) -> str | None:
        return kind_of(self.scene, self.touchpoint) if self.touchpoint else None

    @cached_property
    def segment_words(self) -> frozenset[str]:
        return frozenset(word for part in self.segment or () for word in tokens(part))

    @cached_property
    def theme_words(self) -> frozenset[str]:
        """The words of the themes that customers complain of here, and of the subject that they chose for it."""
        subject = [self.segment[1]] if self.segment else []
        return frozenset(word for theme in (*self.themes, *subject) for word in tokens(theme))

    @cached_property
    def themes(self) -> tuple[str, ...]:
        rows = [self.row_of(claim) for claim in self.claims if claim.question.get("ask") in ("themes", "spikes")]
        return tuple(dict.fromkeys(str(row["theme"]) for row in rows if row and row.get("theme")))

    @cached_property
    def benchmark(self) -> Benchmark | None:
        """Who does best what goes wrong here: of the first signal that somebody else does better in for certain.

        Scores come last: fewer low ones are worth less than customers who stay.
        """
        return self._first_of(sorted(self._readings(), key=_is_score))

    @cached_property
    def paying(self) -> Benchmark | None:
        """The same for what a remedy is worth: customers who leave come first, for only these can be told in money."""
        return self._first_of(
            sorted(self._readings(), key=lambda reading: (not _is_leaving(reading), _is_score(reading)))
        )

    def _first_of(self, readings: Sequence[Reading]) -> Benchmark | None:
        found = (benchmark_of(self.scene, reading, self.segment) for reading in readings)
        return next((held for held in found if held), None)

    def _readings(self) -> list[Reading]:
        """What goes wrong, as counts of rows: of each claim that can be read so."""
        rows = [(claim, self.row_of(claim)) for claim in self.claims if "during" not in claim.question]
        found = [reading_of(self.scene.book.ask(c.question), row, c.field) for c, row in rows if row]
        return [reading for reading in found if reading]

    def claim_on(self, ask: str, field: str, *, divided: bool = True) -> Claim | None:
        """The claim of this pain on a field of a question, of no period of its own.

        Args:
            divided: of the segment, where there is one; else of all customers.
        """
        wanted = bool(self.segment) and divided
        for claim in self.claims:
            question = claim.question
            of_question = question.get("ask") == ask and claim.field == field and "during" not in question
            if of_question and ("by" in question) == wanted:
                return claim
        return None

    def row_of(self, claim: Claim) -> dict[str, Any] | None:
        return self.scene.book.ask(claim.question).pick(claim.pick)


def _is_score(reading: Reading) -> bool:
    return reading.answer.question.get("ask") == "scores"


def _is_leaving(reading: Reading) -> bool:
    return reading.answer.question.get("ask") == "dropoff"


NEARLY_ALL = 0.98  # leave there: the records end, rather than the journeys


def situation_of(scene: Scene, pain: Pain, days: Lasting | None = None) -> Situation:
    """A pain as remedies see it; one after which nearly nobody is seen again is a matter of the records."""
    segment = next(iter(pain.segment.items()), None)
    claims = tuple(claim for claim in _known(scene, pain.claims) if _is_here(claim, pain.touchpoint))
    known = scene.known.get(pain.touchpoint)
    channel = known.channel if known else ""
    found = Situation(scene, pain.stage, pain.touchpoint, pain.kinds, segment, claims, pain, days, channel=channel)
    left = found.claim_on("dropoff", "rate")
    return replace(found, kinds=("records",)) if left and left.value >= NEARLY_ALL else found


def _is_here(claim: Claim, touchpoint: str) -> bool:
    """Is it of the touchpoint itself? A pain may hold claims of a neighbour as well; a wait is told where it begins."""
    return claim.question.get("ask") == "dwell" or claim.pick.get("touchpoint", touchpoint) == touchpoint


def _known(scene: Scene, names: Sequence[str]) -> tuple[Claim, ...]:
    return tuple(scene.book.claims[name] for name in names if name in scene.book.claims)
