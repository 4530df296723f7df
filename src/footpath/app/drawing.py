"""Write a map in the form that its file name asks for, in the look, language and theme that people want."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.errors import MapError
from footpath.render.look import Look

if TYPE_CHECKING:
    from footpath.model.maps import JourneyMap
    from footpath.render.theme import ThemeFile


@dataclass(frozen=True)
class Drawing:
    """What people choose of a drawing, beside its file.

    Attributes:
        language: the map's own where nothing is said; ``words`` is a catalogue of one's own (.po).
        theme: a theme file (.toml).
        paper: of a PDF: A4, A3, A0 or fit.
    """

    look: Look = field(default_factory=Look)
    language: str = ""
    words: Path | None = None
    theme: Path | None = None
    dark: bool = False
    paper: str = "A4"


@contextmanager
def spoken(language: str = "", words: Path | None = None) -> Iterator[str]:
    """The language to draw in, which a catalogue of one's own (.po) may bring; empty where nothing is said.

    Raises:
        MapError: the catalogue cannot be read.
    """
    from footpath.render.language import knowing
    from footpath.render.words import load_words

    known = load_words(words) if words else None
    with knowing(known) if known else nullcontext():
        yield language or (known.tag if known else "")


def write_map(journey_map: JourneyMap, path: Path, drawing: Drawing | None = None) -> None:
    """Write the map as one file, in the form that its name ends in.

    Raises:
        MapError: another ending, no such look, language file or theme, or the file cannot be written.
    """
    from footpath.render.language import with_language
    from footpath.render.theme_file import load_theme

    form, drawing = check_form(path), drawing or Drawing()
    theme = load_theme(drawing.theme) if drawing.theme else None
    with spoken(drawing.language, drawing.words) as language:
        shown = with_language(journey_map, language) if language else journey_map
        drawn = _WRITERS[form](shown, drawing, theme)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(path.name + ".new")
        temporary.write_bytes(drawn.encode() if isinstance(drawn, str) else drawn)
        temporary.replace(path)
    except OSError as error:
        raise MapError(f"{path} cannot be written: {error.strerror}.") from error


def check_form(path: Path) -> str:
    """The form that a file name asks for.

    Raises:
        MapError: it asks for none that there is.
    """
    form = path.suffix.lower()
    if form not in FORMS:
        raise MapError(f'A map cannot be written as "{path.name}".', f"End the name in one of {', '.join(FORMS)}.")
    return form


Writer = Callable[["JourneyMap", Drawing, "ThemeFile | None"], str | bytes]


def _writer(module: str, name: str, *wanted: str) -> Writer:
    """A way of writing maps, imported when it is used, and told what it wants of the drawing."""

    def write(journey_map: JourneyMap, drawing: Drawing, theme: ThemeFile | None) -> str | bytes:
        known: dict[str, Any] = {"look": drawing.look, "theme": theme, "dark": drawing.dark, "paper": drawing.paper}
        own = {name: known[name] for name in wanted}
        drawn: str | bytes = getattr(import_module(module), name)(journey_map, **own)
        return drawn

    return write


def _svg(journey_map: JourneyMap, drawing: Drawing, theme: ThemeFile | None) -> str:
    from footpath.render import render_svg

    if theme is not None:
        return render_svg(journey_map, theme.in_mode("dark") if drawing.dark else theme, drawing.look)
    return render_svg(journey_map, "dark" if drawing.dark else "light", drawing.look)


_WRITERS: dict[str, Writer] = {
    ".html": _writer("footpath.render", "render_html", "theme", "look"),
    ".svg": _svg,
    ".png": _writer("footpath.render.exports.png", "render_png", "dark", "theme", "look"),
    ".pdf": _writer("footpath.render.exports.pdf", "render_pdf", "paper", "dark", "theme", "look"),
    ".pptx": _writer("footpath.render.exports.pptx", "render_pptx", "dark", "theme"),
    ".xlsx": _writer("footpath.render.exports.xlsx", "render_xlsx"),
    ".csv": _writer("footpath.render.exports.csv", "render_csv"),
    ".md": _writer("footpath.render.exports.markdown", "render_markdown"),
    ".mmd": _writer("footpath.render.exports.mermaid", "render_mermaid"),
    ".cjml": _writer("footpath.render.exports.cjml", "render_cjml"),
    ".json": _writer("footpath.render", "render_json"),
}
FORMS = tuple(_WRITERS)
