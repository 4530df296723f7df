"""Which remedies fit, how well, and why they fit here in the map's own figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from footpath.maps.opportunities.catalogue import Remedy, placeholders
from footpath.maps.opportunities.facts import FACTS, Fact
from footpath.maps.opportunities.situation import Situation
from footpath.maps.vocabulary import has_word

MOST_REMEDIES = 3  # of one pain
MOST_REASONS = 3  # of one remedy
MARGIN = 4  # points that another remedy may fit less than the best
FIRST_KIND, OTHER_KIND, PLACE, THEME, SEGMENT, ITEM = 2, 1, 4, 3, 4, 4  # points


@dataclass(frozen=True)
class Fit:
    """A remedy that fits, with its reasons in sentences and the figures in them."""

    remedy: Remedy
    points: int
    reasons: tuple[str, ...]
    facts: tuple[Fact, ...]

    @property
    def is_special(self) -> bool:
        """Does it answer more than the kind of evidence?"""
        return self.points > FIRST_KIND


def fitting(remedies: Sequence[Remedy], situation: Situation) -> list[Fit]:
    """Up to three remedies, the one that fits best first; further ones only where they fit nearly as well.

    A remedy fits when every condition that it names is met. It fits the better the more of them it names, and, among equals,
    the more reasons the records give for it; then the catalogue's order counts.
    """
    found = []
    for remedy in remedies:
        points = points_of(remedy, situation)
        if points is not None:
            found.append(Fit(remedy, points, *_reasons(remedy, situation)))
    ordered = sorted(found, key=lambda fit: (-fit.points, -min(len(fit.reasons), 2)))
    best = ordered[:1]
    best += [fit for fit in ordered[1:] if fit.is_special and fit.points >= ordered[0].points - MARGIN and fit.reasons]
    return best[:MOST_REMEDIES]


def points_of(remedy: Remedy, situation: Situation) -> int | None:
    """How well a remedy fits, in points; None where a condition of it is not met."""
    kinds = set(remedy.kinds) & set(situation.kinds)
    if not kinds or not _is_possible(remedy, situation):
        return None
    points = FIRST_KIND if situation.kinds[0] in kinds else OTHER_KIND
    if kinds == {"gap"}:
        return _points_of_gap(remedy, situation, points)
    if remedy.segment:
        if not has_word(situation.segment_words, remedy.segment):
            return None
        points += SEGMENT
    if remedy.concepts or remedy.themes:
        at_place = situation.concept in remedy.concepts
        in_words = bool(remedy.themes) and has_word(situation.theme_words, remedy.themes)
        if not at_place and not in_words:
            return None
        points += PLACE * at_place + THEME * in_words
    return points


def _points_of_gap(remedy: Remedy, situation: Situation, points: int) -> int | None:
    """A gap is told by its item, or, of a channel, by the channel."""
    if situation.items:
        return points + ITEM if set(remedy.checklist) & set(situation.items) else None
    return points if remedy.channels else None


def _is_possible(remedy: Remedy, situation: Situation) -> bool:
    if remedy.channels and situation.channel not in remedy.channels:
        return False
    if remedy.stages and situation.stage_kind is not None and situation.stage_kind not in remedy.stages:
        return False
    if not remedy.needs:
        return True
    return any(concept is not None and concept.name in remedy.needs for concept in situation.scene.concepts.values())


def _reasons(remedy: Remedy, situation: Situation) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
    """The first sentences of a remedy of which every figure is known, and these figures."""
    reasons: list[str] = []
    facts: list[Fact] = []
    for template in remedy.fits:
        named = {name: FACTS[name](situation) for name in placeholders(template) if name in FACTS}
        known = {name: fact for name, fact in named.items() if fact is not None}
        if len(known) == len(named) and len(reasons) < MOST_REASONS:
            text = filled(template, {**names_in(situation), **{name: fact.text for name, fact in known.items()}})
            reasons.append(text[:1].upper() + text[1:])
            facts += known.values()
    return tuple(reasons), tuple(facts)


def names_in(situation: Situation) -> dict[str, str]:
    """What every title and reason may name."""
    return {
        "touchpoint": situation.touchpoint,
        "among": situation.among,
        "stage": situation.stage,
        "channel": situation.channel,
    }


def filled(template: str, names: dict[str, str]) -> str:
    """The names put in, in one pass: a touchpoint called "{among}" stays what it is."""
    return template.format_map(names)
