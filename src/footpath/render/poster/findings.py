"""The lanes of pain points and of opportunities. What answers a pain stands right below it, so that a column reads as a story."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.model.findings import Opportunity, Pain
from footpath.render.language import say, to_say
from footpath.render.marks import Box, Group, Icon, Mark, Rect, Subject, paragraph
from footpath.render.poster.cards import Draft, row_heights
from footpath.render.poster.columns import Column
from footpath.render.poster.faces import tier_mark
from footpath.render.poster.sheet import Lane, Sheet, row_tops
from footpath.render.theme import BODY, CARD, LABEL, LANE, MARGIN, SMALL, mood
from footpath.render.vocabulary import word

_BAR = 5.0
_JOIN, _PARTING = 4.0, 14.0  # between a pain and its answer, and between two such pairs
_HINT = to_say("what to do about it, and its worth")


@dataclass(frozen=True)
class _Pair:
    """A pain and what answers it; either may be missing."""

    pain: Draft | None
    answer: Draft | None
    of: Pain | None = None


def findings(sheet: Sheet, top: float) -> Lane | None:
    """Pain points in the map's order, each with its opportunity below it; last the opportunities that answer no pain.

    All answers of a row begin at one height.
    """
    if not sheet.columns:
        return None
    if not sheet.map.pains:
        return _no_pains(sheet, top)
    return _pairs_lane(sheet, top, say("Pain points"), say("bar: how severe"))


def lone_opportunities(sheet: Sheet, top: float) -> Lane | None:
    """Opportunities of a map without a pain, in a lane of their own."""
    if sheet.map.pains or not any(sheet.by_column(sheet.map.opportunities)):
        return None
    return _pairs_lane(sheet, top, say("Opportunities"), say(_HINT))


def _no_pains(sheet: Sheet, top: float) -> Lane:
    words = say("No evidence: no touchpoint is worse than its comparable rest by more than chance.")
    text = paragraph(words, SMALL, sheet.right - sheet.left - 16, 2)
    return Lane(say("Pain points"), "", text.height + 8, text.place(sheet.left, top + 2))


def _pairs_lane(sheet: Sheet, top: float, title: str, hint: str) -> Lane:
    columns = [_pairs(sheet, column) for column in sheet.columns]
    upper = _tallest(sheet, [[pair.pain.height if pair.pain else 0.0 for pair in pairs] for pairs in columns])
    lower = _tallest(sheet, [[pair.answer.height if pair.answer else 0.0 for pair in pairs] for pairs in columns])
    whole = [a + b + (_JOIN if a and b else 0) for a, b in zip(upper, lower, strict=True)]
    tops, _, end = row_tops([whole], top, _PARTING)
    answers = [top + (height + _JOIN if height else 0) for top, height in zip(tops, upper, strict=True)]
    marks: list[Mark] = []
    for column, pairs in zip(sheet.columns, columns, strict=True):
        for at, pair in enumerate(pairs):
            row = at // column.tracks
            marks += _draw(pair, column.card(at, tops[row], upper[row]), column.card(at, answers[row], lower[row]))
    if sheet.map.pains and any(lower):
        words, lowest = _second_title(top, next(y for y, height in zip(answers, lower, strict=True) if height))
        marks += words
        end = max(end, lowest)
    return Lane(title, hint, end - top, tuple(marks), cuts=tuple(y - _PARTING / 2 for y in tops[1:]))


def _tallest(sheet: Sheet, heights: Sequence[Sequence[float]]) -> list[float]:
    """The height of each row over all columns, on the grid."""
    rows = [row_heights(column, of) for column, of in zip(sheet.columns, heights, strict=True)]
    return [*row_tops(rows, 0.0)[1]]


def _second_title(top: float, y: float) -> tuple[tuple[Mark, ...], float]:
    """The name of the lower half, beside the first answer or as near to it as the words above allow, and where it ends."""
    y = max(y, top + 44)
    hint = paragraph(say(_HINT), SMALL, LABEL - 20, 5)
    title = paragraph(say("Opportunities"), LANE, LABEL - 10, 2)
    words = (*title.place(MARGIN, y), *hint.place(MARGIN, y + title.height + 1))
    return words, y + title.height + 1 + hint.height


def _draw(pair: _Pair, above: Box, below: Box) -> list[Group]:
    drawn = []
    if pair.pain and pair.of:
        sure = tier_mark(above.right - 13, above.y + 15, pair.of.tier)
        drawn.append(pair.pain.place(above, severity_bar(above, pair.of.severity), sure))
    if pair.answer:
        drawn.append(_answer(pair.answer, below))
    return drawn


def _answer(draft: Draft, box: Box) -> Group:
    bar = Rect(Box(box.x + 4, box.y + 6, _BAR, box.height - 12), "opportunity", radius=_BAR / 2)
    return draft.place(box, (bar,), (Icon("lightbulb", box.right - 21, box.y + 8, 14, "opportunity"),))


def severity_bar(box: Box, severity: float) -> tuple[Mark, ...]:
    """A bar at the card's left edge, filled from below: length and colour say the same."""
    inner = Box(box.x + 4, box.y + 6, _BAR, box.height - 12)
    filled = max(_BAR, inner.height * severity)
    return (
        Rect(inner, "track", radius=_BAR / 2),
        Rect(Box(inner.x, inner.bottom - filled, _BAR, filled), mood(-0.35 - 0.65 * severity), radius=_BAR / 2),
    )


