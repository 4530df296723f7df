"""Names of themes: the few words, as people write them, by which the texts of one are told from those of all others.

Counted are words that name something, and phrases of up to four words that begin and end with telling ones ("left with a neighbour"). What many parts
of a theme and few of the others have is its name: a phrase where one covers enough, else the words that cover most together. All
words of a name are of one language: the commonest of all texts where enough of the theme's are in it, else the theme's own. A name
never holds personal data: only scrubbed words are counted, and only those of several texts.

Source: class-based tf-idf, after M. Grootendorst, "BERTopic" (2022), here with shares of parts in place of counts of words.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from footpath.voice.languages import language
from footpath.voice.scrubbing import scrub
from footpath.voice.themes.vocabulary import BREAK, Word, is_wide, names_something, read_words, tells, without_accents

_READ = 200  # parts of each theme that are read for its name
_LEAST_TEXTS = 3
_LEAST_SHARE = 0.06  # of a theme's parts that have a word of its name
_LEAST_USUAL = 0.1  # of a theme's parts in the language that most texts are in, from which it is named in that one
_LONGEST = 4  # words of a phrase
_WORTH = (1.0, 1.6, 1.9, 2.0)  # how much more a phrase of so many telling words says than one word
_ENOUGH = 0.3  # of a theme's parts, that a phrase has that is a name by itself
_GROWS = 0.3  # of the parts that have a word, that have a phrase with it, from which the phrase stands for it
_LEAST_GROWN = 0.1  # of a theme's parts, that such a phrase has
_TWICE = 0.5  # of the parts that a further phrase has, those that have the first already count so much
_MOST_TERMS, _MOST_WORDS = 2, 5
_LEAST_TELLING = 0.5  # of the parts of a group, that have a word that names something, below which it has no name
_SHORT_NAME = 4  # capitals, up to which they are a shortened name; more are shouted
_LEAST_KIN = 3  # letters that two forms of one word have in common at least
_MARK = re.compile(r"\[(?:name|email|phone|link|card|iban|number|address|date|ip)\]")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """What a theme is called, and the language of most of its parts (empty when unknown).

    Attributes:
        tells: whether that is words of its own, and not the number of its place.
    """

    name: str
    language: str
    tells: bool = True


@dataclass(frozen=True)
class _Read:
    """The parts of a theme as they are counted.

    Attributes:
        parts: the phrases of each.
        shares: of each phrase that is frequent enough, the share of the parts that have it.
        written: how each word is written, and how often.
    """

    parts: list[set[Phrase]]
    shares: dict[Phrase, float]
    written: dict[str, Counter[str]] = field(default_factory=dict)
    telling: float = 0.0


def name_themes(
    parts: Sequence[Sequence[str]],
    spoken: Sequence[Sequence[str]] | None = None,
    others: Collection[str] = (),
    *,
    phrases: bool = True,
) -> list[Named]:
    """A name for each group of parts of texts, no two alike.

    A theme without a word of its own is called by the number of its place.

    Args:
        spoken: the language of each part, empty where that is not known; looked up where not given.
        others: names that something else has.
        phrases: whether more than single words may be names.

    Examples:
        >>> late = ["the parcel came late", "late parcel again", "my parcel is late"]
        >>> price = ["so high price", "a high price", "what a high price"]
        >>> [named.name for named in name_themes([late, price])]
        ['Late, parcel', 'High price']
    """
    codes = [list(group) for group in spoken] if spoken is not None else [language(group) for group in parts]
    usual = _usual([code for group in codes for code in group])
    chosen = [_read_in(group, usual) for group in codes]
    said = [_said(group, own, code) for group, own, code in zip(parts, codes, chosen, strict=True)]
    compounds = {word.key for group in said for words in group for word in words if "-" in word.key}
    read = [_read([_hyphened(words, compounds) for words in group]) for group in said]
    names: list[Named] = []
    taken = {name.casefold() for name in others}
    everywhere: Counter[Phrase] = Counter()
    for one in read:
        everywhere.update(one.shares)
    for place, one in enumerate(read):
        ranked = _ranked(one, everywhere, len(read) - 1) if one.telling >= _LEAST_TELLING else []
        own = _free(ranked if phrases else [pair for pair in ranked if len(pair[1]) == 1], one, taken)
        name = own or f"Theme {place + 1}"
        taken.add(name.casefold())
        names.append(Named(name, chosen[place], bool(own)))
    return names


def _usual(codes: Sequence[str]) -> str:
    """The commonest language, empty where none is known."""
    found = Counter(code for code in codes if code)
    return max(sorted(found), key=lambda code: found[code]) if found else ""


def _read_in(codes: Sequence[str], usual: str) -> str:
    """The language that a theme is named in: the one that most texts are in, where enough of the theme's are, else its own."""
    return usual if codes.count(usual) >= max(_LEAST_USUAL * len(codes), _LEAST_TEXTS) else _usual(codes)


