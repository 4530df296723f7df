"""Where pain points are looked for: which signals, at which touchpoints, split by which dimensions."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from footpath.maps.names import tokens
from footpath.maps.pains.cells import DELAY, FRUSTRATION, LEAVING, PROMISE, REPEAT, SCORE, Signal
from footpath.maps.scene import Scene
from footpath.maps.vocabulary import Concept

REPEAT_WITHIN = "30d"
MOST_WAITS = 10
LEAST_WAITS = 50  # times that one touchpoint follows the other directly
MOST_GROUPS = 40
LEAST_GROUP_SHARE = 0.005  # of all customers; smaller groups are not compared
LEAST_SCORES = 30
SIGNS = ("rage", "error_loop", "retry")  # of frustration; that they turn to the company again is told by "repeat"
LEAST_SCORE_GAP = 0.4  # of a scale of 1 to 5
ALWAYS_SPLIT_BY = ("weekend",)
OUTCOMES = frozenset(
    [
        "status",
        "outcome",
        "result",
        "resolution",
        "score",
        "rating",
        "stars",
        "nps",
        "csat",
        "ces",
        "sentiment",
        "satisfaction",
    ]
)
LATE_START = 0.1  # of the period has passed since the dimension's first group when a group is first seen
END_RATE = 0.5  # more than this leave: the touchpoint is where journeys end


def leaving_signal(scene: Scene) -> Signal:
    """Drop-off among what customers do: what they merely receive neither keeps them nor loses them."""
    where = {"touchpoint": {"not": scene.passive}} if scene.passive else {}
    return Signal(LEAVING, {"ask": "dropoff", **({"where": where} if where else {})})


def signals(scene: Scene) -> list[Signal]:
    """All signals but waits."""
    return [
        leaving_signal(scene),
        Signal(SCORE, {"ask": "experience", "per": "touchpoint"}),
        Signal(PROMISE, {"ask": "promises"}),
        Signal(REPEAT, {"ask": "repeats", "within": REPEAT_WITHIN}),
        *(Signal(FRUSTRATION, {"ask": "frustration", "signals": list(SIGNS)}, pick={"signal": sign}) for sign in SIGNS),
    ]


def wait_signals(scene: Scene) -> list[Signal]:
    """Waits for the company's move: from the touchpoint that it most often follows, until it.

    Which touchpoints are the company's move, its words say (reply, shipped, delivered, solved …). Where a log has none of
    these words, a touchpoint that follows another one more often than not counts as the other's answer. Each wait looks at
    these two touchpoints alone, so that what a customer does meanwhile does not end it.
    """
    follows: dict[str, dict[str, int]] = defaultdict(dict)
    for row in scene.book.rows({"ask": "transitions"}):
        if row["from"] != row["to"] and _may_begin_a_wait(scene, row["from"]):
            follows[row["to"]][row["from"]] = row["count"]
    answers = {name for name, concept in scene.concepts.items() if concept and concept.answer}
    pairs = [(max(before, key=lambda a: (before[a], a)), to) for to, before in follows.items() if to in answers]
    if not pairs:
        pairs = _usual_successors(scene, follows)
    counted = sorted(((follows[to][origin], origin, to) for origin, to in pairs), reverse=True)
    kept = [(origin, to) for count, origin, to in counted if count >= LEAST_WAITS][:MOST_WAITS]
    return [
        Signal(DELAY, {"ask": "dwell", "touchpoint": origin, "where": {"touchpoint": [origin, to]}}, about=to)
        for origin, to in kept
    ]


def _may_begin_a_wait(scene: Scene, name: str) -> bool:
    concept = scene.concepts.get(name)
    return name not in scene.passive and not (concept and concept.browse)


def _usual_successors(scene: Scene, follows: dict[str, dict[str, int]]) -> list[tuple[str, str]]:
    leaving: dict[str, int] = defaultdict(int)
    for before in follows.values():
        for origin, count in before.items():
            leaving[origin] += count
    found = []
    for to, before in follows.items():
        concept = scene.concepts.get(to)
        if to in scene.passive or (concept and concept.browse):
            continue
        found += [(origin, to) for origin, count in before.items() if 2 * count > leaving[origin]]
    return found


def splits(scene: Scene) -> list[tuple[str, frozenset[str]]]:
    """The dimensions to split by, each with its groups that are large enough.

    Ids and other dimensions of many values are left out, as are those with a single group and those that say how it
    ended: that a cancelled order was left explains nothing.
    """
    found = []
    for dimension in dict.fromkeys([*scene.evidence.dimensions, *ALWAYS_SPLIT_BY]):
        if OUTCOMES & set(tokens(dimension)):
            continue
        rows = [r for r in scene.book.rows({"ask": "overview", "by": dimension}) if r.get("group")]
        large = [r for r in rows if r["customers"] >= max(LEAST_GROUP_SHARE * scene.customers, 30)]
        if 1 < len(rows) <= MOST_GROUPS or (len(rows) > MOST_GROUPS and _cover_most(large, rows)):
            groups = frozenset(str(row["group"]) for row in large[:MOST_GROUPS])
            found += [(dimension, groups)] if len(rows) > 1 and groups else []
    return found


def late_starters(scene: Scene, dimension: str) -> frozenset[str]:
    """Groups first seen late, such as the latest version of an app.

    Their customers have had less time to come back, so leaving cannot be compared with that of the others.
    """
    rows = scene.book.rows({"ask": "overview", "by": dimension})
    starts = {
        str(r["group"]): datetime.fromisoformat(str(r["first_at"])) for r in rows if r.get("group") and r["first_at"]
    }
    if not starts:
        return frozenset()
    first, last = min(starts.values()), datetime.fromisoformat(str(scene.overview[1]["last_at"]))
    return frozenset(group for group, at in starts.items() if at > first + LATE_START * (last - first))


def _cover_most(large: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> bool:
    """A long tail of rare values is no obstacle where some values hold nine in ten events."""
    total = sum(row["events"] for row in rows)
    return 1 < len(large) <= MOST_GROUPS and sum(row["events"] for row in large) >= 0.9 * total


def may_be_left(scene: Scene, touchpoint: str, rate: float) -> bool:
    """Is leaving here a loss? Not where journeys end by nature: a purchase made, a parcel received, a case closed."""
    concept: Concept | None = scene.concepts.get(touchpoint)
    if concept is not None:
        return not concept.ends and concept.role not in ("advocate", "retain", "loyal")
    return rate < END_RATE


def may_be_rated(scene: Scene, touchpoint: str) -> bool:
    """Is how a touchpoint feels comparable with others?

    Where customers bring their troubles, what they write is about the trouble, which may lie anywhere: there only scores
    that they gave tell, and the touchpoint is compared when these are lower than elsewhere.
    """
    if not _hears_of_troubles(scene, touchpoint):
        return True
    given = _scores_given(scene, touchpoint)
    return any(r.get("rest_score") is not None and r["rest_score"] - r["score"] >= LEAST_SCORE_GAP for r in given)


def speaks_of_itself(scene: Scene, touchpoint: str) -> bool:
    """Is what customers say here about the touchpoint, and not about the trouble that brought them?"""
    return not _hears_of_troubles(scene, touchpoint) or bool(_scores_given(scene, touchpoint))


def _hears_of_troubles(scene: Scene, touchpoint: str) -> bool:
    concept = scene.concepts.get(touchpoint)
    return concept is not None and (concept.once or concept.answer)


def _scores_given(scene: Scene, touchpoint: str) -> list[dict[str, Any]]:
    rows = scene.book.rows({"ask": "scores", "per": "touchpoint"})
    return [r for r in rows if r.get("touchpoint") == touchpoint and r["kind"] != "nps" and r["n"] >= LEAST_SCORES]


def may_repeat(scene: Scene, touchpoint: str) -> bool:
    """Is coming again a sign of trouble? Where something should happen once, not where people look around or buy."""
    concept = scene.concepts.get(touchpoint)
    return concept is not None and concept.once
