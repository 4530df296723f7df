"""Ask every claim of a map again."""

import json
from typing import Any

from footpath.errors import FootpathError
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
    partners = Partners(journey_map)
    return tuple(_verdict(claim, asked, partners) for claim in journey_map.claims.values())


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


def _verdict(claim: Claim, asked: _Asked, partners: Partners) -> ClaimVerdict:
    rows = asked.rows(claim.question)
    if isinstance(rows, FootpathError):
        return unasked(claim, f"The question cannot be asked any more: {rows.message}")
    row = next((row for row in rows if all(row.get(key) == value for key, value in claim.pick.items())), None)
    return judge(claim, row, partners.statement(claim))
