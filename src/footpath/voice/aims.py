"""What does somebody want, need, do something for, and what stands in their way? Read from the words that state it.

Nothing is guessed: a text that does not say so states no aim, and most do not. The ways of saying so are in `aims_cues*.toml`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from footpath.model.records import Aim
from footpath.voice.aims_cues import Cues, beginnings, cues_by_word
from footpath.voice.clauses import clauses

_READ = 2000  # characters in which aims are looked for
_LONGEST = 240  # characters of a statement
_LEAST_WORDS = 3
_LEAST_LETTERS = 4  # that follow a cue
_BEFORE = 24  # characters before a cue in which it may be taken back
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Stated:
    """An aim, which stands at ``start`` to ``end`` of the text."""

    aim: Aim
    start: int
    end: int


def read_aims(texts: Sequence[str | None]) -> list[Stated | None]:
    """What does each text state that its writer wants, needs, did something for, or could not do?

    Of several in one text an obstacle is told before a goal, a goal before a need, and a need before a motivation; of two of one kind
    the first. What is negated ("I don't want") or idle ("I want to thank you", "I wanted to love it", "I can't complain") is none.

    Returns:
        One per text, None where none is clear.

    Examples:
        >>> said = ["I want to send back the lamp, nice as it is.", "Ich kann die Rechnung nicht finden.", "I can't complain!"]
        >>> [(found.aim.value, text[found.start : found.end]) if found else None for text, found in zip(said, read_aims(said))]
        [('goal', 'I want to send back the lamp,'), ('obstacle', 'Ich kann die Rechnung nicht finden.'), None]
    """
    known = cues_by_word()
    return [_read(text[:_READ], known) if text else None for text in texts]


def _read(text: str, known: Mapping[str, tuple[Cues, ...]]) -> Stated | None:
    said = _lowered(text)
    words = set(_WORD.findall(said))
    hinted = {cues for word in known.keys() & words for cues in known[word] if not cues.begins.isdisjoint(words)}
    if not hinted:
        return None
    for _, start, cued, aim in sorted(_cued(said, frozenset(hinted))):
        end = _end_of(text, start, cued)
        if end - cued >= _LEAST_LETTERS and len(text[start:end].split()) >= _LEAST_WORDS:
            return Stated(aim, start, end)
    return None


def _cued(said: str, wanted: frozenset[Cues]) -> Iterator[tuple[int, int, int, Aim]]:
    """Of each cue the order of its kind, where it begins and ends, and its kind."""
    begins, cues_of = beginnings(wanted)
    for word in begins.finditer(said):
        start = word.start()
        for cues in cues_of[word[0]]:
            found = cues.cue.match(said, start)
            if found and not cues.taken_back.search(said, max(0, start - _BEFORE), start):
                yield cues.order, start, found.end(), cues.aim


def _end_of(text: str, start: int, cued: int) -> int:
    """Where the clause ends in which a cue ends."""
    last = min(len(text), start + _LONGEST)
    return next((start + end for _, end in clauses(text[start:last]) if start + end >= cued), cued)


def _lowered(text: str) -> str:
    """In lower case, every character at its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
