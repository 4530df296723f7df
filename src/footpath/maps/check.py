"""Ask every claim of a map again."""

import json
from typing import Any

from footpath.errors import FootpathError
from footpath.maps.backing import unbacked
from footpath.maps.claims import Ask
from footpath.maps.verdicts import Partners, judge, unasked
from footpath.model.claims import Claim, ClaimVerdict
from footpath.model.maps import JourneyMap

Rows = list[dict[str, Any]]


def check_map(journey_map: JourneyMap, ask: Ask) -> tuple[ClaimVerdict, ...]:
    """Does every claim of the map still hold?

    Each question is asked once, whatever the number of claims on it. What *held*, *within*, *moved*, *broken* and *unasked*
    mean is decided in `footpath.maps.verdicts`.

    Returns:
        One verdict for each claim, in the order of the map.
    """
    asked = _Asked(ask)
    partners, names = Partners(journey_map), names_on(journey_map)
    return tuple(_verdict(claim, asked, partners, names) for claim in journey_map.claims.values())


def names_on(journey_map: JourneyMap) -> tuple[str, ...]:
    """What things are called on a map, by its parts and by what its claims ask for."""
    named = [stage.name for stage in journey_map.stages] + [card.name for card in journey_map.touchpoints]
    named += [persona.name for persona in journey_map.personas] + [pain.title for pain in journey_map.pains]
    named += [item.title for item in journey_map.checklist]
    named += [f"{one.stage} {one.touchpoint} {one.of}" for one in journey_map.planned_changes]
    named += [*journey_map.plan.steps, journey_map.plan.outcome] if journey_map.plan else []
    named += {f"{claim.question} {claim.pick}" for claim in journey_map.claims.values()}
    return tuple(named)


class _Asked:
    """The rows of each question, or why it cannot be asked."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._rows: dict[str, Rows | FootpathError] = {}

    def rows(self, question: dict[str, Any]) -> Rows | FootpathError:
        key = json.dumps(question, sort_keys=True, default=str)
        if key not in self._rows:
            try:
                self._rows[key] = self._ask(dict(question)).dicts()
            except FootpathError as error:
                self._rows[key] = error
        return self._rows[key]


def _verdict(claim: Claim, asked: _Asked, partners: Partners, names: tuple[str, ...]) -> ClaimVerdict:
    rows = asked.rows(claim.question)
    if isinstance(rows, FootpathError):
        return unasked(claim, f"The question cannot be asked any more: {rows.message}")
    row = next((row for row in rows if all(row.get(key) == value for key, value in claim.pick.items())), None)
    return _as_said(judge(claim, row, partners.statement(claim)), claim, row, names)


def _as_said(found: ClaimVerdict, claim: Claim, row: dict[str, Any] | None, names: tuple[str, ...]) -> ClaimVerdict:
    """A number that held is told otherwise where the sentence says others: somebody rewrote it, or another number in it moved."""
    if found.verdict != "held" or row is None:
        return found
    strange = unbacked(claim, row, names)
    if not strange:
        return found
    why = f"It holds, but its sentence says {', '.join(strange)}, which its answer does not: rewritten, or moved since."
    return found.model_copy(update={"verdict": "moved", "why": why})
