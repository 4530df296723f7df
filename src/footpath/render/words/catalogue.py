"""One language's labels: read from a ``.po`` file, checked, and asked by their English text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from math import isfinite
from pathlib import Path
from string import Formatter
from typing import Any

from footpath.errors import MapError

_MOST_BYTES = 4_000_000
_PACKAGE = "footpath.render.words"
_HINT = "Correct it there, or leave its translation empty to keep the English label."


@dataclass(frozen=True)
class Words:
    """The labels of one language.

    Attributes:
        tag: of the language, in small letters: "de", "pt-br".
        plain: translations by English label; ``many`` those that depend on a number, by (singular, plural), in the order of forms.
        form: which form a whole number takes.
    """

    tag: str
    plain: Mapping[str, str]
    many: Mapping[tuple[str, str], tuple[str, ...]]
    form: Callable[[int], int]

    def said(self, text: str) -> str:
        """The translation, or the English label where there is none."""
        return self.plain.get(text, text)

    def counted(self, one: str, many: str, n: float) -> str:
        """The translation in the form that fits the number."""
        forms = self.many.get((one, many))
        if forms is None:
            return one if n == 1 else many
        at = self.form(_whole_like(self.tag, n))
        return forms[min(at, len(forms) - 1)]


@cache
def shipped() -> tuple[str, ...]:
    """The languages that Footpath brings besides English, sorted."""
    names = (entry.name for entry in files(_PACKAGE).iterdir())
    return tuple(sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


@cache
def words_of(tag: str) -> Words | None:
    """The catalogue that Footpath brings for a language; none for English and for languages that it does not know."""
    if tag not in shipped():
        return None
    return _read(files(_PACKAGE).joinpath(f"{tag}.po").read_bytes(), f"{tag}.po", tag)


def load_words(path: Path) -> Words:
    """A catalogue from a file of one's own; its language is what its header ``Language`` says.

    Labels without a translation, or marked as fuzzy, stay English.

    Raises:
        MapError: the file cannot be read as a catalogue, names no language, or has a translation whose placeholders are not
            those of the English label.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise MapError(f'"{path.name}" is larger than any catalogue of labels.', "Give a .po file.")
        data = path.read_bytes()
    except OSError as error:
        raise MapError(f'"{path.name}" cannot be read: {error.strerror or error}.', "Give a .po file.") from None
    return _read(data, path.name, "")


def placeholders(text: str) -> frozenset[str]:
    """The names in braces that a label holds.

    Raises:
        ValueError: its braces do not match, or hold more than a plain name.
    """
    found = set()
    for _, name, spec, conversion in Formatter().parse(text):
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(text)
        found.add(name)
    return frozenset(found)


def _read(data: bytes, name: str, tag: str) -> Words:
    catalogue = _parsed(data, name)
    tag = tag or _tag_of(catalogue, name)
    plain: dict[str, str] = {}
    many: dict[tuple[str, str], tuple[str, ...]] = {}
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, tuple):
            if all(message.string):
                _require_same(message.id, message.string, name)
                many[message.id] = tuple(message.string)
        elif message.string:
            _require_same((message.id,), (message.string,), name)
            plain[message.id] = message.string
    return Words(tag, plain, many, _form_of(catalogue, name))


def _parsed(data: bytes, name: str) -> Any:
    from babel.messages.pofile import PoFileError, read_po

    try:
        return read_po(BytesIO(data), abort_invalid=True, charset="utf-8")
    except (PoFileError, ValueError, IndexError, LookupError, TypeError, SyntaxError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise MapError(f'"{name}" is not a catalogue of labels: {reason}.', "Give a .po file in UTF-8.") from None


def _tag_of(catalogue: Any, name: str) -> str:
    if catalogue.locale is None:
        raise MapError(
            f'"{name}" does not name a language that is known.', 'Write it in the header, such as "Language: nl\\n".'
        )
    return str(catalogue.locale).replace("_", "-").lower()


def _form_of(catalogue: Any, name: str) -> Callable[[int], int]:
    from gettext import c2py

    try:
        return c2py(catalogue.plural_expr)
    except ValueError:
        raise MapError(
            f'The header Plural-Forms of "{name}" cannot be understood.', "Copy it from a shipped file."
        ) from None


def _require_same(labels: tuple[str, ...], translations: tuple[str, ...], name: str) -> None:
    """Every placeholder of the English label stands in each translation, and no other; one form may leave out its number."""
    wanted = frozenset[str]().union(*(placeholders(label) for label in labels))
    for at, text in enumerate(translations):
        try:
            found = placeholders(text)
        except ValueError:
            raise MapError(
                f'In "{name}", the translation of "{labels[0]}" has braces that do not match.', _HINT
            ) from None
        lost = wanted - found if len(labels) == 1 or at == len(translations) - 1 else frozenset[str]()
        if found - wanted:
            _refuse(name, labels[0], "knows no", sorted(found - wanted)[0], "which its translation holds")
        if lost:
            _refuse(name, labels[0], "holds", sorted(lost)[0], "which its translation has lost")


def _refuse(name: str, label: str, verb: str, placeholder: str, rest: str) -> None:
    raise MapError(f'In "{name}", the label "{label}" {verb} {{{placeholder}}}, {rest}.', _HINT)


def _whole_like(tag: str, n: float) -> int:
    """A whole number that takes the same plural form in the language: for 1.5 it is 2 in German and 1 in French."""
    if not isfinite(n):
        return 2
    if n == int(n):
        return abs(int(n))
    return _like(tag, round(abs(n), 1))


@cache
def _like(tag: str, n: float) -> int:
    from babel import Locale, UnknownLocaleError

    try:
        rule = Locale.parse(tag.split("-")[0]).plural_form
    except (UnknownLocaleError, ValueError):
        return 2
    return next((whole for whole in range(200) if rule(whole) == rule(n)), 2)
