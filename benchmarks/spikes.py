"""Are planted changes dated? Onsets that `footpath ask spikes` finds on the demo company, seed by seed.

    python benchmarks/spikes.py [--seeds 1 2 3] [--customers 20000] [--keep DIR]

For each seed the company is simulated and its exports (never `truth.json`) go through the ordinary command line. A spike is
*at* the touchpoint of its contacts, or at the one that most texts of its theme are about (`themes` per touchpoint); it
matches a planted pain when that is one of the pain's accepted names. Told are, for each pain that begins five weeks after the
records or later, the days between its planted onset and the nearest onset of a matching spike (what customers say of a late
parcel they say when it is late, so some days after), whether the planted segment is named, and spikes that match nothing.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pains import has_right_segment, plain_name

_FIRST_WEEKS = 35
_NEAR = 3


@dataclass(frozen=True)
class Dated:
    """One planted pain: days from its onset to that of the nearest matching spike, none where there is none."""

    pain: str
    days: int | None
    right_segment: bool


def place_of(spike: dict[str, Any], themes: Sequence[dict[str, Any]]) -> str | None:
    """Where a spike is: its touchpoint, or the one that its theme is mostly about."""
    if spike["touchpoint"] is not None:
        return str(spike["touchpoint"])
    own = [row for row in themes if row["id"] == spike["id"]]
    return str(max(own, key=lambda row: row["n"])["touchpoint"]) if own else None


def matches(place: str | None, pain: dict[str, Any]) -> bool:
    """Is it one of the pain's accepted touchpoints?"""
    return place is not None and plain_name(place) in {plain_name(name) for name in pain["touchpoints"]}


def score(truth: dict[str, Any], spikes: Sequence[dict[str, Any]], themes: Sequence[dict[str, Any]]) -> list[Dated]:
    """Each planted pain that has a time before it, dated."""
    start, found = date.fromisoformat(truth["period"]["from"][:10]), []
    for pain in truth["pains"]:
        onset = date.fromisoformat(pain["onset_on"])
        if (onset - start).days < _FIRST_WEEKS:
            continue
        own = [spike for spike in spikes if matches(place_of(spike, themes), pain)]
        off = sorted(((date.fromisoformat(spike["onset_on"]) - onset).days for spike in own), key=abs)
        right = any(_names_segment(spike, pain) for spike in own)
        found.append(Dated(pain["id"], off[0] if off else None, right))
    return found


def _names_segment(spike: dict[str, Any], pain: dict[str, Any]) -> bool:
    stated = {spike["dimension"]: spike["value"]} if spike["dimension"] else {}
    return has_right_segment({"segment": stated}, pain)


def false_ones(truth: dict[str, Any], spikes: Sequence[dict[str, Any]], themes: Sequence[dict[str, Any]]) -> list[str]:
    """Spikes at no planted touchpoint."""
    return [
        f"{spike['theme'] or spike['touchpoint']} since {spike['onset_on']} ({spike['ratio']:.1f} times)"
        for spike in spikes
        if not any(matches(place_of(spike, themes), pain) for pain in truth["pains"])
    ]


def run_seed(seed: int, customers: int, folder: Path) -> None:
    """Simulate, load, ask, and tell."""
    exports, workspace = folder / f"exports{seed}", folder / f"workspace{seed}"
    _footpath("simulate", str(exports), "--customers", str(customers), "--seed", str(seed))
    files = [str(path) for path in sorted(exports.iterdir()) if path.name != "truth.json"]
    _footpath("load", *files, "-w", str(workspace))
    spikes, themes = (
        json.loads(_footpath("ask", json.dumps(question), "-w", str(workspace), "--json"))["rows"]
        for question in ({"ask": "spikes"}, {"ask": "themes", "per": "touchpoint"})
    )
    truth = json.loads((exports / "truth.json").read_text(encoding="utf-8"))
    dated = score(truth, spikes, themes)
    near = [one for one in dated if one.days is not None and abs(one.days) <= _NEAR]
    print(f"seed {seed}: {len(near)} of {len(dated)} onsets within {_NEAR} days, {len(spikes)} spikes")
    for one in dated:
        told = "not found" if one.days is None else f"{one.days:+d} days"
        print(f"  {one.pain}: {told}{', segment right' if one.right_segment else ''}")
    for text in false_ones(truth, spikes, themes):
        print(f"  at nothing planted: {text}")


def _footpath(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "footpath", *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="keep what is simulated and loaded in this folder")
    chosen = parser.parse_args()
    with TemporaryDirectory() as scratch:
        for seed in chosen.seeds:
            run_seed(seed, chosen.customers, chosen.keep or Path(scratch))


if __name__ == "__main__":
    main()