def _said(group: Sequence[str], codes: Sequence[str], own: str) -> list[list[Word]]:
    """Words of some of the parts in the language of the name, from everywhere in the group, without personal data."""
    fit = [part for part, code in zip(group, codes, strict=True) if code == own] if own else list(group)
    if len(fit) < _LEAST_TEXTS:
        fit = list(group)
    places = np.unique(np.linspace(0, len(fit) - 1, min(len(fit), _READ)).astype(int)).tolist()
    return [read_words(_MARK.sub(" | ", scrub(fit[place]))) for place in places]


def _hyphened(words: list[Word], compounds: set[str]) -> list[Word]:
    """What some write with a hyphen is one word, where others leave it out: "top-up"."""
    out: list[Word] = []
    for word in words:
        joined = Word(f"{out[-1].key}-{word.key}", f"{out[-1].written}-{word.written}") if out else word
        if out and joined.key in compounds:
            out[-1] = joined
        else:
            out.append(word)
    return out


def _read(words: list[list[Word]]) -> _Read:
    parts = [set(_phrases(said)) for said in words]
    counts = Counter(phrase for phrases in parts for phrase in phrases)
    least = max(min(_LEAST_TEXTS, len({tuple(said) for said in words})), _LEAST_SHARE * len(parts))
    shares = {phrase: count / len(parts) for phrase, count in counts.items() if count >= least}
    written: dict[str, Counter[str]] = {}
    for said in words:
        for before, word in pairwise(said):  # the first of a sentence has a capital in any case
            if before.key != BREAK:
                written.setdefault(word.key, Counter())[word.written] += 1
    telling = sum(any(names_something(word.key) for word in said) for said in words) / max(len(words), 1)
    return _Read(parts, shares, written, telling)


def _phrases(words: Sequence[Word]) -> Iterator[Phrase]:
    """What may be in a name: words that name something, and what begins and ends with telling words around one."""
    keys = [word.key for word in words]
    for start, first in enumerate(keys):
        if not tells(first):
            continue
        for end in range(start + 1, min(start + _LONGEST, len(keys)) + 1):
            phrase = tuple(keys[start:end])
            if phrase[-1] == BREAK:
                break
            telling = [word for word in phrase if tells(word)]
            if tells(phrase[-1]) and len(set(telling)) == len(telling) and any(map(names_something, phrase)):
                yield phrase


def _ranked(read: _Read, everywhere: Counter[Phrase], others: int) -> list[tuple[float, Phrase]]:
    """Phrases by how well they tell this theme from the others, best first."""
    scored = []
    for phrase, share in read.shares.items():
        elsewhere = everywhere[phrase] - share
        distinct = np.log(1 + (1 + others) * share / (share + elsewhere))
        worth = _WORTH[sum(map(tells, phrase)) - 1] if not is_wide(phrase[0]) else 1 + 0.3 * (len(phrase) - 1)
        scored.append((float(share * distinct * worth), phrase))
    return sorted(scored, key=lambda pair: (-pair[0], pair[1]))


