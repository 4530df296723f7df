"""Propose the catalogue: recorded names → touchpoints, each with channel, stage and the reason for its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footpath.journeys.recorded import Rules
from footpath.maps.recorded import Gathered, Recorded, gather, read_names, rules_of, shared_names
from footpath.maps.staging import (
    Placement,
    Subject,
    order_agrees,
    place_by_neighbour,
    place_by_words,
    segment_by_position,
)
from footpath.maps.templates import POSITIONS, Template, choose_template, template_named, templates
from footpath.maps.vocabulary import channel_of, concept_of, is_passive, says, words_in
from footpath.model.catalogue import REMAINDER, Catalogue, Stage, Touchpoint
from footpath.model.records import Channel

if TYPE_CHECKING:
    import pyarrow as pa

MOST_TOUCHPOINTS = 60  # up to here every name keeps its own touchpoint, however rare
RARE_SHARE = 0.001  # beyond that, a name with a smaller share of all events is folded into the remainder
CUSTOM = "custom"


@dataclass(frozen=True)
class Coverage:
    """How much of what is recorded the rules explain, and the most frequent names that none explains."""

    events: int
    unexplained_events: int
    unexplained: tuple[str, ...]

    @property
    def unexplained_share(self) -> float:
        return self.unexplained_events / self.events if self.events else 0.0


def propose_catalogue(names: "pa.Table", template: str | None = None, existing: Catalogue | None = None) -> Catalogue:
    """Which touchpoints do the recorded names mean, and where do they stand on the map?

    What ``existing`` says wins and is kept, in its order; names that none of its rules explains are added after it, in
    its stages. Without it, the stages are those of ``template``, else of the template that the words speak for; a log
    whose words no template knows, or whose order contradicts it, has its stages from the order of its journeys.

    Args:
        names: columns source, touchpoint, channel, events and, where known, customers, position and feedback.
        template: one of `templates`, "positions", or None.
        existing: the rules of footpath.toml.

    Returns:
        Touchpoints in the order of the map. Every recorded name is explained by one of them, or was folded into the
        remainder for being rare.

    Raises:
        SpecError: there is no such template.

    Examples:
        >>> import pyarrow as pa
        >>> log = pa.table({"source": ["shop"] * 3, "touchpoint": ["ad_click", "/product/17", "order_placed"],
        ...                 "channel": [None, "web", "web"], "events": [50, 90, 30]})
        >>> [(t.name, t.channel, t.stage) for t in propose_catalogue(log).touchpoints]  # doctest: +NORMALIZE_WHITESPACE
        [('Ad click', 'ads', 'Awareness'), ('Product page', 'web', 'Consideration'),
         ('Order placed', 'web', 'Purchase')]
    """
    existing = existing or Catalogue(template="")
    rules = Rules(existing.touchpoints)
    fresh = [row for row in read_names(names.to_pylist()) if rules.code(row.source, row.name) is None]
    kept, rare = _fold(gather(fresh), already=len(existing.touchpoints))
    taken = {t.name.casefold() for t in existing.touchpoints} | {REMAINDER.casefold()}
    for place in kept:
        if place.name.casefold() in taken:
            place.name = _free_name(place.name, place.channel, taken)
        taken.add(place.name.casefold())
    subjects = [_subject(place) for place in kept]
    chosen, stages, placed = _place(subjects, template or existing.template or None, existing.stages)
    shared = shared_names(kept)
    added = [
        _touchpoint(place, subject, placed[subject.name], rules_of(place, shared))
        for place, subject in zip(kept, subjects, strict=True)
    ]
    order = [stage.name for stage in stages]
    added.sort(key=lambda t: _rank(t, order, subjects))
    known = list(existing.touchpoints)
    if rare and not any(t.name == REMAINDER for t in known):
        added.append(_remainder(rare, sum(row.events for row in fresh)))
    return Catalogue(template=chosen, stages=stages, touchpoints=tuple(known + added))


def stage_template(name: str) -> tuple[Stage, ...]:
    """The stages of a template, for a workspace that starts with one.

    Raises:
        SpecError: there is none of that name.
    """
    return template_named(name).stages


def coverage(catalogue: Catalogue, names: "pa.Table") -> Coverage:
    """What share of the recorded events does no rule explain?"""
    rules = Rules(catalogue.touchpoints)
    rows = read_names(names.to_pylist())
    missed = [row for row in rows if rules.code(row.source, row.name) is None]
    missed.sort(key=lambda row: (-row.events, row.name))
    return Coverage(
        sum(row.events for row in rows), sum(row.events for row in missed), tuple(row.name for row in missed[:20])
    )


def _fold(places: list[Gathered], already: int) -> tuple[list[Gathered], list[Gathered]]:
    total = sum(place.events for place in places)
    if len(places) + already <= MOST_TOUCHPOINTS:
        return places, []
    kept = [place for place in places if place.events >= RARE_SHARE * total]
    return kept, [place for place in places if place.events < RARE_SHARE * total]


def _free_name(name: str, channel: str, taken: set[str]) -> str:
    tries = [f"{name} ({channel})", *(f"{name} {number}" for number in range(2, len(taken) + 3))]
    return next(one for one in tries if one.casefold() not in taken)


def _subject(place: Gathered) -> Subject:
    source = max(place.rows, key=lambda row: row.events).source
    own, joined = concept_of(place.name), concept_of(f"{source} {place.name}")
    spoken = words_in(place.name)
    match = own if own and own.strength else joined if joined and words_in(joined.words) & spoken else own or joined
    return Subject(
        name=place.name,
        channel=_channel(place, source),
        events=place.events,
        position=place.position,
        match=match,
        from_source=match is not None and not words_in(match.words) <= spoken,
    )


def _channel(place: Gathered, source: str) -> str:
    """The record's own word first, then the name's, then the source's."""
    if place.channel != Channel.OTHER.value:
        return place.channel
    found = channel_of(place.name) or channel_of(source)
    if found:
        return found
    if any(row.feedback for row in place.rows):
        return Channel.SURVEY.value
    return Channel.WEB.value if place.patterns or place.name.endswith(" page") else Channel.OTHER.value


