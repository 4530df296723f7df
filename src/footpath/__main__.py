"""``python -m footpath``."""

from footpath.cli import main

main()
