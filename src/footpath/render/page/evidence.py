"""What the evidence panel shows: each claim, each quote and each finding once, as an inert template of the page."""

import json
import shlex
from datetime import datetime
from math import isfinite

from footpath.model.claims import Claim, Sample
from footpath.model.maps import JourneyMap, Quote
from footpath.render.language import say, to_say
from footpath.render.marks import Subject
from footpath.render.numbers import amount, count, day, experience_words, percent_with, value_of
from footpath.render.page.bits import tier_of
from footpath.render.page.gauge import gauge
from footpath.render.page.guards import TIER_WORDS, badges_of
from footpath.render.page.told import told_findings
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import sheet_of
from footpath.render.svg import escape

_LINK_WORDS = {
    "stated": to_say("the record says so"),
    "nearest": to_say("it is the customer’s nearest earlier touchpoint"),
    "words": to_say("its words speak of it"),
}


class Evidence:
    """Names the claims, quotes and findings of a map shortly, and writes them for the page."""

    def __init__(self, journey: JourneyMap) -> None:
        self._map = journey
        self._claims = {name: f"c{number}" for number, name in enumerate(journey.claims)}
        self._quotes = {quote.id: f"q{number}" for number, quote in enumerate(journey.quotes)}
        self.sheet = sheet_of(journey)
        told = (key for key, text in told_findings(self.sheet, lambda _: "") if text)
        self._told = {key: f"f{number}" for number, key in enumerate(told)}
        self._rows = {_row_of(claim, claim.field): claim for claim in journey.claims.values()}

    def attributes(self, subject: Subject | None) -> str:
        """Attributes of a button that opens the panel; none when nothing is known of it."""
        if subject is None:
            return ""
        claims = [self._claims[name] for name in subject.claims if name in self._claims]
        quotes = [self._quotes[name] for name in subject.quotes if name in self._quotes]
        told = [self._told[key] for key in subject.findings if key in self._told]
        if not (claims or quotes or told):
            return ""
        return (
            f' aria-haspopup="dialog" data-title="{escape(subject.title)}" data-lead="{escape(subject.lead)}"'
            f' data-evidence="{" ".join([*told, *claims[:1], *quotes, *claims[1:]])}"'
        )

    def drawn_attributes(self, subject: Subject, words: str) -> str:
        """The same for a group of a drawing, which is no button by itself; its name begins with the words seen in it."""
        found = self.attributes(subject)
        return f' role="button" tabindex="0" aria-label="{escape(self._label(subject, words))}"{found}' if found else ""

    def _label(self, subject: Subject, words: str) -> str:
        values = [value_of(c, self._map.currency) for n in subject.claims[:1] if (c := self._map.claims.get(n))]
        parts = [words] if words else [subject.title, *values]
        return ". ".join(part for part in (*parts, subject.lead, say("Show evidence")) if part)

    def templates(self) -> str:
        claims = "".join(
            f'<template id="{self._claims[name]}">{self._claim(claim)}</template>'
            for name, claim in self._map.claims.items()
        )
        quotes = "".join(f'<template id="{self._quotes[q.id]}">{_quote(q)}</template>' for q in self._map.quotes)
        told = "".join(
            f'<template id="{self._told[key]}">{text}</template>'
            for key, text in told_findings(self.sheet, self.attributes)
            if text
        )
        return claims + quotes + told

    def _claim(self, claim: Claim) -> str:
        currency = self._map.currency
        rest = self._rows.get(_row_of(claim, f"rest_{claim.field}"))
        caution = (
            f'<p class="caution"><b>{escape(say("Mind:"))}</b> {escape(claim.caution)}.</p>' if claim.caution else ""
        )
        return (
            f'<article class="claim"><h3 dir="auto">{escape(sentence(claim.text))}</h3>'
            f'<p class="value">{escape(value_of(claim, currency))}{_beside(claim, rest, currency)}</p>'
            f"{gauge(claim, rest, currency)}{_facts(claim, currency)}{badges_of(claim)}{caution}{_samples(claim.samples)}"
            f"{_asking(claim)}"
            "</article>"
        )


def _row_of(claim: Claim, field: str) -> str:
    """Where a field of an answer is found: claims of one row differ in nothing but the field."""
    return json.dumps([claim.question, claim.pick, field], sort_keys=True)