def _place(
    subjects: Sequence[Subject], wanted: str | None, stages: tuple[Stage, ...]
) -> tuple[str, tuple[Stage, ...], dict[str, Placement]]:
    """Template, stages and the place of each touchpoint."""
    if stages:
        return wanted or CUSTOM, stages, _in_given_stages(subjects, wanted, [stage.name for stage in stages])
    chosen = wanted or choose_template(
        [s.match.concept.role if s.match and s.match.strength else None for s in subjects]
    )
    if chosen not in (POSITIONS, CUSTOM):
        template = template_named(chosen)
        placed = _by_words(subjects, template)
        names = [stage.name for stage in template.stages]
        varied = len({p.stage for p in placed.values()}) > 1 or len(subjects) < 4
        if wanted or (varied and order_agrees(placed, subjects, names)):
            return chosen, template.stages, _with_neighbours(subjects, placed)
    found, placed = segment_by_position(subjects)
    if not found:  # nothing is known but the words: better few places than none
        template = template_named("retail" if chosen in (POSITIONS, CUSTOM) else chosen)
        return template.name, template.stages, _with_neighbours(subjects, _by_words(subjects, template))
    return POSITIONS, found, _with_neighbours(subjects, {n: p for n, p in placed.items() if p.stage})


def _in_given_stages(subjects: Sequence[Subject], wanted: str | None, names: list[str]) -> dict[str, Placement]:
    """Stages that a person named: a template is of use as far as it knows the same names."""
    known = [t for t in templates().values() if t.name == wanted] + sorted(
        (t for t in templates().values() if t.name != wanted),
        key=lambda t: -len(set(names) & set(t.stage_of_role.values())),
    )
    placed = {n: p for n, p in _by_words(subjects, known[0]).items() if p.stage in names}
    spread = [Placement(name, 0.2, "its place in the journeys falls into this part of the stages") for name in names]
    for s in subjects:
        if s.name not in placed and s.position is not None and not placed:
            placed[s.name] = spread[min(int(s.position * len(names)), len(names) - 1)]
    return _with_neighbours(subjects, placed)


def _by_words(subjects: Iterable[Subject], template: Template) -> dict[str, Placement]:
    found = {s.name: place_by_words(s, template) for s in subjects}
    return {name: place for name, place in found.items() if place}


def _with_neighbours(subjects: Sequence[Subject], placed: dict[str, Placement]) -> dict[str, Placement]:
    return {s.name: placed.get(s.name) or place_by_neighbour(s, placed, subjects) for s in subjects}


def _touchpoint(place: Gathered, subject: Subject, placement: Placement, names: tuple[str, ...]) -> Touchpoint:
    ownership = "partner" if says("partner", place.name) or subject.channel == Channel.PARTNER else "owned"
    if says("earned", place.name) or subject.channel in (Channel.REVIEW, Channel.SOCIAL):
        ownership = "earned"
    return Touchpoint(
        name=place.name,
        channel=subject.channel,
        stage=placement.stage,
        names=names,
        ownership=ownership,
        passive=is_passive(" ".join([place.name, *(row.name for row in place.rows[:5])]), subject.channel),
        confidence=placement.confidence,
        why=placement.why,
    )


def _rank(touchpoint: Touchpoint, order: list[str], subjects: Sequence[Subject]) -> tuple[int, float, int, str]:
    subject = next(s for s in subjects if s.name == touchpoint.name)
    stage = order.index(touchpoint.stage) if touchpoint.stage in order else len(order)
    return stage, 0.5 if subject.position is None else subject.position, -subject.events, subject.name


def _remainder(rare: list[Gathered], events: int) -> Touchpoint:
    share = sum(place.events for place in rare) / max(events, 1)
    why = f"{len(rare):,} names with under {RARE_SHARE:.1%} of the events each, {share:.1%} of the events together"
    return Touchpoint(name=REMAINDER, names=(), confidence=0.0, why=why)


__all__ = ["Coverage", "Recorded", "coverage", "propose_catalogue", "stage_template"]
