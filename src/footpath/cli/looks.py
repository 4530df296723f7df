"""The options that say how a map is to look; every command that draws one takes them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from footpath.app.drawing import Drawing

FormOption = Annotated[str, typer.Option(help="poster, flow, circle, swimlane or matrix.")]
DetailOption = Annotated[str, typer.Option(help="overview, standard or full.")]
ByOption = Annotated[str, typer.Option("--lanes", help="The lanes of swimlanes: channel, persona or owner.")]
LanguageOption = Annotated[str, typer.Option(help="The language of labels: en, de, fr, es, pt, or one of --words.")]
WordsOption = Annotated[Path | None, typer.Option(help="A catalogue of labels of your own: a .po file.")]
ThemeOption = Annotated[Path | None, typer.Option(help="Colours, fonts and logo of your own: a .toml file.")]
DarkOption = Annotated[bool, typer.Option("--dark", help="Draw pictures and documents in the dark.")]
PaperOption = Annotated[str, typer.Option(help="The paper of a PDF: A4, A3, A0 or fit.")]


def drawing_of(
    form: str, detail: str, by: str, language: str, words: Path | None, theme: Path | None, dark: bool, paper: str
) -> "Drawing":
    """What the options say together."""
    from footpath.app.drawing import Drawing
    from footpath.render.look import Look

    return Drawing(Look(form, detail, by), language, words, theme, dark, paper)
