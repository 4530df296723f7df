"""Names of sayings and their unions: the few words that many of their parts have, and few others."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from footpath.voice.scrubbing import scrub
from footpath.voice.themes.vocabulary import names_something, words_of

_MOST_WORDS = 3
_LEAST_TEXTS = 3
_LEAST_SHARE = 0.06  # of the parts, that have a word
_LEAST_USUAL = 0.2  # of the parts in the commonest language of all, from which names are in that one
_ALIKE = 4  # letters, by which forms of one word begin alike
_MARK = re.compile(r"\[(?:name|email|phone|link|card|iban|number|address|date|ip)\]")


def name_sayings(
    said: Sequence[str], languages: Sequence[str], saying: NDArray[np.int64], joins: Sequence[tuple[int, int]]
) -> list[str]:
    """A name for each saying and then for each union, from the best of its words; empty where it has none.

    A name never holds personal data: only scrubbed words are counted, and only those of several parts.

    Args:
        said: some parts of each saying.
        languages, saying: of each part.
        joins: of each union, the two that it is made of.

    Examples:
        >>> said = ["late parcel"] * 5 + ["high price"] * 5
        >>> name_sayings(said, ["en"] * 10, np.repeat([0, 1], 5), [(0, 1)])
        ['Late, parcel', 'High, price', 'High, late, parcel']
    """
    leaves = int(saying.max(initial=-1)) + 1
    spoken = [_terms(text) for text in said]
    usual = Counter(code for code in languages if code).most_common(1)
    members: list[list[int]] = [[] for _ in range(leaves)]
    for row, leaf in enumerate(saying.tolist()):
        members[leaf].append(row)
    for one, other in joins:
        members.append(members[one] + members[other])
    everywhere = Counter(term for terms in spoken for term in terms)
    return [_name(rows, spoken, languages, usual[0][0] if usual else "", everywhere) for rows in members]


def _terms(text: str) -> set[str]:
    return {word for word in words_of(_MARK.sub(" | ", scrub(text))) if names_something(word)}


def _name(
    rows: Sequence[int], spoken: Sequence[set[str]], languages: Sequence[str], usual: str, everywhere: Counter[str]
) -> str:
    own = [row for row in rows if languages[row] == usual]
    if len(own) < max(_LEAST_USUAL * len(rows), _LEAST_TEXTS):
        code = Counter(languages[row] for row in rows).most_common(1)[0][0] if rows else ""
        own = [row for row in rows if languages[row] == code]
    counts = Counter(term for row in own for term in spoken[row])
    least = max(_LEAST_TEXTS, _LEAST_SHARE * len(own))
    scored = [
        (-count / len(own) * np.log(count / len(own) / (everywhere[term] / len(spoken))), term)
        for term, count in counts.items()
        if count >= least
    ]
    chosen: list[str] = []
    for _, term in sorted(scored):
        if len(chosen) < _MOST_WORDS and not any(_kin(term, other) for other in chosen):
            chosen.append(term)
    name = ", ".join(chosen)
    return name[:1].upper() + name[1:]


def _kin(one: str, other: str) -> bool:
    """Forms of one word, as far as their beginnings tell."""
    return one[:_ALIKE] == other[:_ALIKE]
