"""The figures that a remedy's reasons may name: each from a claim of the pain, or asked of the same touchpoint.

A figure that the records do not have is None, and the sentence that wants it is left out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from footpath.maps.claims import ClaimBook
from footpath.maps.opportunities.situation import Situation
from footpath.maps.sentences import Sentence
from footpath.maps.statements import WENT_STRAIGHT
from footpath.maps.wording import count_text, score_text, signed_text, time_text
from footpath.model.claims import Claim
from footpath.model.figures import share_text
from footpath.model.questions import Answer

LEAST_CUSTOMERS = 20  # who go from one touchpoint to another, for a sentence


Row = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """A figure (or a name that goes with one) in words, and what it rests on.

    Args:
        claim: one that the map has already.
        unbound: else the answer, the row, its field and the statement of one that it would have to have.
    """

    text: str
    claim: str = ""
    unbound: tuple[Answer, Row, str, Sentence] | None = None

    def bound(self, book: ClaimBook) -> str | None:
        """The claim's id; the figure stands on the map from now on."""
        if self.unbound is None:
            return self.claim or None
        answer, row, field, text = self.unbound
        return book.bind(answer, row, field, text)


Finder = Callable[[Situation], Fact | None]


def _of_claim(ask: str, field: str, *, divided: bool = True) -> Finder:
    def find(situation: Situation) -> Fact | None:
        claim = situation.claim_on(ask, field, divided=divided)
        return Fact(_said(claim), claim.id) if claim else None

    return find


def _said(claim: Claim) -> str:
    if claim.unit == "share":
        return share_text(claim.value)
    if claim.unit == "seconds":
        return time_text(claim.value)
    if claim.unit == "experience":
        return signed_text(claim.value, 2)
    if claim.unit in ("score", "nps"):
        return _score(claim)
    return count_text(claim.value)


def _score(claim: Claim) -> str:
    kind = str(claim.pick.get("kind", ""))
    scale = {"ces": " of 7", "nps": ""}.get(kind, " of 5")
    return f"{score_text(claim.value, kind)}{scale}"


def _elsewhere(situation: Situation) -> Fact | None:
    return Fact("of the others" if situation.segment else "elsewhere")


def _from_others(situation: Situation) -> Fact | None:
    return Fact("from the others" if situation.segment else "elsewhere")


def _of_row(ask: str, field: str) -> Finder:
    """A count in the row of a claim that the pain holds."""

    def find(situation: Situation) -> Fact | None:
        held = next((c for c in situation.claims if c.question.get("ask") == ask and "during" not in c.question), None)
        row = situation.row_of(held) if held else None
        if held is None or row is None or not row.get(field):
            return None
        place = f"{situation.touchpoint}{situation.among}"
        text = Sentence("{value|count} {what} at {place}", what=_COUNTED[field], place=place)
        return Fact(count_text(row[field]), unbound=(situation.scene.book.ask(held.question), row, field, text))

    return find


_COUNTED = {"left": "customers left", "broken": "promises were broken"}


def _best(situation: Situation) -> Fact | None:
    held = situation.benchmark
    return Fact(_capital(held.who)) if held and held.best is not None else None


def _best_value(situation: Situation) -> Fact | None:
    held = situation.benchmark
    if held is None or held.best is None:
        return None
    text = Sentence("{who}: {said}", who=held.who, said=held.here.fields.says)
    return Fact(held.here.said(held.value), unbound=(held.best.answer, held.best.row, held.here.fields.value, text))


def _theme(situation: Situation) -> Fact | None:
    return Fact(situation.themes[0]) if situation.themes else None


def _theme_share(situation: Situation) -> Fact | None:
    claim = situation.claim_on("themes", "share") or situation.claim_on("themes", "share", divided=False)
    return Fact(share_text(claim.value), claim.id) if claim else None


def _moves(situation: Situation, here: str, there: str) -> list[dict[str, Any]]:
    """Ways straight from here to there with enough customers, the busiest first."""
    rows = situation.scene.book.rows({"ask": "transitions"})
    kept = [
        row
        for row in rows
        if row[here] == situation.touchpoint and row[there] != row[here] and row["customers"] >= LEAST_CUSTOMERS
    ]
    kept = [row for row in kept if row[there] not in situation.scene.passive and situation.scene.stage_of(row[there])]
    return sorted(kept, key=lambda row: (-row["customers"], row[there]))


def _next(situation: Situation) -> dict[str, Any] | None:
    return next(iter(_moves(situation, "from", "to")), None)


def _before(situation: Situation) -> dict[str, Any] | None:
    return next(iter(_moves(situation, "to", "from")), None)


def _help(situation: Situation) -> dict[str, Any] | None:
    """Where most of those go who turn from here to the company."""
    for row in _moves(situation, "from", "to"):
        concept = situation.scene.concepts.get(row["to"])
        if concept and concept.name in ("support", "call", "chat", "complaint", "ticket opened"):
            return row
    return None


def _back(situation: Situation) -> dict[str, Any] | None:
    """Where most of those go who turn back from here to an earlier stage."""
    order = {stage.name: at for at, stage in enumerate(situation.scene.stages)}
    here = order.get(situation.stage, 0)
    for row in _moves(situation, "from", "to"):
        if order.get(situation.scene.stage_of(row["to"]) or "", here) < here:
            return row
    return None


def _place(find: Callable[[Situation], dict[str, Any] | None], end: str) -> Finder:
    def name(situation: Situation) -> Fact | None:
        row = find(situation)
        return Fact(str(row[end])) if row else None

    return name


def _customers(find: Callable[[Situation], dict[str, Any] | None]) -> Finder:
    def count(situation: Situation) -> Fact | None:
        row = find(situation)
        if row is None:
            return None
        answer = situation.scene.book.ask({"ask": "transitions"})
        return Fact(count_text(row["customers"]), unbound=(answer, row, "customers", WENT_STRAIGHT))

    return count


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


FACTS: Mapping[str, Finder] = {
    "elsewhere": _elsewhere,
    "from_others": _from_others,
    "left": _of_claim("dropoff", "rate"),
    "left_elsewhere": _of_claim("dropoff", "rest_rate"),
    "left_customers": _of_row("dropoff", "left"),
    "again": _of_claim("repeats", "rate"),
    "again_elsewhere": _of_claim("repeats", "rest_rate"),
    "late": _of_claim("promises", "rate"),
    "late_of_all": _of_claim("promises", "rate", divided=False),
    "late_customers": _of_row("promises", "broken"),
    "score_late": _of_claim("promises", "score_broken", divided=False),
    "score_on_time": _of_claim("promises", "score_kept", divided=False),
    "wait": _of_claim("dwell", "median_s"),
    "wait_elsewhere": _of_claim("dwell", "rest_median_s"),
    "score": _of_claim("scores", "score"),
    "score_elsewhere": _of_claim("scores", "rest_score"),
    "feeling": _of_claim("experience", "experience"),
    "feeling_elsewhere": _of_claim("experience", "rest_experience"),
    "struggle": _of_claim("frustration", "rate"),
    "struggle_elsewhere": _of_claim("frustration", "rest_rate"),
    "theme": _theme,
    "theme_share": _theme_share,
    "best": _best,
    "best_value": _best_value,
    "next": _place(_next, "to"),
    "next_customers": _customers(_next),
    "before": _place(_before, "from"),
    "before_customers": _customers(_before),
    "help": _place(_help, "to"),
    "help_customers": _customers(_help),
    "back": _place(_back, "to"),
    "back_customers": _customers(_back),
}
