"""The ways in which a language turns a judgement round, from `sentiment_negation*.toml` as one pattern per language."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

_FILES = ("sentiment_negation.toml", "sentiment_negation_romance.toml", "sentiment_negation_east.toml")
_WORDS = ("good", "done", "bad", "faults", "between", "liked", "disliked")
_MOST = 4  # words between a particle and what it denies
_SAME = dict(zip("’‘´`ʼёأإآىة", "'''''еااايه", strict=True))
_UNHEARD = "\u0307\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"  # a dot that lower case leaves, Arabic marks
_ALIKE = str.maketrans({**_SAME, **dict.fromkeys(_UNHEARD, "")})
_OPENS = r"(?<!\w)"
_GAP = r"(?:\s+|(?<='))"
_ENDS = r"(?:(?<=')|(?!\w))"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, eq=False)
class Turns:
    """How one language turns judgements round.

    Attributes:
        words: of which a text that holds such a phrase has one.
        parts: the same where words are not told apart by gaps, or take endings.
        phrase: with the group ``praise`` or ``blame`` for what it makes of a judgement, ``undone`` where it says that something did not
            happen, ``too_good`` or ``too_bad`` for what a "not only" stands before, and none where it makes nothing of it.
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
    inside = told.get("parts", False)
    words = {name: _either(told[name]) for name in _WORDS if name in told}
    praise = [*_patterns(told["praise"], words), *_denials(told, words, "bad", "disliked"), *_spared(told, words)]
    blame = [*_patterns(told["blame"], words), *_denials(told, words, "good", "liked")]
    idle = [*_only(told, words), *_patterns(told["idle"], words)]
    said = f"{'|'.join(idle)}|(?P<praise>{'|'.join(praise)})|(?P<blame>{'|'.join(blame)})"
    if "done" in words:
        said += f"|(?P<undone>{_before(told, words, 'done')})"
    return Turns(
        words=frozenset() if inside else frozenset(begins),
        parts=tuple(begins) if inside else (),
        phrase=re.compile(f"{told.get('opens', _OPENS)}(?:{said})"),
    )


def _denials(told: dict[str, Any], words: dict[str, str], judged: str, behind: str) -> list[str]:
    """A particle before a judgement, with a few words between, and one behind it, where the language has those."""
    found = []
    if "not" in told:
        found.append(_before(told, words, judged))
    if "behind" in told:
        middle = rf"(?:\s+(?:{_gapped(told['middle'])})(?!\w)){{0,{_MOST}}}?"
        found.append(rf"(?:{words[behind]})(?!\w){middle}\s+(?:{_gapped(told['behind'])})(?!\w)")
    return found


def _before(told: dict[str, Any], words: dict[str, str], judged: str) -> str:
    particle = f"(?:{_gapped(told['not'])}|{_gapped(told['hardly'])}){_ENDS}"
    return f"{particle}{_between(words, _GAP, _ENDS)}(?:{words[judged]})"


def _spared(told: dict[str, Any], words: dict[str, str]) -> list[str]:
    """What one is glad to be without."""
    return [f"(?:{_gapped(told['without'])}){_GAP}(?:{words['faults']})"] if "faults" in words else []


def _only(told: dict[str, Any], words: dict[str, str]) -> list[str]:
    """A "not only" says what stands behind it, and more of it."""
    if "only" not in told:
        return []
    between = _between(words, "", "") if told.get("parts") else _between(words, _GAP, _ENDS)
    return [f"(?:{_gapped(told['only'])}){between}(?:(?P<too_good>{words['good']})|(?P<too_bad>{words['bad']}))"]


def _between(words: dict[str, str], gap: str, ends: str) -> str:
    return f"(?:{gap}(?:{words['between']}){ends}){{0,{_MOST}}}?{gap}"


def _either(written: str) -> str:
    return _one_way("|".join(written.split())).replace("_", r"\s+")


def _gapped(written: str) -> str:
    return _one_way(written).replace(" ?", r"\s*").replace(" ", r"\s+")


def _patterns(written: list[str], words: dict[str, str]) -> list[str]:
    """The phrases, each <NAME> in them as the words that it stands for."""
    parted = (re.split(r"<([A-Z]+)>", pattern) for pattern in written)
    return [
        "".join(words[part.lower()] if place % 2 else _gapped(part) for place, part in enumerate(parts))
        for parts in parted
    ]
