"""Names of personas, made of what sets them apart most: "Evening app regulars", "One-visit browsers"."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from footpath.personas.cards import Compared, card_rows
from footpath.personas.drift import DriftRow

MOST_WORDS = 2  # before the noun


def name_groups(compared: Compared, count: int) -> tuple[str, ...]:
    """A name for each group, no two the same; plain "Customers B" where nothing sets one apart.

    Only what the group's card tells gives it a name: whoever reads the name finds its statistic there.
    """
    names: list[str] = []
    plain = str(_phrases()["nouns"]["plain"])
    for code in range(count):
        rows = sorted((row for _, row, _ in card_rows(compared, code)), key=lambda row: -abs(row.effect))
        noun = _noun(rows)
        words = _words(rows)
        tries = [_joined(words[:most], noun) for most in range(MOST_WORDS, max(len(words), MOST_WORDS) + 1)]
        tries.append(f"Customers {chr(ord('A') + code)}")
        names.append(next(name for name in tries if name not in names and name.casefold() != plain))
    return tuple(names)


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads(files("footpath.personas").joinpath("naming.toml").read_text(encoding="utf-8"))


def _noun(rows: Sequence[DriftRow]) -> str:
    """What they are: buyers where they buy more than others, browsers where they buy less."""
    for row in rows:
        if row.feature is not None and row.feature.group == "value":
            return str(_phrases()["nouns"]["more" if row.effect > 0 else "less"])
    return str(_phrases()["nouns"]["plain"])


def _words(rows: Sequence[DriftRow]) -> list[str]:
    """One word for each kind of thing that sets them apart, the strongest first."""
    found: dict[str, str] = {}
    for row in rows:
        if row.feature is None:
            continue
        word = _word(row)
        if word and row.feature.group not in found and word not in found.values():
            found[row.feature.group] = word
    return list(found.values())


def _word(row: DriftRow) -> str:
    feature = row.feature
    assert feature is not None
    known = _phrases().get(feature.group, {})
    key = feature.of[-1] if feature.group in ("demographic", "device") else feature.of[0]
    phrase = known.get(key)
    if isinstance(phrase, dict):  # a word for more, and one for less
        return str(phrase.get("more" if row.effect > 0 else "less", ""))
    if row.effect <= 0:
        return ""  # nobody is named after what they are not
    if phrase is not None:
        return str(phrase)
    if feature.group == "channel":
        return feature.of[0]
    if feature.group == "device" and len(feature.of) > 1 and len(feature.of[1]) <= 14 and feature.of[1].isalpha():
        return feature.of[1].lower() if feature.of[1].isascii() else feature.of[1]
    return ""


def _joined(words: Sequence[str], noun: str) -> str:
    order = _phrases()["order"]
    ordered = sorted(words, key=lambda word: next((at for at, group in enumerate(order) if word in group), len(order)))
    text = " ".join([*ordered, noun])
    return text[0].upper() + text[1:]
