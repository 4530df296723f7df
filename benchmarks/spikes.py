"""Are planted changes dated? Onsets that `footpath ask spikes` finds on the demo company, seed by seed.

    python benchmarks/spikes.py [--seeds 1 2 3] [--customers 20000] [--keep DIR]

For each seed the company is simulated and its exports (never `truth.json`) go through the ordinary command line; what is kept
is not made again. A spike is
*at* the touchpoint of its contacts, or at the one of whose texts the largest part speaks of its theme; it
matches a planted pain when that is one of the pain's accepted names. Told are, for each pain that begins five weeks after the
records or later, the days between its planted onset and the nearest onset of a matching spike, whether the planted segment is
named, and spikes that match nothing. With ``--null`` nothing is planted, and every spike is false.

Which day is the onset? A pain has a cause (``onset_on``), but nobody writes of a late parcel on the day from which on parcels are
ordered that will be late: it is promised for six days after the order, comes one to six days after that, and is written about
half a day to a week later; a label that does not scan is tried again a day or more later. No count of texts can rise before
texts of it can exist. So a spike of texts or scores is held against ``first_feedback_on``, the first day on which somebody whom
the pain had struck gives feedback of it in this very company; a spike of broken promises, contacts or errors against
``first_struck_on``, the first day on which it strikes. Both come from what people lived through, and know nothing of what the scan finds; the days from the
cause are told beside.

Beside each stands what the same scan says of the true themes of what was written (as many comments as the surveys get, drawn
anew), by those in the planted region where there is one: the best that any themes could lead to.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from footpath.analysis.readings.rises import SURE
from footpath.analysis.readings.scanning import scan
from footpath.analysis.readings.streams import due_by_day
from footpath.simulate import simulate
from footpath.simulate.clock import END, START
from footpath.simulate.company import ALL_PAINS, _live_all
from footpath.simulate.exports.voice import _COMMENT_RATE, _REVIEW_TEXT_RATE
from pains import has_right_segment, plain_name

_FIRST_WEEKS = 35
_NEAR = 3
_FEW = 10  # texts: of fewer a share says nothing
_DAY = 86_400.0


@dataclass(frozen=True)
class Dated:
    """One planted pain.

    Attributes:
        days: to the onset of the nearest matching spike, from the day on which what it counts could first rise; none where
            there is none.
        since_cause: the same from the day of the cause.
        within: that day is between the earliest and the latest of that spike's.
        best: the days by true themes; none where those show no spike.
        texts: how many truly speak of it.
    """

    pain: str
    days: int | None
    since_cause: int | None
    within: bool
    right_segment: bool
    best: int | None
    texts: int


def place_of(spike: dict[str, Any], themes: Sequence[dict[str, Any]]) -> str | None:
    """Where a spike is: its touchpoint, the one that it says it is about, or the one of whose texts most speak of its theme."""
    if spike["touchpoint"] is not None or spike["about"] is not None:
        return str(spike["touchpoint"] or spike["about"])
    own = [row for row in themes if row["id"] == spike["id"] and row["n"] >= _FEW]
    return str(max(own, key=lambda row: row["share"])["touchpoint"]) if own else None


def matches(place: str | None, pain: dict[str, Any]) -> bool:
    """Is it one of the pain's accepted touchpoints?"""
    return place is not None and plain_name(place) in {plain_name(name) for name in pain["touchpoints"]}


def score(
    truth: dict[str, Any], spikes: Sequence[dict[str, Any]], themes: Sequence[dict[str, Any]], said: "Said"
) -> list[Dated]:
    """Each planted pain that has a time before it, dated."""
    start, found = date.fromisoformat(truth["period"]["from"][:10]), []
    for pain in truth["pains"]:
        onset = date.fromisoformat(pain["onset_on"])
        if (onset - start).days < _FIRST_WEEKS:
            continue
        own = [spike for spike in spikes if matches(place_of(spike, themes), pain)]
        own.sort(key=lambda spike: abs(_late_by(spike, pain)))
        best = own[0] if own else None
        theme, region = pain["effect"]["theme"], pain["segment"].get("region")
        said_on = date.fromisoformat(pain["first_feedback_on"] or pain["first_struck_on"])
        found.append(
            Dated(
                pain["id"],
                _late_by(best, pain) if best else None,
                (date.fromisoformat(best["onset_on"]) - onset).days if best else None,
                best is not None and best["onset_low_on"] <= _could_rise(best, pain) <= best["onset_high_on"],
                any(_names_segment(spike, pain) for spike in own),
                said.best(theme, (said_on - start).days, region),
                said.of_theme(theme),
            )
        )
    return found


def _could_rise(spike: dict[str, Any], pain: dict[str, Any]) -> str:
    """The first day on which what a spike counts could be more because of a pain."""
    return str(
        pain["first_feedback_on" if spike["kind"] in ("theme", "experience") else "first_struck_on"]
        or pain["first_struck_on"]
    )


