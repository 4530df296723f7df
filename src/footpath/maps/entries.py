"""Lists that people edit as TOML: read strictly, and said in one sentence what is wrong with which entry of which file."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from footpath.errors import SpecError

LARGEST = 1_000_000  # bytes of a file that a person wrote


class Entry(Protocol):
    """What a list holds: told apart by its id."""

    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=BaseModel)
N = TypeVar("N", bound=Entry)


def own_text(path: Path) -> str:
    """The text of a file that a person wrote; empty where there is none.

    Raises:
        SpecError: it cannot be read.
    """
    if not path.exists():
        return ""
    try:
        if path.stat().st_size > LARGEST:
            raise SpecError(f"{path} is larger than {LARGEST:,} bytes.", "Is it the right file?")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SpecError(f"{path} is no text in UTF-8.", "Save it as UTF-8.") from error
    except OSError as error:
        raise SpecError(f"{path} cannot be read: {error.strerror}.") from error


def entries_in(text: str, kind: str, of: type[E], name: str) -> tuple[E, ...]:
    """The entries ``[[kind]]`` of a text.

    Args:
        name: of the file, for what is said when something is wrong with it.

    Raises:
        SpecError: not TOML, something else than such entries, an unknown key, a wrong value, or an id that comes twice.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SpecError(f"{name} is not valid TOML: {error}.", "Correct that line.") from error
    for other in document:
        if other != kind:
            raise SpecError(f'{name} holds "{other}", which is not known.', f"It holds entries [[{kind}]].")
    listed = document.get(kind, [])
    if not isinstance(listed, list):
        raise SpecError(f"{name} holds one [{kind}].", f"Write [[{kind}]], with two brackets, for each.")
    found = tuple(_entry(raw, at, kind, of, name) for at, raw in enumerate(listed, 1))
    _refuse_twins([str(getattr(one, "id", "")) for one in found], kind, name)
    return found


def _entry(raw: Any, at: int, kind: str, of: type[E], name: str) -> E:
    try:
        return of.model_validate(raw)
    except ValidationError as error:
        said = raw.get("id") or raw.get("title") if isinstance(raw, dict) else None
        which = f'"{said}"' if isinstance(said, str) and said else f"number {at}"
        raise SpecError(f"{name}, {kind} {which}: {first_problem(error)}.", f"Correct this {kind}.") from error


def first_problem(error: ValidationError) -> str:
    """The first thing that is wrong, in words."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f'"{place}" is not known here'
    if first["type"] == "missing":
        return f'"{place}" is missing'
    said = first["msg"].removeprefix("Value error, ")
    return f'"{place}": {said}' if place else said


def _refuse_twins(ids: Sequence[str], kind: str, name: str) -> None:
    seen: set[str] = set()
    for one in ids:
        if one and one in seen:
            raise SpecError(f'{name} holds the {kind} "{one}" twice.', "Give one of them another id.")
        seen.add(one)


def joined(known: Sequence[N], own: Sequence[N]) -> tuple[N, ...]:
    """Entries of one's own in place of those with the same id, and new ones before all others."""
    by_id = {one.id: one for one in own}
    ids = {one.id for one in known}
    new = [one for one in own if one.id not in ids]
    return (*new, *(by_id.get(one.id, one) for one in known))
