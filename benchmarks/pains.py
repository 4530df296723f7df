"""Does the map find what is planted? Recall and precision of its pain points on the demo company, seed by seed.

    python benchmarks/pains.py [--seeds 1 2 3 4 5] [--customers 20000] [--null] [--keep DIR [--kept]]

For each seed the company is simulated, its exports (never `truth.json`) go through the ordinary command line,
`footpath map FILES… -o map.json`, and the pain points of the map are held against the truth:

- A finding *matches* a planted pain if its touchpoint is one of the pain's accepted names and its segment does not
  contradict the planted one. Names are compared without regard to case, punctuation, plural and the word "page".
- A segment contradicts when it names the planted dimension with another value. Another dimension contradicts nothing,
  but is not right either: the segment is *right* when it is the planted one, or when none is planted and none is stated.
- A planted pain counts once, however many findings match it. A finding that matches none is false.
- Its onset is *right* when it lies no more than five days before the day on which its cause was there and no more than five
  after the day on which it first struck (a parcel ordered since the cause is late a week later at the earliest). Where it was
  there since the records began, right is to state no onset, or one within those five days.
- Segment and onset are right *together* when one and the same finding has both.
- A moment of truth is found when one of the map's is at one of its touchpoints.
- A planted high is found when the map praises one of its touchpoints, of all customers; any other praise is false.

Recall is the part of the planted pains (highs) that are found; precision is the part of the findings (praises) that match.
With ``--null`` nothing is planted, and every finding and praise is false.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\W_]+")
_SILENT_WORDS = frozenset(("page", "screen", "event", "the"))
NEAR = timedelta(days=5)  # an onset this near to the planted one is right


@dataclass(frozen=True)
class Score:
    """One map against one truth; a finding is written as the map states it."""

    seed: int
    planted: int
    found: tuple[str, ...]
    missed: tuple[str, ...]
    segments_right: int
    findings: int
    false: tuple[str, ...]
    seconds: float
    onsets_right: int = 0
    both_right: int = 0
    planted_moments: tuple[str, ...] = ()
    found_moments: tuple[str, ...] = ()
    told_moments: int = 0
    planted_highs: tuple[str, ...] = ()
    found_highs: tuple[str, ...] = ()
    praises: int = 0
    false_praises: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        return len(self.found) / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        return 1 - len(self.false) / self.findings if self.findings else 1.0


class Rights(NamedTuple):
    """What some finding of a planted pain states rightly; ``both`` is one finding alone."""

    segment: bool
    onset: bool
    both: bool


def plain_name(name: str) -> str:
    """A name without case, punctuation, plural and the word "page".

    Examples:
        >>> plain_name("Checkout_shipping page"), plain_name("Returns label"), plain_name("first-reply")
        ('checkout shipping', 'return label', 'first reply')
    """
    words = [word for word in _WORD.findall(name.lower()) if word not in _SILENT_WORDS]
    return " ".join(word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word for word in words)


def matches(finding: dict[str, Any], pain: dict[str, Any]) -> bool:
    """Is the finding at one of the pain's touchpoints, with a segment that does not contradict it?"""
    if plain_name(finding["touchpoint"]) not in {plain_name(name) for name in pain["touchpoints"]}:
        return False
    stated = _plain_pairs(finding["segment"])
    return all(
        any(stated[dimension] in values for dimension in dimensions & stated.keys())
        for dimensions, values in _planted_names(pain)
        if dimensions & stated.keys()
    )


def has_right_segment(finding: dict[str, Any], pain: dict[str, Any]) -> bool:
    """Does the finding state the planted segment, or none where none is planted?"""
    stated = _plain_pairs(finding["segment"])
    if not pain["segment"]:
        return not stated
    return all(
        any(stated[dimension] in values for dimension in dimensions & stated.keys())
        for dimensions, values in _planted_names(pain)
    )


def _plain_pairs(segment: dict[str, str]) -> dict[str, str]:
    return {plain_name(dimension): plain_name(str(value)) for dimension, value in segment.items()}


def _planted_names(pain: dict[str, Any]) -> list[tuple[set[str], set[str]]]:
    """For each planted dimension all its names, and all names of its value."""
    others: dict[str, list[str]] = pain["segment_names"]
    return [
        (
            {plain_name(name) for name in (dimension, *others.get(dimension, ()))},
            {plain_name(name) for name in (value, *others.get(value, ()))},
        )
        for dimension, value in pain["segment"].items()
    ]


