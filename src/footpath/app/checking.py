"""Ask the claims of a map again, and say what that means for a build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from footpath.errors import MapError
from footpath.model.claims import ClaimVerdict, Verdict
from footpath.model.maps import JourneyMap

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
FAILED = 1


def check(workspace: Workspace, journey_map: JourneyMap) -> tuple[ClaimVerdict, ...]:
    """Ask every claim of a map again: each question once, and what questions have in common once."""
    from footpath.journeys.sharing import sharing
    from footpath.maps import check_map

    with sharing():
        return check_map(journey_map, workspace.ask)


def exit_code(verdicts: Sequence[ClaimVerdict], *, strict: bool = False) -> int:
    """0 when the map still says what is so, 1 when it does not.

    A claim that is broken, or that cannot be asked any more, fails; one that moved does so only when ``strict``: records
    grow, and what was counted then is rarely what is counted now.

    Examples:
        >>> moved = ClaimVerdict(claim="c1", verdict="moved", was=1, now=1.5)
        >>> exit_code([moved]), exit_code([moved], strict=True)
        (0, 1)
    """
    failing = {"broken", "unasked", "moved"} if strict else {"broken", "unasked"}
    return FAILED if any(verdict.verdict in failing for verdict in verdicts) else 0


@dataclass(frozen=True)
class Summary:
    """How many claims got each verdict, in words."""

    counts: tuple[tuple[Verdict, int], ...]

    def __str__(self) -> str:
        """Examples:
        >>> str(Summary((("held", 2), ("within", 0), ("moved", 1), ("broken", 0), ("unasked", 0))))
        '3 claims: 2 held, 0 within chance, 1 moved, 0 broken.'
        """
        total = sum(count for _, count in self.counts)
        parts = [f"{count:,} {_WORDS.get(verdict, verdict)}" for verdict, count in self.counts]
        if self.counts[-1][1] == 0:
            parts.pop()  # that all could be asked goes without saying
        return f"{total:,} {'claim' if total == 1 else 'claims'}: {', '.join(parts)}."


_WORDS: dict[str, str] = {"within": "within chance", "unasked": "could not be asked"}


def summary(verdicts: Sequence[ClaimVerdict]) -> Summary:
    counted = Counter(verdict.verdict for verdict in verdicts)
    return Summary(tuple((verdict, counted[verdict]) for verdict in VERDICTS))


def verdicts_json(verdicts: Sequence[ClaimVerdict], journey_map: JourneyMap) -> list[dict[str, Any]]:
    """Each verdict with what its claim says and asks, as plain data."""
    return [
        {
            **verdict.model_dump(mode="json"),
            "text": journey_map.claims[verdict.claim].text,
            "question": journey_map.claims[verdict.claim].question,
        }
        for verdict in verdicts
    ]


def write_junit(verdicts: Sequence[ClaimVerdict], journey_map: JourneyMap, path: Path, *, strict: bool = False) -> None:
    """Write the verdicts as JUnit XML.

    Raises:
        MapError: the file cannot be written.
    """
    from footpath.render.exports.junit import render_junit

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_junit(verdicts, journey_map, strict=strict), encoding="utf-8")
    except OSError as error:
        raise MapError(f"{path} cannot be written: {error.strerror}.") from error
