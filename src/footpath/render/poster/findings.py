"""The lanes of pain points and of opportunities. What answers a pain stands right below it, so that a column reads as a story."""

from collections.abc import Sequence

from footpath.model.findings import Opportunity, Pain
from footpath.render.language import say, to_say
from footpath.render.marks import Box, Mark, Subject, paragraph
from footpath.render.poster.cards import Draft
from footpath.render.poster.columns import Column
from footpath.render.poster.faces import tier_mark
from footpath.render.poster.facts import pain_facts
from footpath.render.poster.pairs import Card, Pair, filled_bar, headed, opportunity_dress, placed_pairs
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.theme import BODY, LABEL, LANE, MARGIN, SMALL, mood
from footpath.render.vocabulary import word

_HINT = to_say("what to do about it, and its worth")
_LINES = 5  # of a pain's card, unless its title and proof alone need them


def findings(sheet: Sheet, top: float) -> Lane | None:
    """Pain points in the map's order, each with its opportunities below it; last the opportunities that answer no pain.

    All answers of a row begin at one height.
    """
    if not sheet.columns:
        return None
    if not sheet.map.pains:
        return _no_pains(sheet, top)
    return _pairs_lane(sheet, top, say("Pain points"), say("bar: how severe"))


def lone_opportunities(sheet: Sheet, top: float) -> Lane | None:
    """Opportunities of a map without a pain, in a lane of their own."""
    items = [item for item in sheet.map.opportunities if not amplifies(sheet, item)]
    if sheet.map.pains or not any(sheet.by_column(items)):
        return None
    return _pairs_lane(sheet, top, say("Opportunities"), say(_HINT))


def _no_pains(sheet: Sheet, top: float) -> Lane:
    words = say("No evidence: no touchpoint is worse than its comparable rest by more than chance.")
    text = paragraph(words, SMALL, sheet.right - sheet.left - 16, 2)
    return Lane(say("Pain points"), "", text.height + 8, text.place(sheet.left, top + 2))


def _pairs_lane(sheet: Sheet, top: float, title: str, hint: str) -> Lane:
    rows = placed_pairs(sheet, [_pairs(sheet, column) for column in sheet.columns], top)
    marks, end = rows.marks, rows.end
    if sheet.map.pains and rows.answers_at is not None:
        words, lowest = _second_title(top, rows.answers_at)
        marks, end = (*marks, *words), max(end, lowest)
    return Lane(title, hint, end - top, marks, cuts=rows.cuts)


def _second_title(top: float, y: float) -> tuple[tuple[Mark, ...], float]:
    """The name of the lower half, beside the first answer or as near to it as the words above allow, and where it ends."""
    y = max(y, top + 44)
    hint = paragraph(say(_HINT), SMALL, LABEL - 20, 5)
    title = paragraph(say("Opportunities"), LANE, LABEL - 10, 2)
    words = (*title.place(MARGIN, y), *hint.place(MARGIN, y + title.height + 1))
    return words, y + title.height + 1 + hint.height


def severity_bar(box: Box, severity: float) -> tuple[Mark, ...]:
    """A bar at the card's left edge, filled from below: length and colour say the same."""
    return filled_bar(box, severity, mood(-0.35 - 0.65 * severity))


def amplifies(sheet: Sheet, item: Opportunity) -> bool:
    """Whether it stands below a praise of the map, which it would make more of."""
    places = {(praise.stage, praise.touchpoint) for praise in sheet.map.praises}
    return item.kind == "amplify" and item.pain is None and (item.stage, item.touchpoint) in places


def signals_that_agree(kinds: Sequence[str]) -> str:
    """Which signals agree, when there are several; begins with a space."""
    if len(kinds) < 2:
        return ""
    return " " + say("Signals that agree: {kinds}.", kinds=", ".join(word(kind) for kind in kinds))


def pain_subject(sheet: Sheet, pain: Pain) -> Subject:
    """What the panel says of a pain: its sentence, and which signals agree when there are several."""
    stake = pain.stake.claims if pain.stake else ()
    claims = sheet.known(*pain.claims, pain.frequency, pain.reach, *stake)
    lead = pain.sentence + signals_that_agree(pain.kinds)
    return Subject(pain.title, lead, claims, pain.quotes, (f"pain {pain.id}",))


def opportunity_subject(sheet: Sheet, item: Opportunity) -> Subject:
    """What the panel says of an opportunity: why, its worth, and the evidence of the pain that it answers."""
    pain = next((p for p in sheet.map.pains if p.id == item.pain), None)
    bringing = item.bringing.claims if item.bringing else ()
    claims = sheet.known(item.claim, *bringing, *item.fit_claims, *(pain.claims if pain else ()))
    return Subject(item.title, item.why, claims, pain.quotes if pain else (), (f"opportunity {item.id}",))


def _pairs(sheet: Sheet, column: Column) -> list[Pair]:
    """A column's pains with their answers, then what is left of its opportunities."""
    pains = [pain for pain in sheet.map.pains if pain.stage == column.name]
    here = [item for item in sheet.map.opportunities if item.stage == column.name and not amplifies(sheet, item)]
    known = {pain.id for pain in pains}
    pairs = [
        Pair(_pain(sheet, column, pain), answers_of(sheet, column, [i for i in here if i.pain == pain.id]))
        for pain in pains
    ]
    return [*pairs, *(Pair(None, answers_of(sheet, column, [i])) for i in here if i.pain not in known)]


def _pain(sheet: Sheet, column: Column, pain: Pain) -> Card:
    width = column.card_width - 18 - 10
    title, proof = headed(pain.title, pain.proof, BODY, width)
    room = max(1, _LINES - len(title.lines) - len(proof.lines))
    facts = pain_facts(pain, sheet.map.currency, SMALL, width, room)
    hover = " · ".join(part for part in (pain.title, pain.proof, pain.who) if part)
    cut = title.shortened or proof.shortened or facts.shortened
    draft = Draft((title, proof, facts), pain_subject(sheet, pain), hover if cut else "", inset_left=18)

    def dress(box: Box) -> tuple[Sequence[Mark], Sequence[Mark]]:
        return severity_bar(box, pain.severity), tier_mark(box.right - 13, box.y + 15, pain.tier)

    return Card(draft, dress)


def answers_of(sheet: Sheet, column: Column, items: Sequence[Opportunity]) -> tuple[Card, ...]:
    return tuple(Card(_opportunity(sheet, column, item), opportunity_dress) for item in items)


def _opportunity(sheet: Sheet, column: Column, item: Opportunity) -> Draft:
    width = column.card_width - 18 - 10
    title, worth = headed(item.title, item.worth, BODY.coloured("opportunity"), width)
    hover = f"{item.title} · {item.worth}" if title.shortened or worth.shortened else ""
    return Draft((title, worth), opportunity_subject(sheet, item), hover, inset_left=18)
