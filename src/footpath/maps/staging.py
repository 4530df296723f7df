"""Which stage does a touchpoint belong to? From its words, else its channel, else its place in the journeys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from footpath.maps.templates import Template
from footpath.maps.vocabulary import Match
from footpath.model.catalogue import Stage

ROLE_OF_CHANNEL = {
    "ads": "aware",
    "social": "aware",
    "email": "aware",
    "sms": "aware",
    "store": "consider",
    "support": "support",
    "chat": "support",
    "phone": "support",
    "survey": "retain",
    "review": "advocate",
}
MOST_SEGMENTS = 5
_SEGMENT_NAMES = {
    1: ("All",),
    2: ("Start", "End"),
    3: ("Start", "Middle", "End"),
    4: ("Start", "Early", "Late", "End"),
    5: ("Start", "Early", "Middle", "Late", "End"),
}
_SEGMENT_ICONS = {
    "All": "circle",
    "Start": "play",
    "Early": "circle",
    "Middle": "circle",
    "Late": "circle",
    "End": "flag",
}


@dataclass(frozen=True)
class Subject:
    """What is known of a touchpoint before it has a stage."""

    name: str
    channel: str
    events: int
    position: float | None
    match: Match | None
    from_source: bool = False  # the words are its source's, not its own


@dataclass(frozen=True)
class Placement:
    stage: str | None
    confidence: float
    why: str


def place_by_words(subject: Subject, template: Template) -> Placement | None:
    """The stage that the words of the name, else the channel, speak for."""
    if subject.match:
        stage = template.stage_of_role.get(subject.match.concept.role)
        if stage:
            whose = "its source speaks of" if subject.from_source else "its name speaks of"
            confidence = 0.6 if subject.from_source or not subject.match.strength else 0.9
            return Placement(stage, confidence, f'{whose} "{subject.match.words}" ({subject.match.concept.name})')
    role = ROLE_OF_CHANNEL.get(subject.channel)
    if role and role in template.stage_of_role:
        return Placement(template.stage_of_role[role], 0.5, f"it is on the channel {subject.channel}")
    return None


def place_by_neighbour(subject: Subject, placed: Mapping[str, Placement], subjects: Sequence[Subject]) -> Placement:
    """The stage of the placed touchpoint that stands nearest in the journeys; none when places are not known."""
    near = [
        (abs(other.position - subject.position), other.name)
        for other in subjects
        if other.name in placed and other.position is not None and subject.position is not None
    ]
    if not near:
        return Placement(None, 0.0, "no word, channel or place in the journeys says where it belongs")
    name = min(near)[1]
    return Placement(placed[name].stage, 0.35, f'it stands near "{name}" in the journeys')


def order_agrees(placed: Mapping[str, Placement], subjects: Sequence[Subject], stages: Sequence[str]) -> bool:
    """Do the stages come in the order in which the touchpoints come? True as well when too few places are known to say.

    Counts the pairs of touchpoints of different stages (weighted equally): more than two in five must be in order.
    """
    known = [
        (stages.index(placed[s.name].stage or ""), s.position)
        for s in subjects
        if s.name in placed and placed[s.name].stage in stages and s.position is not None
    ]
    pairs = [(a, b) for i, a in enumerate(known) for b in known[i + 1 :] if a[0] != b[0]]
    if len(pairs) < 6:
        return True
    right = sum((a[0] < b[0]) == (a[1] <= b[1]) for a, b in pairs)
    return right > 0.4 * len(pairs)


def segment_by_position(subjects: Sequence[Subject]) -> tuple[tuple[Stage, ...], dict[str, Placement]]:
    """Cut the usual order of the journeys into stages, where the touchpoints' places lie furthest apart.

    The cut minimises the squared distance of each touchpoint's place to the mean of its stage, each touchpoint weighted
    by the square root of its events (natural breaks; W. D. Fisher, "On grouping for maximum homogeneity", 1958). A
    stage is named by where it lies and by its most frequent touchpoint. Touchpoints without a known place have no stage.
    """
    known = sorted((s for s in subjects if s.position is not None), key=lambda s: (s.position or 0.0, s.name))
    if not known:
        return (), {s.name: Placement(None, 0.0, "its place in the journeys is not known") for s in subjects}
    size = 1 if len(known) < 3 else min(MOST_SEGMENTS, max(3, round(len(known) / 4)))
    groups = _natural_breaks(known, size)
    labels = _SEGMENT_NAMES[len(groups)]
    stages, placed = [], {}
    for label, group in zip(labels, groups, strict=True):
        main = max(group, key=lambda s: (s.events, s.name)).name
        stage = Stage(name=label if len(groups) == 1 else f"{label}: {main}", icon=_SEGMENT_ICONS[label])
        stages.append(stage)
        for s in group:
            why = f"it stands {100 * (s.position or 0.0):.0f}% of the way through the journeys"
            placed[s.name] = Placement(stage.name, 0.5, why)
    return tuple(stages), placed


def _natural_breaks(known: Sequence[Subject], size: int) -> list[list[Subject]]:
    n = len(known)
    cost = [[_spread(known[i:j]) if i < j else 0.0 for j in range(n + 1)] for i in range(n + 1)]
    best: list[list[tuple[float, int]]] = [[(cost[0][j], 0) for j in range(n + 1)]]
    for _ in range(1, size):
        before = best[-1]
        best.append([min((before[i][0] + cost[i][j], i) for i in range(max(j, 1))) for j in range(n + 1)])
    groups, end = [], n
    for row in reversed(best):
        start = row[end][1]
        groups.append(list(known[start:end]))
        end = start
    return [group for group in reversed(groups) if group]


def _spread(group: Sequence[Subject]) -> float:
    weights = [max(s.events, 1) ** 0.5 for s in group]
    places = [s.position or 0.0 for s in group]
    mean = sum(w * p for w, p in zip(weights, places, strict=True)) / sum(weights)
    return sum(w * (p - mean) ** 2 for w, p in zip(weights, places, strict=True))
