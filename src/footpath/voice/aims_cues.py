"""The ways in which people say what they want, need, do something for or cannot do, by language: `aims_cues*.toml` as patterns."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from footpath.model.records import Aim

_FILES = ("aims_cues.toml", "aims_cues_romance.toml", "aims_cues_north.toml")
STATED = (Aim.OBSTACLE, Aim.GOAL, Aim.NEED, Aim.MOTIVATION)  # of two in a text, the first of these is told


@dataclass(frozen=True, eq=False)
class Cues:
    """How one language says one kind of aim, in lower case.

    Attributes:
        order: the place of the kind among `STATED`.
        begins: the words with which a cue may begin.
        cue: the ways of saying it, each from its first word.
        taken_back: what stands right before a cue that is not meant.
    """

    aim: Aim
    order: int
    begins: frozenset[str]
    cue: re.Pattern[str]
    taken_back: re.Pattern[str]


@lru_cache(maxsize=1)
def cues_by_word() -> Mapping[str, tuple[Cues, ...]]:
    """What to look for in a text that holds a word (in lower case)."""
    found: dict[str, tuple[Cues, ...]] = {}
    for file in _FILES:
        read = tomllib.loads((resources.files("footpath.voice") / file).read_text(encoding="utf-8"))
        for told in read.values():
            for aim in STATED:
                for own in told[aim.value]:
                    cues = _cues(aim, told, own)
                    for word in set(own["anchors"].split()):
                        found[word] = (*found.get(word, ()), cues)
    return found


@lru_cache(maxsize=4096)
def beginnings(wanted: frozenset[Cues]) -> tuple[re.Pattern[str], Mapping[str, tuple[Cues, ...]]]:
    """The words with which any of these may begin, and which of them may begin with each."""
    cues_of: dict[str, tuple[Cues, ...]] = {}
    for cues in sorted(wanted, key=lambda cues: cues.order):
        for word in sorted(cues.begins):
            cues_of[word] = (*cues_of.get(word, ()), cues)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(cues_of)))})(?!\w)"), cues_of


def _cues(aim: Aim, told: dict[str, Any], own: dict[str, Any]) -> Cues:
    words = told.get("words", {})
    said = "|".join(f"(?:{_pattern(cue, words)})" for cue in own["cues"])
    return Cues(
        aim=aim,
        order=STATED.index(aim),
        begins=frozenset(own.get("begins", own["anchors"]).split()),
        cue=re.compile(rf"(?:{said})(?:(?<=\s)|\b)(?![\s,]*(?:{_pattern(told['idle'], words)}))"),
        taken_back=re.compile(rf"(?<!\w)(?:{_pattern(told['taken_back'], words)})[\s,]+$"),
    )


def _pattern(written: str, words: dict[str, str]) -> str:
    """A pattern as the files write it, in the language of `re`."""
    for _ in range(2):
        written = re.sub(r"<(\w+)>", lambda name: words.get(name[1], name[0]), written)
    return written.replace("'", "['’´`]").replace(" ", r"\s+")
