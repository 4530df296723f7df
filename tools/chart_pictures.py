"""The pictures of charts in docs/images/charts: questions of the demo company, drawn.

Run ``footpath demo DIR`` and then ``python tools/chart_pictures.py DIR/workspace docs/images/charts``.
"""

import sys
from pathlib import Path
from typing import Any

import footpath

QUESTIONS: dict[str, dict[str, Any]] = {
    "funnel": {
        "ask": "funnel",
        "steps": ["Product page", "Cart page", "Checkout address page", "Checkout payment page", "Order placed"],
        "within": "7d",
    },
    "flows": {"ask": "flows", "start": "Cart page", "top": 6},
    "variants": {"ask": "variants", "top": 10},
    "retention": {"ask": "retention", "every": "month", "during": "2025"},
    "dropoff": {"ask": "dropoff"},
    "leavers": {"ask": "leavers", "touchpoint": "Cart page"},
    "stage-transitions": {"ask": "stage_transitions"},
    "lifecycle": {"ask": "lifecycle", "every": "month", "during": "2025"},
}


def draw(workspace: Path, folder: Path) -> None:
    """Write one SVG for each question."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = footpath.open(workspace)
    for name, question in QUESTIONS.items():
        (folder / f"{name}.svg").write_text(opened.ask(question).chart().svg(), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
