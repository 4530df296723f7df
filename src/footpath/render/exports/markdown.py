"""The map as a document to read: GitHub-flavoured Markdown, every figure with a footnote that names its question."""

import json
import re
from collections.abc import Iterable, Iterator

from footpath.model.claims import Claim
from footpath.model.findings import ChecklistItem, Opportunity, Pain, Praise
from footpath.model.maps import Aim, JourneyMap, Quote, StageColumn, TouchpointCard
from footpath.model.records import Tier
from footpath.render.document import require_finite
from footpath.render.exports.figures import Figures
from footpath.render.exports.found import dated, status_word
from footpath.render.exports.plans import planned_changes, planned_ways
from footpath.render.language import in_its_language, say
from footpath.render.numbers import count, day, experience_words, period
from footpath.render.poster.aims import aim_figure, aim_title
from footpath.render.poster.goals import goal_standing, goal_way
from footpath.render.poster.sheet import sheet_of
from footpath.render.text import clean
from footpath.render.vocabulary import word

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&!$^]")
_OPENING = re.compile(r"^(?:[-+](?=[\s-]|$)|=+$|(\d+)(?=[.)](?:\s|$)))")  # a list, a rule, an underline
_LINK = re.compile(r"(?:(?<=\w):(?=//)|(?<=\bwww)\.|@)", re.IGNORECASE)


@in_its_language
def render_markdown(journey: JourneyMap) -> str:
    """The map as Markdown: head, personas, a section per stage, notes, and the claims as footnotes.

    Outside texts are escaped, so no name or quote can become a heading, a link, an image or HTML. A claim is written out once,
    as the footnote ``[^c12]`` of its own id, with its question as JSON; one that nothing shows is not written.

    Raises:
        MapError: a claim holds no finite number.
    """
    require_finite(journey)
    return _Document(journey).text()


def plain(text: str) -> str:
    """An outside string as inert inline text of Markdown.

    Examples:
        >>> print(plain("<b> [x](http://y) #1"), plain("- no list"), plain("1. none"))
        \\<b\\> \\[x\\](http\\://y) \\#1 \\- no list 1\\. none
    """
    escaped = _LINK.sub(lambda found: f"\\{found[0]}", _SPECIAL.sub(r"\\\g<0>", clean(text)))
    return _OPENING.sub(lambda found: f"{found[1]}\\" if found[1] else f"\\{found[0]}", escaped)