def has_right_onset(finding: dict[str, Any], pain: dict[str, Any], begins_on: str) -> bool:
    """Does the finding state the day since which it is there, or none where it has always been?"""
    stated = finding.get("onset_on")
    cause = date.fromisoformat(pain.get("onset_on") or begins_on)
    if stated is None:
        return cause <= date.fromisoformat(begins_on)
    struck = date.fromisoformat(pain.get("first_struck_on") or cause.isoformat())
    return cause - NEAR <= date.fromisoformat(stated) <= max(struck, cause) + NEAR


def moments_found(truth: dict[str, Any], moments: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The planted moments of truth at whose touchpoints the map has one."""
    told = {plain_name(moment["touchpoint"]) for moment in moments}
    return tuple(
        planted["id"]
        for planted in truth.get("moments_of_truth", ())
        if told & {plain_name(name) for name in planted["touchpoints"]}
    )


def high_of(truth: dict[str, Any], praise: dict[str, Any]) -> str | None:
    """The planted high that a praise is of; none where it praises something else, or only a segment's."""
    if praise["segment"]:
        return None
    name = plain_name(praise["touchpoint"])
    found = (h["id"] for h in truth.get("highs", ()) if name in {plain_name(other) for other in h["touchpoints"]})
    return next(found, None)


def score(
    truth: dict[str, Any],
    findings: Sequence[dict[str, Any]],
    seed: int,
    seconds: float,
    moments: Sequence[dict[str, Any]] = (),
    praises: Sequence[dict[str, Any]] = (),
) -> Score:
    """Hold the findings, praises and moments of truth of a map against what is planted."""
    found: dict[str, Rights] = {}
    begins_on = truth.get("period", {}).get("from", "0001-01-01")[:10]
    false = []
    for finding in findings:
        matched = [pain for pain in truth["pains"] if matches(finding, pain)]
        if not matched:
            false.append(describe(finding))
        for pain in matched:
            segment, onset = has_right_segment(finding, pain), has_right_onset(finding, pain, begins_on)
            known = found.get(pain["id"], Rights(False, False, False))
            found[pain["id"]] = Rights(
                known.segment or segment, known.onset or onset, known.both or (segment and onset)
            )
    missed = tuple(pain["id"] for pain in truth["pains"] if pain["id"] not in found)
    highs = [high_of(truth, praise) for praise in praises]
    return Score(
        seed,
        len(truth["pains"]),
        tuple(found),
        missed,
        sum(rights.segment for rights in found.values()),
        len(findings),
        tuple(false),
        seconds,
        sum(rights.onset for rights in found.values()),
        sum(rights.both for rights in found.values()),
        tuple(planted["id"] for planted in truth.get("moments_of_truth", ())),
        moments_found(truth, moments),
        len(moments),
        tuple(high["id"] for high in truth.get("highs", ())),
        tuple(dict.fromkeys(high for high in highs if high)),
        len(praises),
        tuple(describe(praise) for praise, high in zip(praises, highs, strict=True) if high is None),
    )


def describe(finding: dict[str, Any]) -> str:
    """A finding in a few words: where, for whom, by which signals."""
    segment = ", ".join(f"{dimension} = {value}" for dimension, value in finding["segment"].items())
    return f"{finding['touchpoint']}{f' [{segment}]' if segment else ''} ({' + '.join(finding['kinds'])})"


def run_seed(directory: Path, seed: int, customers: int, *, planted: bool) -> Score:
    """Simulate one company, map it through the command line, and score the map."""
    from footpath.simulate import simulate
    from footpath.simulate.company import ALL_HIGHS, ALL_PAINS

    pains, highs = (ALL_PAINS, ALL_HIGHS) if planted else ((), ())
    company = simulate(directory / "exports", customers=customers, seed=seed, planted=pains, highs=highs)
    output = directory / "map.json"
    files = [str(export.path) for export in company.files]
    began = perf_counter()
    subprocess.run([sys.executable, "-m", "footpath", "map", *files, "-o", str(output)], check=True, stdout=sys.stderr)
    seconds = perf_counter() - began
    return score_kept(directory, seed, seconds)


def score_kept(directory: Path, seed: int, seconds: float = float("nan")) -> Score:
    """Score the map and the exports that a run has kept."""
    truth = json.loads((directory / "exports" / "truth.json").read_text(encoding="utf-8"))
    drawn = json.loads((directory / "map.json").read_text(encoding="utf-8"))
    return score(truth, drawn["pains"], seed, seconds, drawn.get("moments", ()), drawn.get("praises", ()))


def print_scores(scores: Sequence[Score]) -> None:
    """A row a seed, then the totals, then what was missed and what was false."""
    row = "{:>5}  {:>7}  {:>6}  {:>9}  {:>8}  {:>5}  {:>8}  {:>6}  {:>5}  {:>8}  {:>5}  {:>7}"
    heads = (
        "seed",
        "planted",
        "found",
        "findings",
        "recall",
        "false",
        "segments",
        "onsets",
        "both",
        "moments",
        "highs",
        "seconds",
    )
    print(row.format(*heads))
    for one in scores:
        n = len(one.found)
        cells = (one.seed, one.planted, n, one.findings, f"{one.recall:.0%}", len(one.false))
        rights = (f"{right}/{n}" for right in (one.segments_right, one.onsets_right, one.both_right))
        moments = f"{len(one.found_moments)}/{len(one.planted_moments)}"
        highs = f"{len(one.found_highs)}/{len(one.planted_highs)}"
        print(row.format(*cells, *rights, moments, highs, f"{one.seconds:.1f}"))
    planted, found = sum(s.planted for s in scores), sum(len(s.found) for s in scores)
    findings, false = sum(s.findings for s in scores), sum(len(s.false) for s in scores)
    print(f"\nrecall {found / planted if planted else 1:.0%} ({found} of {planted})")
    print(f"precision {1 - false / findings if findings else 1:.0%} ({false} of {findings} findings are not planted)")
    n = max(found, 1)
    for words, right in (
        ("right segment", sum(one.segments_right for one in scores)),
        ("right onset", sum(one.onsets_right for one in scores)),
        ("both, of one finding", sum(one.both_right for one in scores)),
    ):
        print(f"{words} {right / n:.0%} ({right} of {found} found)")
    print(f"moments of truth {sum(len(one.found_moments) for one in scores) / max(len(scores), 1):.1f} a company")
    _print_praises(scores)
    for one in scores:
        print(f"\nseed {one.seed}: found {', '.join(one.found) or 'nothing'}")
        print(f"  missed: {', '.join(one.missed) or 'nothing'}")
        print(f"  not planted: {'; '.join(one.false) or 'nothing'}")
        print(f"  moments of truth: {', '.join(one.found_moments) or 'none'} among {one.told_moments}")
        print(
            f"  praised: {', '.join(one.found_highs) or 'nothing planted'}; besides: {'; '.join(one.false_praises) or 'nothing'}"
        )


def _print_praises(scores: Sequence[Score]) -> None:
    planted, found = sum(len(s.planted_highs) for s in scores), sum(len(s.found_highs) for s in scores)
    praises, false = sum(s.praises for s in scores), sum(len(s.false_praises) for s in scores)
    print(f"highs: recall {found / planted if planted else 1:.0%} ({found} of {planted})")
    print(f"praise: precision {1 - false / praises if praises else 1:.0%} ({false} of {praises} are not planted)")


def is_good_enough(scores: Sequence[Score]) -> bool:
    """The yardstick: at least five of seven found and at most two findings not planted, for every seed."""
    return all(len(one.found) >= min(5, one.planted) and len(one.false) <= 2 for one in scores)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Recall and precision of the pain points on the demo company.")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--null", action="store_true", help="plant nothing: every finding is false")
    parser.add_argument("--keep", type=Path, help="keep exports and maps in this folder")
    parser.add_argument("--kept", action="store_true", help="score what an earlier run has kept, draw nothing")
    options = parser.parse_args(arguments)
    scores = []
    for seed in options.seeds:
        with TemporaryDirectory(prefix="footpath-pains-") as temporary:
            directory = (options.keep or Path(temporary)) / f"seed-{seed}"
            directory.mkdir(parents=True, exist_ok=True)
            if options.kept:
                scores.append(score_kept(directory, seed))
                continue
            scores.append(run_seed(directory, seed, options.customers, planted=not options.null))
    print_scores(scores)
    return 0 if is_good_enough(scores) else 1


if __name__ == "__main__":
    sys.exit(main())