def _free(ranked: Sequence[tuple[float, Phrase]], read: _Read, taken: set[str]) -> str:
    """The best phrases as one name that is not taken, or nothing."""
    if not ranked:
        return ""
    for most in range(_MOST_TERMS, _MOST_TERMS + 3):
        name = _joined(ranked, read, most)
        if name.casefold() not in taken:
            return name
    return next((free for number in range(2, 1000) if (free := f"{name} {number}").casefold() not in taken), "")


def _joined(ranked: Sequence[tuple[float, Phrase]], read: _Read, most: int) -> str:
    """The best phrase, and where it covers too little those that cover most of what is left."""
    chosen = [_grown(ranked[0][1], ranked, read)]
    while len(chosen) < most:
        if most == _MOST_TERMS and len(chosen[0]) > 1 and read.shares[chosen[0]] >= _ENOUGH:
            break
        further = _further(ranked, read, chosen)
        if further is None:
            break
        grown = _grown(further, ranked, read, chosen[0])
        left = _MOST_WORDS - sum(map(len, chosen))
        if most == _MOST_TERMS and len(further) > left:
            break
        chosen.append(grown if len(grown) <= left else further)
    name = ", ".join(_as_written(phrase, read) for phrase in _in_order(chosen, read))
    return name[:1].upper() + name[1:]


def _grown(term: Phrase, ranked: Sequence[tuple[float, Phrase]], read: _Read, beside: Phrase = ()) -> Phrase:
    """The best phrase around a word, where enough of those who say the word say it so."""
    if len(term) > 1:
        return term
    least = max(_GROWS * read.shares[term], _LEAST_GROWN)
    for _, phrase in ranked:
        if term[0] in phrase and len(phrase) > 1 and read.shares[phrase] >= least and not set(phrase) & set(beside):
            return phrase
    return term


def _further(ranked: Sequence[tuple[float, Phrase]], read: _Read, chosen: Sequence[Phrase]) -> Phrase | None:
    """What tells most of the parts that have nothing of what is chosen yet."""
    words = [word for phrase in chosen for word in phrase]
    left = [phrases for phrases in read.parts if not any(phrase in phrases for phrase in chosen)]
    best, most = None, 0.0
    for score, phrase in ranked:
        if any(_kin(word, other) for word in phrase if tells(word) for other in words if tells(other)):
            continue
        new = sum(phrase in phrases for phrases in left) / max(len(read.parts), 1)
        gain = score / read.shares[phrase] * (new + _TWICE * read.shares[phrase])
        if gain > most:
            best, most = phrase, gain
    return best


def _in_order(chosen: Sequence[Phrase], read: _Read) -> list[Phrase]:
    """The one that more parts have first."""
    return sorted(chosen, key=lambda phrase: (-read.shares[phrase], chosen.index(phrase)))


def _as_written(phrase: Phrase, read: _Read) -> str:
    """A phrase as most write it; pairs of signs of scripts without spaces run together."""
    out = ""
    for key in phrase:
        forms = read.written.get(key) or Counter([key])
        word = max(sorted(forms, reverse=True), key=lambda form: forms[form])
        word = word.lower() if len(word) > _SHORT_NAME and word.isupper() else word
        if out and is_wide(key) and out[-1:].casefold() == key[0]:
            out += word[1:]
        else:
            out += f" {word}" if out else word
    return out


def _kin(word: str, other: str) -> bool:
    """Forms of one word, as far as their beginnings tell."""
    one, two = without_accents(word), without_accents(other)
    short = min(len(one), len(two))
    alike = max(short - 1, _LEAST_KIN + 1) if short > _LEAST_KIN else short
    return one == two or (short >= _LEAST_KIN and one[:alike] == two[:alike])
