"""The lane of what changed: in each stage what is gone, what was written anew, and the figures that moved most surely."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.model.changes import CardChange, FigureChange, MapDiff
from footpath.render.changes.signs import colour_of
from footpath.render.changes.text import difference_text, few, field_name, figure_name, kind_of, moved_figures
from footpath.render.language import say, say_many
from footpath.render.marks import Box, Group, Mark, Rect, Subject, paragraph
from footpath.render.numbers import amount, count
from footpath.render.poster.cards import Draft, place_rows
from footpath.render.poster.columns import Column
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.theme import BODY, CARD, SMALL

_MOST = 7  # cards of a track
_BAR = 3.0
_SAID_BY_SIGN = ("touchpoints", "pains", "opportunities")  # a new one stands on the map and is signed there


@dataclass(frozen=True)
class Entry:
    """One thing that changed, before it is drawn."""

    title: str
    words: str
    hint: str = ""
    colour: str = "structure"
    claims: tuple[str, ...] = ()


def changes(sheet: Sheet, diff: MapDiff, top: float) -> Lane | None:
    """Nothing where no stage changed."""
    entries = [_chosen(_entries(diff, column.name), _MOST * column.tracks) for column in sheet.columns]
    if not any(entries):
        return None
    drafts = [
        [_draft(sheet, column, entry) for entry in listed]
        for column, listed in zip(sheet.columns, entries, strict=True)
    ]
    boxes, end = place_rows(sheet, [[draft.height for draft in column] for column in drafts], top)
    marks: list[Mark] = []
    for listed, column, places in zip(entries, drafts, boxes, strict=True):
        marks += [_drawn(entry, draft, box) for entry, draft, box in zip(listed, column, places, strict=True)]
    tops = sorted({box.y for places in boxes for box in places})
    return Lane(
        say("What changed"),
        say("before → now, and the difference with its 95% interval"),
        end - top,
        tuple(marks),
        cuts=tuple(y - 4 for y in tops[1:]),
    )


def _entries(diff: MapDiff, stage: str) -> list[Entry]:
    figures = [figure for figure in moved_figures(diff) if figure.place.stage == stage]
    reached = [figure for figure in figures if figure.place.kind == "stages"]
    others = [figure for figure in figures if figure.place.kind != "stages"]
    # Which quotes a map shows is a choice among many: another choice is no change of the journey.
    cards = [change for change in diff.cards if change.place.stage == stage and change.place.kind != "quotes"]
    told = [_of_figure(figure, diff) for figure in reached]
    told += [entry for change in cards if (entry := _of_card(change)) is not None]
    return told + [_of_figure(figure, diff) for figure in sorted(others, key=_sureness, reverse=True)]


def _sureness(figure: FigureChange) -> float:
    """How many times its own interval a difference is away from nothing; a count has none."""
    if figure.low is None or figure.high is None or figure.high <= figure.low:
        return 0.0
    return abs(figure.now - figure.was) / (figure.high - figure.low)


def _of_figure(figure: FigureChange, diff: MapDiff) -> Entry:
    was = amount(figure.was, figure.unit, diff.first.currency)
    now = amount(figure.now, figure.unit, diff.second.currency)
    hint = difference_text(figure, diff.second.currency) + few(figure)
    return Entry(sentence(figure_name(figure)), f"{was} → {now}", hint, colour_of(figure), (figure.claim,))


def _of_card(change: CardChange) -> Entry | None:
    kind = kind_of(change.place.kind)
    if change.what == "gone":
        return Entry(change.place.name, say("{kind}, no longer there", kind=kind), colour="muted")
    if change.what == "appeared":
        signed = change.place.kind in _SAID_BY_SIGN
        return None if signed else Entry(change.place.name, say("{kind}, new", kind=kind), colour="opportunity")
    if change.what == "moved":
        return Entry(
            change.place.name, say("{kind}, before in {stage}", kind=kind, stage=change.was_stage), colour="persona-0"
        )
    told = next((text for text in change.texts if text.field == "status"), None)
    if told is not None:
        return Entry(change.place.name, f"{told.before} → {told.after}", kind, "structure")
    before = "; ".join(text.before for text in change.texts if text.before)
    fields = ", ".join(field_name(text.field) for text in change.texts)
    words = say("{kind}, other words: {fields}", kind=kind, fields=fields)
    return Entry(change.place.name, words, say("before: {words}", words=before) if before else "", "persona-0")


def _chosen(entries: Sequence[Entry], most: int) -> list[Entry]:
    if len(entries) <= most:
        return [*entries]
    left = len(entries) - most + 1
    return [
        *entries[: most - 1],
        Entry(
            say_many("{count} more change", "{count} more changes", left, count=count(left)),
            say("told in the differences as text"),
            "",
            "muted",
        ),
    ]


def _draft(sheet: Sheet, column: Column, entry: Entry) -> Draft:
    width = column.card_width - 24
    title = paragraph(entry.title, CARD, width, 2)
    words = paragraph(entry.words, BODY, width, 2)
    hint = paragraph(entry.hint, SMALL, width, 2)
    cut = title.shortened or words.shortened or hint.shortened
    full = " · ".join(part for part in (entry.title, entry.words, entry.hint) if part)
    return Draft(
        (title, words, hint), Subject(entry.title, entry.words, sheet.known(*entry.claims)), full if cut else "", 14
    )


def _drawn(entry: Entry, draft: Draft, box: Box) -> Group:
    bar = Rect(Box(box.x + 4, box.y + 6, _BAR, box.height - 12), entry.colour, radius=_BAR / 2)
    return draft.place(box, (bar,))
