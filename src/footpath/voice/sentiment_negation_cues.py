"""The ways in which a language turns a judgement round, from `sentiment_negation*.toml` as one pattern per language."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

_FILES = ("sentiment_negation.toml", "sentiment_negation_romance.toml", "sentiment_negation_east.toml")
_WORDS = ("good", "bad", "faults", "between", "liked", "disliked")
_MOST = 4  # words between a particle and what it denies
_SAME = dict(zip("’‘´`ʼёأإآىة", "'''''еااايه", strict=True))
_UNHEARD = "\u0307\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"  # a dot that lower case leaves, Arabic marks
_ALIKE = str.maketrans({**_SAME, **dict.fromkeys(_UNHEARD, "")})
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, eq=False)
class Turns:
    """How one language turns judgements round.

    Attributes:
        words: of which a text that holds such a phrase has one.
        parts: the same where words are not told apart by gaps, or take endings.
        phrase: with the group ``praise`` or ``blame`` for what it makes of the judgement, and neither where it makes nothing of it.
    """

    words: frozenset[str]
    parts: tuple[str, ...]
    phrase: re.Pattern[str]


def folded(text: str) -> str:
    """The text with one way of writing each letter that people write in several, in lower case.

    Examples:
        >>> folded("DON’T")
        "don't"
    """
    return _one_way(text.lower())


def _one_way(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_ALIKE)


def spoken_in(text: str) -> tuple[Turns, ...]:
    """The languages that may turn something round in a folded text."""
    words = set(_WORD.findall(text))
    return tuple(
        turns
        for turns in all_turns()
        if not turns.words.isdisjoint(words) or (turns.parts and any(part in text for part in turns.parts))
    )


@lru_cache(maxsize=1)
def all_turns() -> tuple[Turns, ...]:
    """What is known of each language."""
    home = resources.files("footpath.voice")
    read = [tomllib.loads((home / file).read_text(encoding="utf-8")) for file in _FILES]
    return tuple(_turns(told) for file in read for told in file.values())


def _turns(told: dict[str, Any]) -> Turns:
    begins = folded(told["begins"]).split()
    words = {name: _either(told[name]) for name in _WORDS if name in told}
    named = {name.upper(): pattern for name, pattern in words.items()}
    praise = [*_patterns(told["praise"], named), *_denials(told, words, "bad", "disliked")]
    blame = [*_patterns(told["blame"], named), *_denials(told, words, "good", "liked")]
    idle = _patterns(told["idle"], named)
    if "faults" in words:
        praise.append(rf"(?:{_gapped(told['without'])})(?:{_GAP}(?:{words['faults']}))")
    said = f"(?:{'|'.join(idle)})|(?P<praise>{'|'.join(praise)})|(?P<blame>{'|'.join(blame)})"
    inside = told.get("parts", False)
    return Turns(
        words=frozenset() if inside else frozenset(begins),
        parts=tuple(begins) if inside else (),
        phrase=re.compile(told.get("opens", r"(?<!\w)") + f"(?:{said})"),
    )


_GAP = r"(?:\s+|(?<='))"
_ENDS = r"(?:(?<=')|(?!\w))"


def _denials(told: dict[str, Any], words: dict[str, str], judged: str, behind: str) -> list[str]:
    """A particle before a judgement, with a few words between, and one behind it, where the language has those."""
    found = []
    if "not" in told:
        particle = rf"(?:{_gapped(told['not'])}|{_gapped(told['hardly'])}){_ENDS}"
        between = rf"(?:{_GAP}(?:{words['between']}){_ENDS}){{0,{_MOST}}}?"
        found.append(rf"{particle}{between}{_GAP}(?:{words[judged]})")
    if "behind" in told:
        middle = rf"(?:\s+(?:{_gapped(told['middle'])})(?!\w)){{0,{_MOST}}}?"
        found.append(rf"(?:{words[behind]})(?!\w){middle}\s+(?:{_gapped(told['behind'])})(?!\w)")
    return found


def _either(written: str) -> str:
    return _one_way("|".join(written.split())).replace("_", r"\s+")


def _gapped(written: str) -> str:
    return _one_way(written).replace(" ", r"\s+")


def _patterns(written: list[str], named: dict[str, str]) -> list[str]:
    filled = (re.sub(r"<([A-Z]+)>", lambda name: f"\0{name[1]}\0", pattern) for pattern in written)
    return [
        "".join(named[part] if place % 2 else _gapped(part) for place, part in enumerate(pattern.split("\0")))
        for pattern in filled
    ]
