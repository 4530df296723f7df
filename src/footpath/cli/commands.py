"""All commands, one function each: options in, one call of `app`, the result shown. The help lists them in this order."""

from footpath.cli import records  # isort: split

from footpath.cli import questions  # isort: split

from footpath.cli import voice  # isort: split

from footpath.cli import follow_ups  # isort: split

from footpath.cli import personas  # isort: split

from footpath.cli import maps  # isort: split

from footpath.cli import revisions  # isort: split

from footpath.cli.options import app

__all__ = ["app", "follow_ups", "maps", "personas", "questions", "records", "revisions", "voice"]


@app.command()
def version() -> None:
    """Print the version."""
    from footpath import __version__
    from footpath.cli.show import say

    say(__version__)
