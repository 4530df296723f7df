"""Scores and texts among a table's columns: what customers said."""

from collections.abc import Sequence

from footpath.model.plans import ColumnPlan, Role, TableKind
from footpath.sources.amounts import amount_format
from footpath.sources.profile import Column
from footpath.sources.relations import Draft
from footpath.sources.scores import is_score, is_verbal, score_kind
from footpath.sources.texts import is_text, is_title
from footpath.sources.words import CASE_OF

_TEXT_KINDS = {
    "review": "review",
    "ticket": "ticket",
    "case": "ticket",
    "complaint": "ticket",
    "request": "ticket",
    "conversation": "chat",
    "comment": "comment",
    "call": "note",
}


def plan_feedback(draft: Draft, taken: set[str], _zone: str | None = None) -> list[ColumnPlan]:
    """Scores and texts, in tables that have a time for them."""
    if draft.kind in (TableKind.REFERENCE, TableKind.PROFILES, TableKind.DETAILS):
        return []
    free = [column for column in draft.columns if column.name not in taken]
    flagged = draft.flagged.get("score")
    scores = [draft.column(flagged)] if flagged else [column for column in free if is_score(column, draft.noun)]
    selector = _kind_column(free) if len(scores) == 1 and not draft.of_employees else None
    plans = []
    for column in scores:
        kind, scale, why = score_kind(column, draft.noun)
        if selector is not None:
            kind, why = "by column", f'the kind of each score stands in "{selector.name}"'
        elif draft.of_employees:
            kind, why = "employee", f"{why}; of employees"
        plans.append(
            ColumnPlan(
                name=column.name,
                role=Role.SCORE,
                confidence=0.85,
                why="named by --score" if flagged else why,
                scale=scale,
                feedback=kind,
                format="verbal" if is_verbal(column) else amount_format(column),
                refers_to=selector.name if selector is not None else None,
            )
        )
    flagged = draft.flagged.get("text")
    texts = [draft.column(flagged)] if flagged else [column for column in free if is_text(column, draft.noun)]
    texts = [column for column in texts if column.lists >= 0.5] or texts  # a conversation holds its first message
    for column in sorted(texts, key=lambda column: not is_title(column)):
        kind = _text_kind(draft, scores)
        why = "named by --text" if flagged else f"free text, {column.words_each:.0f} words on average"
        plans.append(
            ColumnPlan(
                name=column.name,
                role=Role.TEXT,
                confidence=0.85,
                why=why,
                feedback=kind,
                format="turns" if column.lists >= 0.5 else None,
            )
        )
    return plans


def _kind_column(free: Sequence[Column]) -> Column | None:
    for column in free:
        values = {value.lower() for value, _ in column.top}
        if len(values) > 1 and values <= {"nps", "csat", "ces", "rating", "stars"}:
            return column
    return None


def _text_kind(draft: Draft, scores: Sequence[Column]) -> str:
    if draft.of_employees:
        return "employee"
    if draft.is_social:
        return "social"
    for token in reversed(draft.noun.split()):
        if CASE_OF.get(token, "") in _TEXT_KINDS:
            return _TEXT_KINDS[CASE_OF[token]]
    if draft.kind is TableKind.TICKETS:
        return "ticket"
    return score_kind(scores[0], draft.noun)[0] if scores else "comment"
