"""What somebody wants of the future, as they wrote it: in a file of entries, or behind options of a command.

    [[remove]]
    touchpoint = "Fax form"
    why = "nobody should need it"

    [[add]]
    touchpoint = "Chat help"
    stage = "Decision"
    channel = "chat"

    [[move]]
    touchpoint = "Delivery costs"
    stage = "Consideration"

    [[target]]
    of = "Order delivered.experience"
    target = 0.4
    by = 2026-12-31

Nothing here looks at a map; `resolving` finds what is meant on one.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from footpath.errors import MapError

What = Literal["remove", "add", "move", "target"]
_FIELDS: dict[What, tuple[frozenset[str], frozenset[str]]] = {  # what must be there, and what may
    "remove": (frozenset({"touchpoint"}), frozenset({"stage"})),
    "add": (frozenset({"touchpoint", "stage"}), frozenset({"channel"})),
    "move": (frozenset({"touchpoint", "stage"}), frozenset()),
    "target": (frozenset({"of", "target"}), frozenset()),
}
_ALWAYS = frozenset({"by", "why", "owner"})
_LONGEST, _MOST_CHANGES, _MOST_LETTERS = 400, 500, 1_000_000
_BY = re.compile(r"\s+by\s+(\d{4}-\d{2}-\d{2})\s*$")
_HINT = "See docs/guides/future.md for what a file of planned changes holds."


@dataclass(frozen=True)
class Wish:
    """One change as it was written.

    Attributes:
        touchpoint: its name; behind an option with "@Stage", and for a new one "/channel", in the same text (``typed``).
        of: of a target, the name of its number; ``target`` is the value in words.
        said: where it was written, for what is told about it.
    """

    what: What
    said: str
    touchpoint: str = ""
    stage: str = ""
    channel: str = ""
    of: str = ""
    target: str = ""
    by_on: date | None = None
    why: str = ""
    owner: str = ""
    typed: bool = False


def read_wishes(text: str, name: str = "the plan") -> tuple[Wish, ...]:
    """The changes that a file (TOML) holds: first what is removed, added and moved, then the targets.

    Raises:
        MapError: it is not TOML, or an entry holds what no entry may hold; it says which, and in which line it begins.
    """
    if len(text) > _MOST_LETTERS:
        raise MapError(f"{name} is too long for a plan.", _HINT)
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MapError(f"{name} is not valid TOML: {str(error) or 'it is nested too deep'}.", _HINT) from None
    unknown = [key for key in document if key not in _FIELDS]
    if unknown:
        raise MapError(f'{name} holds "{unknown[0]}", which is no change.', f"Entries are {_listed(_FIELDS)}. {_HINT}")
    wishes = [wish for what in _FIELDS for wish in _entries(what, document.get(what, []), text, name)]
    if not wishes:
        raise MapError(f"{name} holds no change.", _HINT)
    if len(wishes) > _MOST_CHANGES:
        raise MapError(f"{name} holds {len(wishes)} changes; {_MOST_CHANGES} at most can be planned.", _HINT)
    return tuple(wishes)


def typed_wishes(
    remove: Iterable[str] = (), add: Iterable[str] = (), move: Iterable[str] = (), target: Iterable[str] = ()
) -> tuple[Wish, ...]:
    """The changes behind a command's options.

    Examples:
        >>> typed_wishes(target=["Delivery.experience=0.4 by 2026-12-31"])[0].by_on.year
        2026

    Raises:
        MapError: a target without "=".
    """
    told: list[Wish] = []
    for what, texts in (("remove", remove), ("add", add), ("move", move)):
        told += [Wish(what, f'--{what} "{text}"', touchpoint=text.strip(), typed=True) for text in texts]  # type: ignore[arg-type]
    return (*told, *map(_typed_target, target))


def _typed_target(text: str) -> Wish:
    said = f'--target "{text}"'
    found = _BY.search(text)
    of, equals, value = (text[: found.start()] if found else text).rpartition("=")
    if not equals or not of.strip() or not value.strip():
        raise MapError(f"{said} is no target.", 'Write it as "Touchpoint.experience=0.4" or "Stage.goes on=45%".')
    by_on = _day(found[1], said) if found else None
    return Wish("target", said, of=of.strip(), target=value.strip(), by_on=by_on, typed=True)


def _entries(what: What, entries: Any, text: str, name: str) -> Iterator[Wish]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise MapError(f'"{what}" in {name} is not a list of entries.', f"Write [[{what}]] above each. {_HINT}")
    lines = [text.count("\n", 0, m.start(1)) + 1 for m in re.finditer(rf"^[ \t]*(\[\[\s*{what}\s*\]\])", text, re.M)]
    for at, entry in enumerate(entries):
        line = f", line {lines[at]}" if len(lines) == len(entries) else ""
        yield _entry(what, entry, f"[[{what}]] {at + 1} of {name}{line}")


def _entry(what: What, entry: Mapping[str, Any], said: str) -> Wish:
    needed, allowed = _FIELDS[what]
    known = needed | allowed | _ALWAYS
    for key in entry:
        if key not in known:
            raise MapError(f'{said}: "{key}" is unknown.', f"It may hold {_listed(known)}.")
    for key in sorted(needed):
        if entry.get(key) in (None, ""):
            raise MapError(f'{said}: "{key}" is missing.', f"It needs {_listed(needed)}.")
    texts: dict[str, Any] = {key: _text(entry[key], key, said) for key in known - {"by", "target"} if key in entry}
    value = _value(entry["target"], said) if what == "target" else ""
    return Wish(what, said, target=value, by_on=_day(entry.get("by"), said), **texts)


def _text(value: Any, key: str, said: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise MapError(f'{said}: "{key}" is not a text of at most {_LONGEST} letters.', "Put it in quotes.")
    return value.strip()


def _value(value: Any, said: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise MapError(f'{said}: "target" is no value.', 'Write 0.4, "40%" or "2d".')
    return str(value)


def _day(value: Any, said: str) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (ValueError, TypeError):
        raise MapError(f'{said}: "{value}" is not a day.', "Write it as 2026-12-31.") from None


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