def _facts(claim: Claim, currency: str) -> str:
    word, meaning = TIER_WORDS[claim.tier]
    mark = tier_of(claim.tier)
    facts = [
        _interval(claim, currency),
        (say("Based on"), f"n = {escape(count(claim.n))}"),
        (say("Period"), escape(_span(claim.from_at, claim.to_at))),
        (say("How sure"), f"{mark}<b>{escape(say(word))}</b>: {escape(say(meaning))}"),
    ]
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{text}</dd>' for name, text in facts if text)}</dl>"


def _interval(claim: Claim, currency: str) -> tuple[str, str]:
    low, high = claim.low, claim.high
    if low is None or high is None or not (isfinite(low) and isfinite(high)):
        none = say("none: everyone is counted") if claim.unit == "count" else say("not known for this figure")
        return say("Interval"), escape(none)
    ends = say("{low} and {high} (95% interval)", low=_exact(low, claim, currency), high=_exact(high, claim, currency))
    return say("Likely between"), escape(ends)


def _exact(value: float, claim: Claim, currency: str) -> str:
    """An end of an interval: shares with one decimal, for the whole may be narrow."""
    return percent_with(value, 1) if claim.unit == "share" else amount(value, claim.unit, currency)


def _beside(claim: Claim, rest: Claim | None, currency: str) -> str:
    """What the large figure means, or what it is compared with."""
    if claim.unit == "experience":
        words = say("{felt}, on a scale from −1 to +1", felt=experience_words(claim.value))
    elif rest is not None:
        words = say("against {value} for the others", value=value_of(rest, currency))
    else:
        return ""
    return f" <small>{escape(words)}</small>"


def _span(from_at: datetime | None, to_at: datetime | None) -> str:
    days = [day(at) for at in (from_at, to_at) if at]
    first, last = (days[0], days[-1]) if days else ("", "")
    return first if first == last else say("{first} to {last}", first=first, last=last)


def _asking(claim: Claim) -> str:
    asked = json.dumps(claim.question, ensure_ascii=False)
    command = f"footpath ask {shlex.quote(asked)}"
    row = ", ".join(f"{key} = {value}" for key, value in claim.pick.items())
    where = escape(say("in its row {row}", row=row)) + ", " if row else ""
    times = "" if claim.factor == 1 else ", " + escape(say("times {factor}", factor=f"{claim.factor:g}"))
    read = f'<p class="read">{escape(say("Then read"))}, {where}{escape(say("the field"))} <code>{escape(claim.field)}</code>{times}.</p>'
    inner = _copyable(command, say("Copy the command")) + _copyable(asked, say("Copy the question")) + read
    return f'<details class="ask"><summary>{escape(say("Ask it again"))}</summary>{inner}</details>'


def _copyable(text: str, name: str) -> str:
    return (
        f'<div class="copy"><pre><code>{escape(text)}</code></pre>'
        f'<button type="button" data-copy aria-label="{escape(name)}">{escape(say("Copy"))}</button></div>'
    )


def _samples(samples: tuple[Sample, ...]) -> str:
    if not samples:
        return ""
    items = []
    for sample in samples:
        where = ", ".join(
            part for part in (sample.customer, sample.touchpoint, day(sample.at) if sample.at else "") if part
        )
        said = f"<span>{escape(sample.text)}</span>" if sample.text else ""
        items.append(f'<li dir="auto">{said}<small>{escape(where)}</small></li>')
    return (
        f'<details class="records"><summary>{escape(say("Some of the records"))} <span class="count">{len(samples)}</span></summary>'
        f'<ul class="samples">{"".join(items)}</ul></details>'
    )


def _quote(quote: Quote) -> str:
    felt = "" if quote.experience is None else say("felt {felt}", felt=experience_words(quote.experience))
    about = say(_LINK_WORDS[quote.link]) if quote.link in _LINK_WORDS else ""
    link = (
        say("Tied to {touchpoint}", touchpoint=quote.touchpoint) + (f": {about}" if about else "")
        if quote.touchpoint
        else ""
    )
    parts = [quote.source, felt, day(quote.said_at) if quote.said_at else "", link]
    lang = f' lang="{escape(quote.language)}"' if quote.language else ""
    return (
        f'<blockquote class="said" dir="auto"{lang}><p>“{escape(quote.text)}”</p>'
        f"<footer>{escape('. '.join(part for part in parts if part))}</footer></blockquote>"
    )
