"""Non-response by strata, naively: where one feature with few values is all there is, its strata are the whole truth."""

from collections import defaultdict
from typing import NamedTuple


class Person(NamedTuple):
    stratum: str
    score: float | None  # None for one who did not answer


def standardised(people: list[Person]) -> float:
    """The mean score if everybody had scored as those of their stratum who answered do."""
    strata = defaultdict(list)
    for person in people:
        strata[person.stratum].append(person.score)
    total = 0.0
    for scores in strata.values():
        known = [score for score in scores if score is not None]
        total += len(scores) * sum(known) / len(known)
    return total / len(people)
