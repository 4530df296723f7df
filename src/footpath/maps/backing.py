"""Is a claim's sentence built from its answer? Every number in it has to come from its row, its question or its factor.

A sentence may say a number as `footpath.maps.wording` writes it, so a number is looked for in everything that these
functions make of the row's fields: counts, shares, times, scores, days. Numbers inside of names (a touchpoint "Step 2", an app
version) and of the question itself ("within 30d", said or left as it is) come from there. This is the check from outside: `footpath.maps.sentences`
builds sentences so that it finds nothing, unless a person rewrote one.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from footpath.maps.sentences import defaults_of
from footpath.maps.wording import count_text, day_text, score_text, signed_text, time_text
from footpath.model.claims import Claim
from footpath.model.figures import share_text

TOP_OF_SCALE = {"ces": "7", "csat": "5", "rating": "5", "review": "5", "comment": "5"}  # by the kind of a score
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def unbacked(claim: Claim, row: Mapping[str, Any], names: Iterable[str] = ()) -> tuple[str, ...]:
    """The numbers in a claim's sentence that neither its row nor its question nor its factor gives; none when it is well built.

    Args:
        names: what else things are called, which a sentence may call them.

    Examples:
        >>> claim = Claim(id="c1", text="40% of 50 leave within 30 days, 7 stay", question={"ask": "dropoff", "within": "30d"},
        ...     field="rate", value=0.4, n=50, unit="share")
        >>> unbacked(claim, {"rate": 0.4, "arrivals": 50})
        ('7',)
    """
    known = set(_numbers_given(claim, row))
    strange = tuple(number for number in _NUMBER.findall(claim.text) if number not in known)
    called = {number for name in names for number in _NUMBER.findall(name)} if strange else set()
    return tuple(number for number in strange if number not in called)


def _numbers_given(claim: Claim, row: Mapping[str, Any]) -> Iterator[str]:
    values = [value for value in row.values() if isinstance(value, int | float) and not isinstance(value, bool)]
    values += [
        claim.value,
        claim.n,
        claim.factor,
        claim.offset,
        *(end for end in (claim.low, claim.high) if end is not None),
    ]
    for value in values:
        yield from _written(float(value))
    for value in (claim.factor, claim.offset):  # a share of a share, or what is left of one
        yield from _written(1 - value)
    if row.get("kind") in TOP_OF_SCALE:
        yield TOP_OF_SCALE[row["kind"]]
    for default in defaults_of(str(claim.question.get("ask", ""))).values():
        if isinstance(default, timedelta):
            yield from _written(default.total_seconds())
    names = [value for value in row.values() if isinstance(value, str)]
    for day in filter(_DAY.fullmatch, names):
        yield from _NUMBER.findall(day_text(date.fromisoformat(day)))
    for text in (*names, json.dumps(claim.question, ensure_ascii=False), *map(str, claim.pick.values())):
        yield from _NUMBER.findall(text)


def _written(value: float) -> Iterator[str]:
    """The digits of a number in every way in which sentences write it."""
    texts = [count_text(value), share_text(value), score_text(value), signed_text(value, 2), signed_text(value, 0)]
    texts += [time_text(value)] if value >= 0 else []
    for text in texts:
        yield from _NUMBER.findall(text)
