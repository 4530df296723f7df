"""What people decided about things that were found: a TOML file of tables and lists by id, which people may edit as well."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from footpath.errors import SpecError


def merged_into(merges: Mapping[str, str], found: str, things: str) -> str:
    """The id that stands for one that was found, after all merges.

    Args:
        things: what is merged, for the sentence: "Themes".

    Raises:
        SpecError: the merges run in a circle.

    Examples:
        >>> merged_into({"t1": "t2", "t2": "t5"}, "t1", "Themes")
        't5'
    """
    seen = [found]
    while (into := merges.get(seen[-1])) is not None:
        if into in seen:
            raise SpecError(f"{things} are merged in a circle: {', '.join([*seen, into])}.", "Take one of them out.")
        seen.append(into)
    return seen[-1]


def check_texts(texts: Mapping[str, str], thing: str, longest: int) -> None:
    """Whether names and notes can be shown.

    Raises:
        SpecError: one is empty, too long, or holds control signs.
    """
    for found, text in texts.items():
        if not text.strip() or len(text) > longest or not text.isprintable():
            raise SpecError(
                f"What is written for {thing} {found!r} is empty, longer than {longest} characters or holds control signs.",
                "Write it shorter, in plain letters and one line.",
            )


def read_decisions(
    path: Path, tables: Iterable[str], lists: Iterable[str], several: Iterable[str] = ()
) -> dict[str, Any]:
    """The file's tables as dictionaries and its lists as frozen sets; empty ones where there is no file.

    Args:
        several: tables that hold a list of texts by id, read as tuples.

    Raises:
        SpecError: it is not TOML, or says something that is no decision.
    """
    tables, lists, several = tuple(tables), tuple(lists), tuple(several)
    said = _parsed(path) if path.exists() else {}
    unknown = sorted(set(said) - {*tables, *lists, *several})
    if unknown:
        raise SpecError(
            f"{path.name} says {unknown[0]!r}, which is no edit.", f"Use {', '.join([*tables, *lists, *several])}."
        )
    for name in lists:
        if not isinstance(said.get(name, []), list) or not all(isinstance(found, str) for found in said.get(name, [])):
            raise SpecError(f"{path.name}: {name} is not a list of ids.", f'Write {name} = ["id"].')
    for name in tables:
        pairs = said.get(name, {})
        if not isinstance(pairs, dict) or not all(isinstance(text, str) for text in pairs.values()):
            raise SpecError(f"{path.name}: [{name}] is not a table of texts.", f'Write id = "…" below [{name}].')
    for name in several:
        if not _holds_lists(said.get(name, {})):
            raise SpecError(f"{path.name}: [{name}] is not a table of lists.", f'Write id = ["…"] below [{name}].')
    return (
        {name: dict(said.get(name, {})) for name in tables}
        | {name: frozenset(said.get(name, [])) for name in lists}
        | {name: {found: tuple(texts) for found, texts in said.get(name, {}).items()} for name in several}
    )


def _holds_lists(told: Any) -> bool:
    return isinstance(told, dict) and all(
        isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in told.values()
    )


def write_decisions(
    path: Path,
    head: str,
    tables: Mapping[str, Mapping[str, str | tuple[str, ...]]],
    lists: Mapping[str, frozenset[str]],
) -> None:
    """Change the file to say so, whole or not at all; what people wrote around it stays.

    Args:
        head: the comment of a new file.
    """
    import tomlkit

    document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else head)
    for name, found in lists.items():
        if set(document.get(name, [])) != found:
            document[name] = sorted(found)
    for name, told in tables.items():
        _tell(document, name, told)
    write_whole(path, tomlkit.dumps(document))


def write_whole(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all, whatever stops the writer."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(f"{path.name} is not valid TOML: {error}.", "Correct it or delete it.") from error


def _tell(document: Any, name: str, told: Mapping[str, str | tuple[str, ...]]) -> None:
    """Change a table entry by entry, so that comments beside the other entries stay."""
    if name not in document:
        if told:
            document[name] = {found: _plain(text) for found, text in sorted(told.items())}
        return
    table = document[name]
    for found in [found for found in table if found not in told]:
        del table[found]
    for found, text in sorted(told.items()):
        if table.get(found) != _plain(text):
            table[found] = _plain(text)


def _plain(text: str | tuple[str, ...]) -> str | list[str]:
    return text if isinstance(text, str) else list(text)