class _Document:
    """Collects the document's blocks and, in the order in which they are named, the claims behind them."""

    def __init__(self, journey: JourneyMap) -> None:
        self._map = journey
        self._figures = Figures(journey)
        self._labels = {name: _label(name, at) for at, name in enumerate(journey.claims, start=1)}
        self._named: dict[str, Claim] = {}

    def text(self) -> str:
        blocks = [*self._head(), *self._goals(), *self._people()]
        for at, stage in enumerate(self._map.stages, start=1):
            blocks += self._stage(at, stage)
        if self._map.curve.missing:
            blocks += [f"## {say('Emotion')}", plain(self._map.curve.missing)]
        blocks += [*self._plans()]
        if self._map.parts:
            parts = (", ".join(part for part in (link.stage, link.touchpoint) if part) for link in self._map.parts)
            named = zip(parts, self._map.parts, strict=True)
            blocks += [
                f"## {say('Maps of parts')}",
                _bullets(f"{plain(part)}: {plain(one.map)}" for part, one in named),
            ]
        if self._map.employees:
            sayings = [f"{plain(saying.text)}{self._marks(saying.claim)}" for saying in self._map.employees]
            blocks += [f"## {say('What employees say')}", _bullets(sayings)]
        if self._map.notes:
            blocks += [f"## {say('Notes')}", _bullets(plain(note) for note in self._map.notes)]
        if self._named:
            about = say("Where every figure comes from: ask the question again and the figure is checked.")
            blocks += [f"## {say('Claims')}", about]
            blocks.append("\n".join(self._footnote(claim) for claim in self._named.values()))
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _goals(self) -> Iterator[str]:
        if self._map.goals:
            sheet = sheet_of(self._map)
            yield f"## {say('Goals')}"
            yield _bullets(
                f"**{plain(goal.title)}**: {plain(goal_way(sheet, goal))}. "
                f"{_listed(plain(text) for text in (goal_standing(goal), goal.owner, goal.why))}{self._marks(goal.claim)}"
                for goal in self._map.goals
            )

    def _plans(self) -> Iterator[str]:
        """What the map plans to change, and where journeys leave a planned one."""
        name = plain(self._map.plan.name) if self._map.plan else ""
        for title, told in ((say("Planned changes"), planned_changes(self._map)), (name, planned_ways(self._map))):
            lines = [
                ": ".join(part for part in (plain(one.title), plain(one.lead)) if part) + self._marks(*one.claims)
                for one in told
            ]
            if lines:
                yield from (f"## {title}", _bullets(lines))

    def _figure(self, name: str | None) -> str:
        """A figure with what it rests on, and its footnote."""
        told = self._figures.told(name)
        return f"{plain(told)}{self._marks(name)}" if told else ""

    def _marks(self, *names: str | None) -> str:
        marks = []
        for name in self._figures.known(*names):
            self._named[name] = self._map.claims[name]
            marks.append(f"[^{self._labels[name]}]")
        return "".join(dict.fromkeys(marks))

    def _footnote(self, claim: Claim) -> str:
        repeated = self._figures.value(claim.id) in claim.text
        told = self._figures.rests(claim.id) if repeated else self._figures.told(claim.id)
        said = [": ".join(part for part in (plain(claim.text), plain(told)) if part), word(claim.tier.value)]
        said += [period(claim.from_at, claim.to_at), plain(claim.caution)]
        question = json.dumps(claim.question, ensure_ascii=False, sort_keys=True)
        return f"[^{self._labels[claim.id]}]: {'; '.join(part for part in said if part)}. {say('Question:')} {_code(question)}"

    def _head(self) -> Iterator[str]:
        yield f"# {plain(self._map.title) or say('Journey map')}"
        state = say("future map") if self._map.state == "future" else ""
        when = period(self._map.from_at, self._map.to_at)
        told = say("records until {day}", day=day(self._map.as_of)) if self._map.as_of else ""
        yield " · ".join(part for part in (plain(word(self._map.scope)), state, when, told) if part)
        found = [(f.label, self._figure(f.claim)) for f in self._map.figures]
        yield _bullets(f"{plain(word(label))}: {figure}" for label, figure in found if figure)

    def _people(self) -> Iterator[str]:
        if not self._map.personas:
            return
        yield f"## {say('Personas')}"
        for persona in self._map.personas:
            note = f" {plain(persona.note)}" if persona.note else ""
            yield f"**{plain(persona.name)}**: {say('{share} of customers', share=self._figure(persona.claim))}.{note}"
            lines = [(part, line) for part in persona.sections for line in part.lines]
            yield _bullets(
                f"{plain(word(part.title))}: {plain(line.text)}" + (f" (n = {count(line.n)})" if line.n else "")
                for part, line in lines
            )
        yield _bullets(f"{plain(d.persona)}: {plain(d.text)}{self._marks(d.claim)}" for d in self._map.differences)

    def _stage(self, at: int, stage: StageColumn) -> Iterator[str]:
        name = stage.name
        yield f"## {at}. {plain(name)}"
        reach, on = self._figure(stage.reach), self._figure(stage.goes_on)
        said = (f"{say('Customers')}: {reach}" if reach else "", f"{say('Go on')}: {on}" if on else "")
        yield "; ".join(part for part in said if part)
        actions = [a for a in self._map.actions if a.stage == name]
        yield _bullets(f"{plain(a.text)}{self._marks(a.claim)}" for a in actions)
        yield from self._aims([aim for aim in self._map.aims if aim.stage == name])
        yield self._touchpoints([card for card in self._map.touchpoints if card.stage == name])
        yield from self._findings(name)
        yield from self._voices(name)
        measures = [m for m in self._map.measures if m.stage == name]
        if measures:
            yield f"**{say('Measures')}**"
            yield _bullets(f"{plain(word(m.label))}: {self._figure(m.claim)}" for m in measures)

    def _aims(self, aims: list[Aim]) -> Iterator[str]:
        """What customers say they want and what stands in their way; their own words stand below with the other quotes."""
        if aims:
            sheet = sheet_of(self._map)
            told = ((aim, _listed((plain(aim_title(aim)), plain(aim_figure(sheet, aim))))) for aim in aims)
            yield f"**{say('What they want')}**"
            yield _bullets(f"{text}{self._marks(aim.claim)}" for aim, text in told)

    def _touchpoints(self, cards: list[TouchpointCard]) -> str:
        if not cards:
            return ""
        names = (say("Touchpoint"), say("Channel"), say("Reach"), say("Experience"))
        rows = [f"| {' | '.join(names)} |", "|---|---|---|---|"]
        for card in cards:
            claim = self._figures.claim(card.experience)
            feels = f"{experience_words(claim.value)}, {self._figure(card.experience)}" if claim else ""
            reach = self._figure(card.reach) or (say("assumed, no record") if card.tier is Tier.ASSUMED else "")
            rows.append(f"| {plain(card.name)} | {plain(word(card.channel))} | {reach} | {feels} |")
        return "\n".join(rows)

    def _findings(self, stage: str) -> Iterator[str]:
        pains = [pain for pain in self._map.pains if pain.stage == stage]
        if pains:
            yield f"**{say('Pain points')}**"
            yield _bullets(self._pain(pain) for pain in pains)
        listed: tuple[tuple[str, list[str]], ...] = (
            (say("What goes well"), [self._praise(one) for one in self._map.praises if one.stage == stage]),
            (
                say("Moments of truth"),
                [
                    f"{plain(one.sentence)}{self._marks(one.difference, *one.claims)}"
                    for one in self._map.moments
                    if one.stage == stage
                ],
            ),
            (say("Opportunities"), [self._chance(one) for one in self._map.opportunities if one.stage == stage]),
            (say("Checklist"), [self._item(one) for one in self._map.checklist if one.stage == stage]),
            (
                say("Where nothing is offered"),
                [f"{plain(one.text)}{self._marks(*one.claims)}" for one in self._map.gaps if one.stage == stage],
            ),
        )
        for title, lines in listed:
            if lines:
                yield f"**{title}**"
                yield _bullets(lines)

    def _pain(self, pain: Pain) -> str:
        parts = _listed(map(plain, (pain.proof, pain.who, dated(pain))))
        tier = "" if pain.tier is Tier.MEASURED else f" ({word(pain.tier.value)})"
        held = (pain.frequency, pain.reach, *(pain.stake.claims if pain.stake else ()))
        stake = f"{say('At stake:')} {pain.stake.text}" if pain.stake else ""
        more = [
            plain(text) for text in (stake, *(pain.stake.assumptions if pain.stake else ()), *pain.coincides) if text
        ]
        return _with_lines(f"**{plain(pain.title)}**{tier}: {parts}{self._marks(*pain.claims, *held)}", more)

    def _praise(self, praise: Praise) -> str:
        parts = _listed(map(plain, (praise.proof, praise.who)))
        return f"**{plain(praise.title)}**: {parts}{self._marks(*praise.claims)}"

    def _chance(self, chance: Opportunity) -> str:
        worth = f": {plain(chance.worth)}" if chance.worth else ""
        why = f". {plain(chance.why)}" if chance.why else ""
        brings = chance.bringing
        held = (chance.claim, *chance.fit_claims, *(brings.claims if brings else ()))
        effort = say("Effort: {effort}", effort=word(chance.effort)) if chance.effort else ""
        more = (*chance.fits, *((brings.text, *brings.assumptions) if brings else ()), effort)
        head = f"**{plain(chance.title)}**{worth}{self._marks(*held)}{why}"
        return _with_lines(head, [plain(text) for text in more if text])

    def _item(self, item: ChecklistItem) -> str:
        return f"**{plain(item.title)}** ({status_word(item.status)}): {plain(item.text)}{self._marks(*item.claims)}"

    def _voices(self, stage: str) -> Iterator[str]:
        for quote in self._map.quotes:
            if quote.stage == stage:
                yield f"> “{plain(quote.text)}”\n>\n> — {_told_by(quote)}"


def _told_by(quote: Quote) -> str:
    when = day(quote.said_at) if quote.said_at else ""
    return ", ".join(part for part in (plain(quote.touchpoint), plain(quote.source), when) if part)


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _with_lines(head: str, lines: Iterable[str]) -> str:
    """A line of a list with further ones below it."""
    return "".join([head, *(f"\n  - {line}" for line in lines)])


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _label(name: str, at: int) -> str:
    """A footnote's label: the claim's id where it is a plain word."""
    return name if re.fullmatch(r"[A-Za-z][A-Za-z0-9.-]{0,40}", name) else f"claim-{at}"


def _code(text: str) -> str:
    """Code that no backtick in it can end."""
    line = clean(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"
