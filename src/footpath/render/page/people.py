"""The personas below the map: a card each, and what sets them apart."""

from footpath.model.maps import Difference, JourneyMap, PersonaCard, PersonaLine, PersonaSection
from footpath.render.language import say
from footpath.render.marks import Subject
from footpath.render.numbers import count
from footpath.render.page import bits
from footpath.render.page.evidence import Evidence
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import escape
from footpath.render.vocabulary import word


def people(journey: JourneyMap, evidence: Evidence) -> str:
    """Cards and differences; nothing where no personas were found."""
    sheet = evidence.sheet
    cards = "".join(
        f"<li>{_card(sheet, evidence, card, at)}</li>" for at, card in enumerate(journey.personas) if card.sections
    )
    if not cards and not journey.differences:
        return ""
    listed = f'<ul class="people-cards">{cards}</ul>' if cards else ""
    return f'<section class="people" aria-labelledby="people"><h2 id="people">{escape(say("Who they are"))}</h2>{listed}{_apart(sheet, evidence)}</section>'


def _card(sheet: Sheet, evidence: Evidence, card: PersonaCard, at: int) -> str:
    name = f'<b dir="auto">{escape(card.name)}</b><small>{escape(say("{share} of customers", share=sheet.value(card.claim)))}</small>'
    inner = f"{bits.portrait_of(card.id, at)}<span>{name}</span>"
    subject = Subject(card.name, card.note, sheet.known(card.claim))
    head = f'<h3><button type="button" class="who"{evidence.attributes(subject)}>{inner}</button></h3>'
    note = f'<p class="note" dir="auto">{escape(card.note)}</p>' if card.note else ""
    told = next((quote for quote in sheet.map.quotes if quote.id == card.quote), None)
    lang = f' lang="{escape(told.language)}"' if told and told.language else ""
    words = f'<blockquote dir="auto"{lang}>“{escape(told.text)}”</blockquote>' if told else ""
    parts = "".join(_section(sheet, evidence, section) for section in card.sections if section.lines)
    unknown = [section for section in card.sections if not section.lines and section.unknown]
    missing = "".join(f"<li><b>{escape(word(part.title))}</b>: {escape(part.unknown)}</li>" for part in unknown)
    folded = f'<details><summary>{escape(say("Not known"))} <span class="count">{len(unknown)}</span></summary><ul>{missing}</ul></details>'
    return f'<article class="persona-card">{head}{note}{words}{parts}{folded if unknown else ""}</article>'


def _section(sheet: Sheet, evidence: Evidence, section: PersonaSection) -> str:
    lines = "".join(f'<li dir="auto">{_line(sheet, evidence, line)}</li>' for line in section.lines)
    return f"<h4>{escape(word(section.title))}</h4><ul>{lines}</ul>"


def _line(sheet: Sheet, evidence: Evidence, line: PersonaLine) -> str:
    behind = (
        f" <small>n = {escape(count(line.n))}{_effect(line.effect)}</small>" if line.n else ""
    )  # 0: a person asks it
    words = f"{escape(line.text)}{behind}"
    if line.claim is None:
        return words
    subject = Subject(line.text, "", sheet.known(line.claim))
    return f'<button type="button" class="card-line"{evidence.attributes(subject)}>{words}</button>'


def _effect(effect: float | None) -> str:
    return "" if effect is None else ", " + escape(say("{size} difference", size=_size(effect)))


def _size(effect: float) -> str:
    """In words, after Cohen: from 0.2 on small, from 0.5 on medium, from 0.8 on large."""
    size = abs(effect)
    return (
        say("large")
        if size >= 0.8
        else say("medium")
        if size >= 0.5
        else say("small")
        if size >= 0.2
        else say("very small")
    )


def _apart(sheet: Sheet, evidence: Evidence) -> str:
    if not sheet.map.differences:
        return ""
    items = "".join(f"<li>{_difference(sheet, evidence, one)}</li>" for one in sheet.map.differences)
    about = say(
        "Only differences from all other customers that are more than chance, corrected for all that were tried, and not small."
    )
    title = escape(say("What sets them apart"))
    return f'<div class="apart"><h3>{title}</h3><p><small>{escape(about)}</small></p><ul>{items}</ul></div>'


def _difference(sheet: Sheet, evidence: Evidence, one: Difference) -> str:
    subject = Subject(one.text, "", sheet.known(one.claim))
    words = f'<span dir="auto">{escape(one.text)}</span> <small>{escape(say("{size} effect", size=_size(one.effect)))} {_figures(one)}</small>'
    return f'<button type="button" class="apart-line"{evidence.attributes(subject)}>{words}</button>'


def _figures(one: Difference) -> str:
    q = "q < 0.001" if one.q < 0.001 else f"q = {one.q:.2g}"
    return f"({one.effect:+.2f}, {q})".replace("-", "\N{MINUS SIGN}")
