"""Reading a theme file: TOML with colours, fonts, a logo and the radius of corners, every one of them checked.

name = "Nordlys"
corner = 4
mode = "dark"                  # where a drawing has but one: "light" if it is not said

[light]                        # tokens of theme.LIGHT, as #rrggbb
structure = "#123d6b"

[dark]
structure = "#8fc1ff"

[font]                         # .ttf or .otf files beside the theme file; a variable font is one file
text = ["Brand-Regular.ttf", "Brand-SemiBold.ttf"]
title = "Brand-Bold.ttf"

[logo]                         # .svg or .png
light = "logo.svg"
dark = "logo-white.svg"
"""

import re
import tomllib
from collections.abc import Mapping
from math import floor
from pathlib import Path
from typing import Any

from footpath.errors import MapError
from footpath.render.contrast import APART_LEAST, Finding, apart, findings_of
from footpath.render.logo import logo_of
from footpath.render.text import clean
from footpath.render.theme import DARK, LIGHT, Logo, Theme, ThemeFile, Typeface
from footpath.render.typeface import typeface_of

_MOST_BYTES, _MOST_FILE = 100_000, 10_000_000
_MOST_CORNER, _MOST_FONTS = 24.0, 8
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_KEYS = {
    "": {"name", "corner", "mode", "light", "dark", "font", "logo"},
    "font": {"text", "title"},
    "logo": {"light", "dark"},
}
_SAID = 4  # of many findings, so many are told
_GROUNDS = {
    "low tint": "the low end of the emotion lane",
    "high tint": "the high end of the emotion lane",
    "track": "bars’ ground",
}


def load_theme(path: Path) -> ThemeFile:
    """A theme from a TOML file; files that it names are sought beside it and read now, so that drawing reads nothing.

    Raises:
        MapError: the file or one that it names cannot be read or understood, a text or shape would be hard to see on its
            ground (WCAG AA), or low and high look alike to colour-blind readers. The sentence names the pair and what would do.
    """
    said = _read(path)
    _require_known(said, _KEYS[""], "The theme")
    colours: dict[Theme, dict[str, str]] = {
        "light": _colours(said, "light", LIGHT),
        "dark": _colours(said, "dark", DARK),
    }
    _require_visible("light", {**LIGHT, **colours["light"]})
    _require_visible("dark", {**DARK, **colours["dark"]})
    font, logo = _table(said, "font"), _table(said, "logo")
    mode = said.get("mode", "light")
    if mode not in ("light", "dark"):
        raise MapError("The theme's mode is neither light nor dark.", 'Write mode = "light" or mode = "dark".')
    return ThemeFile(
        name=clean(str(said.get("name") or path.stem))[:80],
        mode=mode,
        light=colours["light"],
        dark=colours["dark"],
        text=_typeface(font, "text", path.parent),
        title=_typeface(font, "title", path.parent),
        logo=_logo(logo, path.parent),
        corner=_corner(said),
    )


def _read(path: Path) -> dict[str, Any]:
    data = _bytes(path, _MOST_BYTES, "theme")
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MapError(f'"{path.name}" is not a theme: {error}.', "Write it as TOML in UTF-8.") from None


def _bytes(path: Path, most: int, what: str) -> bytes:
    try:
        if path.stat().st_size > most:
            raise MapError(f'The {what} "{path.name}" is larger than {most // 1000:,} kB.', "Give a smaller one.")
        return path.read_bytes()
    except OSError as error:
        raise MapError(f'The {what} "{path.name}" cannot be read: {error.strerror or error}.') from None


def _require_known(table: Mapping[str, Any], known: set[str], where: str) -> None:
    for name in table:
        if name not in known:
            raise MapError(f'{where} knows no "{clean(name)}".', f"It knows {', '.join(sorted(known))}.")


def _table(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = said.get(name, {})
    if not isinstance(table, dict):
        raise MapError(f"What the theme says of {name} is no table.", f"Write it below a line [{name}].")
    if name in _KEYS:
        _require_known(table, _KEYS[name], f"[{name}] of the theme")
    return table


def _colours(said: Mapping[str, Any], mode: str, known: Mapping[str, str]) -> dict[str, str]:
    table = _table(said, mode)
    _require_known(table, set(known), f"[{mode}] of the theme")
    for name, colour in table.items():
        if not (isinstance(colour, str) and _COLOUR.fullmatch(colour)):
            raise MapError(f'"{name}" in [{mode}] of the theme is no colour.', 'Write it as "#rrggbb".')
    return {name: colour.lower() for name, colour in table.items()}


def _corner(said: Mapping[str, Any]) -> float | None:
    corner = said.get("corner")
    if corner is None:
        return None
    if isinstance(corner, bool) or not isinstance(corner, int | float) or not 0 <= corner <= _MOST_CORNER:
        raise MapError("The theme's corner is no radius.", f"Write a number of pixels from 0 to {_MOST_CORNER:.0f}.")
    return float(corner)


def _require_visible(mode: str, colours: Mapping[str, str]) -> None:
    found = [_told(mode, finding, colours) for finding in findings_of(colours)]
    if found:
        more = f" And {len(found) - _SAID} further pairs." if len(found) > _SAID else ""
        raise MapError(" ".join(found[:_SAID]) + more, "Change them in the theme file.")
    for sight, distance in apart(colours["low"], colours["high"]).items():
        if distance < APART_LEAST:
            raise MapError(
                f'In [{mode}], "low" {colours["low"]} and "high" {colours["high"]} look alike with {sight}: '
                f"they are {distance:.0f} apart where {APART_LEAST:.0f} are needed.",
                "Choose colours that differ in blue and yellow or in lightness, such as a red and a blue.",
            )


def _told(mode: str, finding: Finding, colours: Mapping[str, str]) -> str:
    pair = finding.pair
    ground = _GROUNDS.get(pair.ground, f'"{pair.ground}" {colours.get(pair.ground, "")}')
    return (
        f'In [{mode}], {pair.what} in "{pair.front}" {colours[pair.front]} on {ground} has a contrast of {floor(finding.ratio * 100) / 100:.2f}, '
        f"below {pair.least:g}: {finding.instead} would do."
    )


def _typeface(table: Mapping[str, Any], name: str, folder: Path) -> Typeface | None:
    said = table.get(name)
    if said is None:
        return None
    names = [said] if isinstance(said, str) else said
    if not (isinstance(names, list) and 0 < len(names) <= _MOST_FONTS and all(isinstance(one, str) for one in names)):
        raise MapError(f'"{name}" in [font] of the theme names no font files.', f"Name up to {_MOST_FONTS} files.")
    paths = [folder / one for one in names]
    return typeface_of([(path.name, _bytes(path, _MOST_FILE, "font")) for path in paths])


def _logo(table: Mapping[str, Any], folder: Path) -> Logo | None:
    paths = {mode: folder / str(name) for mode, name in table.items()}
    if not paths:
        return None
    if "light" not in paths:
        raise MapError("The theme has a logo for dark grounds only.", "Name one for light grounds, too.")
    files = {mode: _bytes(path, _MOST_FILE, "logo") for mode, path in paths.items()}
    return logo_of(files["light"], files.get("dark"), paths["light"].name)
