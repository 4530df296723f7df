"""Random patterns, as text and as what the reference reads, and random journeys for them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from footpath.journeys.index import Index
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from reference.patterns import Event, Pattern

START = datetime(2024, 1, 1, tzinfo=UTC)
PLACES = "abcd"
STEP, PAUSE = 20, 30  # minutes between instants, and the longest that is no end of a session
ANY = (None, None)

events = st.lists(
    st.builds(
        Event,
        at=st.integers(0, 9).map(lambda step: STEP * step),
        touchpoint=st.sampled_from("aabbcd"),
        device=st.sampled_from([None, "phone", "desk"]),
        value=st.sampled_from([None, 10.0, 50.0]),
    ),
    min_size=1,
    max_size=9,
)
ALWAYS = [Event(0, "a", "phone"), Event(0, "d", "desk", 50.0)]  # one customer who has all values that are asked for
customers = st.lists(events, min_size=1, max_size=4).map(lambda journeys: [*journeys, ALWAYS])
minutes = st.integers(0, 5).map(lambda step: STEP * step)
ones = st.tuples(
    st.just("one"),
    st.none() | st.sets(st.sampled_from(PLACES), min_size=1, max_size=2).map(frozenset),
    st.just(ANY) | st.just(ANY) | st.tuples(st.sampled_from([None, "phone"]), st.sampled_from([None, 50.0])),
    st.booleans(),
).filter(lambda one: not (one[3] and one[1] is None and one[2] == ANY))
links = st.one_of(
    st.just((False, 0, None, False)),
    st.just((True, 0, None, False)),
    st.just((True, 0, None, True)),
    st.tuples(st.booleans(), minutes, st.none() | minutes, st.just(False)).filter(
        lambda link: link[2] is None or link[1] <= link[2]
    ),
)


def empty(node: Pattern) -> bool:
    """Whether a pattern can be met by no event."""
    match node[0]:
        case "one":
            return False
        case "then":
            return all(map(empty, node[1]))
        case "or":
            return any(map(empty, node[1]))
        case "times":
            return node[2] == 0 or empty(node[1])
        case "within":
            return empty(node[1])
    return True


def _then(items: list[Pattern], between: list[Any]) -> Pattern:
    chosen = [
        link if not (empty(left) or empty(right)) else (link[0], 0, None, False)
        for link, left, right in zip(between, items, items[1:], strict=False)
    ]
    return ("then", items, chosen)


def _larger(smaller: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    return st.one_of(
        *[st.builds(_then, st.lists(smaller, min_size=2, max_size=3), st.lists(links, min_size=2, max_size=2))] * 3,
        st.tuples(st.just("or"), st.lists(smaller, min_size=2, max_size=2)),
        st.tuples(st.just("within"), smaller, minutes),
        st.tuples(
            st.just("times"), smaller, st.sampled_from([(0, None), (1, None), (0, 1), (1, 2), (2, 2), (2, None)])
        ).map(lambda node: (node[0], node[1], *node[2])),
    )


patterns = st.recursive(
    ones | ones | ones | st.just(("start",)) | st.tuples(st.just("end"), st.sampled_from([0, STEP, 60])),
    _larger,
    max_leaves=5,
)
plans = st.recursive(ones | ones | ones, _larger, max_leaves=5)  # without anchors: all that they ask for may still come


def write(node: Pattern) -> str:
    """A pattern as text."""
    match node[0]:
        case "one":
            return _write_one(node)
        case "start":
            return "start"
        case "end":
            return f"end after {node[1]}m" if node[1] else "end"
        case "or":
            return f"({' | '.join(map(write, node[1]))})"
        case "within":
            return f"({write(node[1])} within {node[2]}m)"
        case "times":
            most = "" if node[3] is None else node[3]
            return f"({write(node[1])}){{{node[2]},{most}}}"
    parts = [write(node[1][0])]
    for link, item in zip(node[2], node[1][1:], strict=True):
        parts += [_write_link(link), write(item)]
    return f"({' '.join(parts)})"


def _write_one(node: Pattern) -> str:
    _, names, (device, least), negated = node
    name = "." if names is None else f"[{'|'.join(sorted(names))}]" if len(names) > 1 else f'"{min(names)}"'
    tests = [f"device={device}"] * (device is not None) + [f"value>={least}"] * (least is not None)
    return f"{'!' * negated}{name}{{{', '.join(tests)}}}" if tests else f"{'!' * negated}{name}"


def _write_link(link: tuple[bool, int, int | None, bool]) -> str:
    gap, least, most, broken = link
    if broken:
        return "||"
    limits = [f">={least}m"] * (least > 0) + [f"<={most}m"] * (most is not None)
    if limits:
        return f"-[{','.join(limits)}]-{'>' * gap}"
    return "->" if gap else ""


def sessions(journey: list[Event]) -> list[Event]:
    """A journey in order, its events told which session they are of."""
    ordered = sorted(journey, key=lambda event: event.at)
    numbered: list[Event] = []
    for event in ordered:
        before = numbered[-1] if numbered else event
        numbered.append(event._replace(session=before.session + (event.at - before.at > PAUSE)))
    return numbered


def index_of(journeys: list[list[Event]], shards: int = 1) -> Index:
    """Journeys as an index; customer ``n`` is number ``n``."""
    rows = [(who, event) for who, journey in enumerate(journeys) for event in journey]
    return Index.in_memory(
        [who for who, _ in rows],
        [START + timedelta(minutes=event.at) for _, event in rows],
        [event.touchpoint for _, event in rows],
        dimensions={"device": [event.device for _, event in rows]},
        value=[event.value for _, event in rows],
        catalogue=Catalogue(
            stages=tuple(Stage(name=place) for place in PLACES),
            touchpoints=tuple(Touchpoint(name=place, stage=place) for place in PLACES),
        ),
        shards=shards,
    )
