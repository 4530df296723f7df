"""A text as its words, and which of them in a row can be one name."""

import re
from dataclasses import dataclass

from footpath.voice import scrubbing_cues as cues

_WORD = re.compile(r"\[\w+\]|[^\W\d_]\.(?=\s?[^\W\d_])|[^\W\d_](?:[\w'’-]*\w)?")
SPACE = re.compile(r"[ \t\xa0]{1,3}")
_MOST_NAMES = 4
_LONGEST_NAME = 30

Span = tuple[int, int]


@dataclass(frozen=True)
class Read:
    """A text as its words, with what stands between them."""

    text: str
    spans: list[Span]
    words: list[str]
    low: list[str]

    def gap(self, at: int) -> str:
        """What stands between a word and the next one."""
        return self.text[self.spans[at][1] : self.spans[at + 1][0]]

    @staticmethod
    def of(text: str) -> "Read":
        spans = [found.span() for found in _WORD.finditer(text)]
        words = [text[start:end] for start, end in spans]
        return Read(text, spans, words, [word.lower() for word in words])


def name_run(read: Read, at: int, *, particles_first: bool = False) -> int:
    """The position after the name that begins here: capitalised words, with particles between them."""
    end, names = at, 0
    if particles_first:
        while end < len(read.words) and read.low[end] in cues.PARTICLES and end - at < 2:
            end += 1
    while end < len(read.words) and names < _MOST_NAMES and _is_name_like(read.words[end]):
        names += 1
        end += 1
        if end < len(read.words) and not joined(read, end - 1):
            break
        ahead = end
        while (
            ahead < len(read.words)
            and ahead - end < 2
            and read.words[ahead] in cues.PARTICLES
            and joined(read, ahead - 1)
        ):
            ahead += 1
        if ahead > end and ahead < len(read.words) and _is_name_like(read.words[ahead]) and joined(read, ahead - 1):
            end = ahead
    return end if names else at


def joined(read: Read, at: int) -> bool:
    return SPACE.fullmatch(read.gap(at)) is not None or (read.words[at].endswith(".") and read.gap(at) == "")


def _is_name_like(word: str) -> bool:
    return word[0].isupper() and len(word) <= _LONGEST_NAME and (len(word) > 1 or word.endswith("."))


def allowed(read: Read, start: int, end: int) -> int:
    """The end of the name, or its start when it is none."""
    first = read.low[start]
    nobody = first in cues.NOT_NAMES and first not in cues.PARTICLES
    if end == start or nobody or first in cues.TITLES or first in cues.SIGNATURES or first in cues.GREETINGS:
        return start
    return without_other_words(read, start, end)


def without_other_words(read: Read, start: int, end: int) -> int:
    """The run up to the first word that is nobody's name: "Kevin Support", "Uwe Bitte"."""
    for place in range(start + 1, end):
        particle = read.low[place] in cues.PARTICLES and place + 1 < end
        if read.low[place] in cues.NOT_NAMES and not particle:
            return place
    return end