def pain_subject(sheet: Sheet, pain: Pain) -> Subject:
    """What the panel says of a pain: its sentence, and which signals agree when there are several."""
    kinds = ", ".join(word(kind) for kind in pain.kinds)
    several = " " + say("Signals that agree: {kinds}.", kinds=kinds) if len(pain.kinds) > 1 else ""
    return Subject(pain.title, pain.sentence + several, sheet.known(*pain.claims), pain.quotes)


def opportunity_subject(sheet: Sheet, item: Opportunity) -> Subject:
    """What the panel says of an opportunity: why, its worth, and the evidence of the pain that it answers."""
    pain = next((p for p in sheet.map.pains if p.id == item.pain), None)
    claims = sheet.known(item.claim, *(pain.claims if pain else ()))
    return Subject(item.title, item.why, claims, pain.quotes if pain else ())


def _pairs(sheet: Sheet, column: Column) -> list[_Pair]:
    """A column's pains with their first answers, then what is left of its opportunities."""
    pains = [pain for pain in sheet.map.pains if pain.stage == column.name]
    left = [item for item in sheet.map.opportunities if item.stage == column.name]
    pairs = []
    for pain in pains:
        answer = next((item for item in left if item.pain == pain.id), None)
        if answer is not None:
            left.remove(answer)
        drawn = _opportunity(sheet, column, answer) if answer else None
        pairs.append(_Pair(_pain(sheet, column, pain), drawn, pain))
    return [*pairs, *(_Pair(None, _opportunity(sheet, column, item)) for item in left)]


def _pain(sheet: Sheet, column: Column, pain: Pain) -> Draft:
    width = column.card_width - 18 - 10
    title = paragraph(pain.title, CARD, width - 14, 5)
    proof = paragraph(pain.proof, BODY, width, 4)
    who = paragraph(pain.who, SMALL, width, 2)
    hover = " · ".join(part for part in (pain.title, pain.proof, pain.who) if part)
    cut = title.shortened or proof.shortened or who.shortened
    return Draft((title, proof, who), pain_subject(sheet, pain), hover if cut else "", inset_left=18)


def _opportunity(sheet: Sheet, column: Column, item: Opportunity) -> Draft:
    width = column.card_width - 18 - 10
    title = paragraph(item.title, CARD, width - 14, 5)
    worth = paragraph(item.worth, BODY.coloured("opportunity"), width, 4)
    hover = f"{item.title} · {item.worth}" if title.shortened or worth.shortened else ""
    return Draft((title, worth), opportunity_subject(sheet, item), hover, inset_left=18)
