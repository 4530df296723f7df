"""Text that fits: cleaning of hostile strings, measuring, wrapping and the direction of writing."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from footpath.render.fonts import advance
from footpath.render.theme import Style

ELLIPSIS = "…"
# Controls that turn the order of what follows: a name must not be able to mirror its neighbours.
_BIDI_CONTROLS = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF]
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Runs of space become one; a single space that does not break stays, as in "38 %" and "1 200" of many languages.
_SPACE = re.compile(r"(?!(?<=\S)[\u00a0\u202f](?=\S))\s+")
_WIDE = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
# A unit ends after a mark within a word, but not within a number: "9.9%" and "1,051" stay whole.
_SOLID = rf"(?:[\u00a0\u202f]|[^\s{_WIDE}])"  # what no line breaks at
_UNITS = re.compile(rf"\s+|[{_WIDE}]|{_SOLID}*?(?:[-/–—_@]|[.,](?!\d))(?={_SOLID})|{_SOLID}+")
_CLOSING = "、。，．！？：；）」』】》〉〕”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"


@cache
def clean(text: str) -> str:
    """One line of plain text: no control characters, no bidi controls, single spaces.

    Examples:
        >>> clean("a\\x00b\\n  c\\u202ed")
        'a b cd'
    """
    return _SPACE.sub(" ", _NOT_XML.sub(" ", text.translate(_BIDI_CONTROLS))).strip()


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def width_of(text: str, style: Style) -> float:
    """Width of one line in pixels."""
    return sum(advance(letter, style.weight, style.display) for letter in text) * style.size


def clusters(text: str) -> Iterator[str]:
    """Letters with their combining marks, so that no break falls between them.

    Examples:
        >>> len(list(clusters("e\\u0301a")))
        2
    """
    held = ""
    joined = False
    for letter in text:
        mark = unicodedata.combining(letter) or letter in "\u200d\ufe0f" or 0x1F3FB <= ord(letter) <= 0x1F3FF
        if held and not mark and not joined:
            yield held
            held = ""
        held += letter
        joined = letter == "\u200d"
    if held:
        yield held


def wrap(text: str, style: Style, width: float, max_lines: int, tail: str = "") -> tuple[tuple[str, ...], bool]:
    """Lines no wider than ``width``, and whether some of the text had to be left out (it then ends in "…").

    Breaks at spaces, after hyphens and slashes, and between CJK letters; a word that is wider than the line is broken
    anywhere. ``tail`` follows the "…" of a text that was cut, as a closing quotation mark does.
    """
    lines = _fill(clean(text), style, width)
    if len(lines) <= max_lines:
        return tuple(lines), False
    kept = lines[:max_lines]
    kept[-1] = shorten(kept[-1] + ELLIPSIS * 2, style, width - width_of(tail, style)) + tail
    return tuple(kept), True


def shorten(text: str, style: Style, width: float) -> str:
    """The text, or as much of it as fits with "…" at its end."""
    if width_of(text, style) <= width:
        return text.replace(ELLIPSIS * 2, ELLIPSIS)
    kept = ""
    room = width - width_of(ELLIPSIS, style)
    for cluster in clusters(text.rstrip(ELLIPSIS)):
        if width_of(kept + cluster, style) > room:
            break
        kept += cluster
    return kept.rstrip(" ,;:-–—") + ELLIPSIS


def _fill(text: str, style: Style, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for unit in _units(text):
        if width_of((line + unit).rstrip(), style) <= width:
            line += unit if line or not unit.isspace() else ""
            continue
        if line.strip():
            lines.append(line.rstrip())
        *full, line = _break(unit.lstrip(), style, width)
        lines.extend(full)
    return [*lines, line.rstrip()] if line.strip() else lines


def _units(text: str) -> list[str]:
    units: list[str] = []
    for unit in _UNITS.findall(text):
        if units and unit in _CLOSING:  # never alone at the start of a line
            units[-1] += unit
        else:
            units.append(unit)
    return units


def _break(unit: str, style: Style, width: float) -> list[str]:
    pieces, piece = [], ""
    for cluster in clusters(unit):
        if piece and width_of(piece + cluster, style) > width:
            pieces.append(piece)
            piece = ""
        piece += cluster
    return [*pieces, piece]