def _late_by(spike: dict[str, Any], pain: dict[str, Any]) -> int:
    return (date.fromisoformat(spike["onset_on"]) - date.fromisoformat(_could_rise(spike, pain))).days


@dataclass(frozen=True)
class Said:
    """What was truly written: stream, theme and day of each text, and the region of its writer."""

    written: tuple[tuple[str, str, int, str], ...]

    def of_theme(self, theme: str) -> int:
        return sum(own == theme for _, own, _, _ in self.written)

    def best(self, theme: str, onset: int, region: str | None) -> int | None:
        """Days from an onset to the nearest that the scan finds in texts of a theme, in one region or everywhere."""
        days = int((END - START) // _DAY) + 1
        streams = sorted({stream for stream, _, _, _ in self.written})
        counts, own = np.zeros((1, 1, days), np.int64), np.zeros((1, 1, len(streams)), np.int64)
        texts = np.zeros((1, len(streams), days), np.int64)
        for stream, about, day, home in self.written:
            if region not in (None, home):
                continue
            texts[0, streams.index(stream), day] += 1
            if about == theme:
                counts[0, 0, day] += 1
                own[0, 0, streams.index(stream)] += 1
        exposure = due_by_day(own[0, 0], texts[0])
        weekday = (np.arange(days) + date.fromtimestamp(START).weekday()) % 7
        found = [at.first - onset for at in scan(counts[0, 0], exposure, weekday) if at.p <= SURE]
        return min(found, key=abs, default=None)


def what_was_said(seed: int, customers: int) -> Said:
    """The texts of a company as its people meant them."""
    ledger, chance = _live_all(customers, seed, ALL_PAINS, lambda _what, _share: None), Random(seed)
    written = [("ticket", ticket.theme, ticket.created, ticket.person) for ticket in ledger.tickets]
    written += [("chat", "chatbot" if chat.loops else chat.theme, chat.started, chat.person) for chat in ledger.chats]
    written += [
        ("review", review.theme, review.written, review.order.person)
        for review in ledger.reviews
        if chance.random() < _REVIEW_TEXT_RATE
    ]
    written += [
        (answer.kind, answer.theme, answer.answered, answer.person)
        for answer in ledger.surveys
        if answer.answered and answer.theme and chance.random() < _COMMENT_RATE[answer.kind]
    ]
    return Said(
        tuple(
            (stream, theme, int((at - START) // _DAY), person.region)
            for stream, theme, at, person in written
            if START <= at < END
        )
    )


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


def run_seed(seed: int, customers: int, folder: Path, *, null: bool = False) -> list[Dated]:
    """Simulate, load, listen, ask, and tell."""
    name = f"{'null' if null else ''}{seed}"
    exports, workspace = folder / f"exports{name}", folder / f"workspace{name}"
    if not (exports / "truth.json").exists():
        simulate(exports, customers=customers, seed=seed, planted=() if null else ALL_PAINS)
    if not workspace.exists():
        files = [str(path) for path in sorted(exports.iterdir()) if path.name != "truth.json"]
        _footpath("load", *files, "-w", str(workspace))
    spikes, themes = (
        json.loads(_footpath("ask", json.dumps(question), "-w", str(workspace), "--json"))["rows"]
        for question in ({"ask": "spikes"}, {"ask": "themes", "per": "touchpoint"})
    )
    if null:
        print(f"seed {seed}, nothing planted: {len(spikes)} spikes")
        for text in false_ones({"pains": ()}, spikes, themes):
            print(f"  {text}")
        return []
    truth = json.loads((exports / "truth.json").read_text(encoding="utf-8"))
    dated = score(truth, spikes, themes, what_was_said(seed, customers))
    near = [one for one in dated if is_near(one.days)]
    print(f"seed {seed}: {len(near)} of {len(dated)} onsets within {_NEAR} days, {len(spikes)} spikes")
    for one in dated:
        told = "not found"
        if one.days is not None:
            inside = ", in its interval" if one.within else ""
            told = f"{one.days:+d} days{inside} ({one.since_cause:+d} from the cause)"
        best = "not found" if one.best is None else f"{one.best:+d} days"
        print(f"  {one.pain}: {told}{', segment right' if one.right_segment else ''}", end="; ")
        print(f"by true themes {best} ({one.texts:,} texts)")
    for text in false_ones(truth, spikes, themes):
        print(f"  at nothing planted: {text}")
    return dated


def is_near(days: int | None) -> bool:
    return days is not None and abs(days) <= _NEAR


def _footpath(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", "footpath", *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--null", action="store_true", help="plant nothing")
    parser.add_argument("--keep", type=Path, help="keep what is simulated and loaded in this folder")
    chosen = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        dated = [one for seed in chosen.seeds for one in run_seed(seed, chosen.customers, folder, null=chosen.null)]
    near, best = sum(is_near(one.days) for one in dated), sum(is_near(one.best) for one in dated)
    print(f"of {len(dated)} onsets {near} within {_NEAR} days; by true themes {best}")


if __name__ == "__main__":
    main()
