"""What people set otherwise of a goal, and how much further it has come."""

from collections.abc import Iterator

from footpath.maps.matching import Card
from footpath.maps.wording import signed_text
from footpath.model.changes import TextChange
from footpath.model.figures import share_text

_SET = ("start", "target", "start_on", "by_on")


def changes_of_goal(old: Card, new: Card) -> Iterator[TextChange]:
    """Its numbers and days that differ; progress in per cents of the way from its start to its target, with its interval.

    Examples:
        >>> [one.after for one in changes_of_goal({"progress": 0.1}, {"progress": 0.25, "progress_low": 0.1, "progress_high": 0.4})]
        ['25% of the way (10% to 40%)']
    """
    for field in _SET:
        before, after = _set(old.get(field)), _set(new.get(field))
        if before != after:
            yield TextChange(field=field, before=before, after=after)
    was, now = _way(old), _way(new)
    if was != now:
        yield TextChange(field="progress", before=was, after=now)


def _set(value: object) -> str:
    return "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def _way(goal: Card) -> str:
    done, low, high = (goal.get(field) for field in ("progress", "progress_low", "progress_high"))
    if done is None:
        return "not known"
    between = "" if low is None or high is None else f" ({_share(low)} to {_share(high)})"
    return f"{_share(done)} of the way{between}"


def _share(value: float) -> str:
    return share_text(value) if value >= 0 else f"{signed_text(100 * value, 0)}%"
