"""Which features groups are looked for in: what people do and are, not where they live or how records were kept."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from footpath.personas.features import ACTS, QUARTERS, Feature

_WORD = re.compile(r"[^\W\d_]+")
_FROM_OUTSIDE = ("device", "demographic")  # whose names are the data's


_GROWING = ("events", "sessions", "pause", "span", "value", "valued_events", "feedback", ACTS)


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(files("footpath.personas").joinpath("features_used.toml").read_text(encoding="utf-8"))


@cache
def _words() -> frozenset[str]:
    lists = _lists()
    return frozenset([*lists["places"], *lists["records"]])


def finds_groups(feature: Feature, use_traits: bool = True) -> bool:
    """Whether groups are looked for in a feature.

    Not in months: customers who came in the same month are no kind of customers. Not in how long a customer is known, which is the
    date on which they came. Not in how much they did themselves, which is told again by events and sessions.

    Examples:
        >>> finds_groups(Feature("device:os=iOS", "", "device", "share", ("os", "iOS")))
        True
        >>> finds_groups(Feature("device:home_country=FR", "", "device", "share", ("home_country", "FR")))
        False
    """
    if feature.group == "demographic" and not use_traits:
        return False
    if feature.group in _FROM_OUTSIDE:
        return not any(word.casefold() in _words() for word in _WORD.findall(feature.of[0]))
    return feature.name not in ("span", ACTS) and not _is_season(feature)


def grows_with_time(feature: Feature) -> bool:
    """Whether a feature says when customers came, or grows the longer they are watched: those who came later differ in it of necessity.

    Examples:
        >>> grows_with_time(Feature("events", "", "tempo", "count", ("events",)))
        True
        >>> grows_with_time(Feature("trait:customer_since", "", "demographic", "score", ("customer_since",)))
        True
        >>> grows_with_time(Feature("events_per_session", "", "tempo", "count", ("events_per_session",)))
        False
    """
    if feature.group == "demographic":
        return any(word.casefold() in _dates() for word in _WORD.findall(feature.of[0]))
    return _is_season(feature) or feature.name in _GROWING


@cache
def _dates() -> frozenset[str]:
    return frozenset(_lists()["dates"])


def _is_season(feature: Feature) -> bool:
    return feature.group == "time" and feature.of[0] in QUARTERS
