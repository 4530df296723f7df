"""Which features groups are looked for in: what people do and are, not where they live or how records were kept."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from footpath.personas.features import QUARTERS, Feature

_WORD = re.compile(r"[^\W\d_]+")
_FROM_OUTSIDE = ("device", "demographic")  # whose names are the data's


@cache
def _words() -> frozenset[str]:
    told = tomllib.loads(files("footpath.personas").joinpath("features_used.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in told.values() for word in words)


def finds_groups(feature: Feature, use_traits: bool = True) -> bool:
    """Whether groups are looked for in a feature.

    Not in months: customers who came in the same month are no kind of customers. Not in how long a customer is known, which is the
    date on which they came.

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
    return feature.name != "span" and not _is_season(feature)


def _is_season(feature: Feature) -> bool:
    return feature.group == "time" and feature.of[0] in QUARTERS
