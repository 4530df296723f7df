"""Words of texts as names of themes count them: what they are, which only hold sentences together, and which name nothing."""

import re
import unicodedata
from functools import cache
from importlib import resources
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|dell|all|nell|un)['’]", re.IGNORECASE)
_SHORTENED = re.compile(r"['’](?:s|m|d|t|re|ve|ll)$")
_LEAST_BARE = 2  # letters, beyond which a word without its accents is no other one
BREAK = ""  # stands where a phrase cannot go on


class Word(NamedTuple):
    """A word as it is counted, in lower case, and as it is written."""

    key: str
    written: str


@cache
def stop_words() -> frozenset[str]:
    """Words that hold sentences together."""
    words = _listed("stop_words.txt")
    return words | {bare for word in words if len(bare := without_accents(word)) > _LEAST_BARE and bare != word}


@cache
def filler_words() -> frozenset[str]:
    """Words that name no subject by themselves: adverbs, greetings, vague nouns and verbs."""
    return _listed("filler_words.txt") | stop_words()


def without_accents(word: str) -> str:
    """The word as it is typed in haste, of Latin letters; any other as it is."""
    apart = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)) if word < "\u0250" else word


def _listed(file: str) -> frozenset[str]:
    lines = (resources.files("footpath.voice.themes") / file).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.casefold().split()[1:])


def is_wide(word: str) -> bool:
    """Whether a word is of a script without spaces, and so a pair of its signs.

    Examples:
        >>> is_wide("配送"), is_wide("late")
        (True, False)
    """
    return bool(_WIDE.search(word))


def read_words(text: str) -> list[Word]:
    """The words of a text, an empty one where a phrase breaks off.

    Scripts without spaces are cut into pairs of signs.

    Examples:
        >>> read_words("Die Lampe, kaputt")
        [Word(key='die', written='Die'), Word(key='lampe', written='Lampe'), Word(key='', written=''), Word(key='kaputt', written='kaputt')]
    """
    words: list[Word] = []
    end = 0
    for found in _TOKEN.finditer(text):
        if words and text[end : found.start()].strip():
            words.append(Word(BREAK, BREAK))
        written, end = _ELIDED.sub("", found.group()), found.end()
        pairs = [written[at : at + 2] for at in range(max(len(written) - 1, 1))] if is_wide(written) else [written]
        words += [Word(one.casefold(), one) for one in pairs]
    return words


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, an empty one where a phrase breaks off.

    Examples:
        >>> words_of("L'été: no 2 parcels, late!")
        ['été', '', 'no', '', 'parcels', '', 'late']
    """
    return [word.key for word in read_words(text)]


@cache
def tells(word: str) -> bool:
    """Whether a word is more than grammar.

    Examples:
        >>> tells("lamp"), tells("what's"), tells("was")
        (True, False, False)
    """
    return len(word) > 1 and not {word, _SHORTENED.sub("", word).replace("’", "'")} & stop_words()


@cache
def names_something(word: str) -> bool:
    """Whether a word may be a name by itself.

    Examples:
        >>> names_something("lamp"), names_something("nearly")
        (True, False)
    """
    return tells(word) and word not in filler_words()


def telling_words(text: str) -> int:
    """How many words of a text are more than grammar.

    Examples:
        >>> telling_words("it was the lamp")
        1
    """
    return sum(tells(word) for word in words_of(text))
