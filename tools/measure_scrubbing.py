"""How much personal data does `footpath.voice.scrub` find, and how much does it take that is none?

    python tools/measure_scrubbing.py [--part seen|held|all|other|after] [--misses] [--speed]

The sentences are made (`tests/data/scrubbing`): templates in eight languages with a place for a name, an e-mail address and so on,
values that belong to nobody, and sentences without personal data. Every other template, value and clean sentence is
held out: rules were written while looking at the others only. See docs/privacy.md.
"""

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from footpath.voice import scrub

DATA = Path(__file__).parent.parent / "tests" / "data" / "scrubbing"
SEEN, HELD = 0, 1
KIND_OF = {"given": "name", "full": "name", "family": "name"}
MARK_KIND = {"number": "id", "date": "birth"}
FILLS = 4  # sentences made of each template at most
INVENTED = {"given": ["Zorvane"], "full": ["Zorvane Quellick"], "family": ["Quellick"]}
_SLOT = re.compile(r"\{(\w+)\}")
_MARK = re.compile(r"\[(name|email|phone|link|card|iban|number|address|date|ip)\]")


class Marked(NamedTuple):
    """A sentence, and which part of it is personal data of which kind; none in a clean one."""

    text: str
    language: str
    half: int
    kind: str = ""
    start: int = 0
    end: int = 0


@dataclass
class Tally:
    """Counts of one kind."""

    secrets: int = 0
    gone: int = 0
    marks: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.gone / self.secrets if self.secrets else float("nan")

    @property
    def precision(self) -> float:
        return self.right / self.marks if self.marks else float("nan")


def sentences(name: str) -> Iterator[tuple[str, int, str]]:
    """Language, half and sentence of each line."""
    language, number = "", 0
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            language, number = line.strip("[]"), 0
        elif line and not line.startswith("#"):
            yield language, number % 2, line.replace("\\n", "\n")
            number += 1


def values() -> dict[tuple[str, str], list[str]]:
    """Values by slot and language."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in (DATA / "values.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            head, _, listed = line.partition(": ")
            slot, language = head.split()
            found[slot, language] = listed.split(" | ")
    return found


def made(invented: bool = False) -> list[Marked]:
    """All sentences with personal data, each template filled with some values of its half in turn.

    Args:
        invented: names that nobody has and no list knows, in place of real ones, and nothing else.
    """
    known, turn = values(), Counter[tuple[str, int]]()
    out = []
    for language, half, template in sentences("templates.txt"):
        slot = _SLOT.search(template)
        assert slot is not None, template
        name = slot.group(1)
        choices = known.get((name, language), known.get((name, "*"), []))[half::2]
        if invented:
            choices = INVENTED.get(name, [])
        for _ in range(min(FILLS, len(choices))):
            value = choices[turn[name + language, half] % len(choices)]
            turn[name + language, half] += 1
            text = template.replace(slot.group(), value)
            out.append(Marked(text, language, half, KIND_OF.get(name, name), slot.start(), slot.start() + len(value)))
    return list(dict.fromkeys(out))


def marked(name: str) -> list[Marked]:
    """Sentences in which the personal data stands in «kind:…»."""
    out = []
    for language, _, line in sentences(name):
        before, inside, rest = re.split("[«»]", line)
        kind, _, value = inside.partition(":")
        out.append(Marked(before + value + rest, language, HELD, kind, len(before), len(before) + len(value)))
    return out


def clean() -> list[Marked]:
    return [Marked(text, language, half) for language, half, text in sentences("clean.txt")]


def marks(text: str, scrubbed: str) -> list[tuple[int, int, str]]:
    """Which part of the text each mark stands for."""
    kinds = _MARK.findall(scrubbed)
    pieces = _MARK.split(scrubbed)[::2]
    found = re.fullmatch("(.+?)".join(map(re.escape, pieces)), text, re.DOTALL)
    assert found is not None, (text, scrubbed)
    return [(*found.span(at), MARK_KIND.get(kind, kind)) for at, kind in enumerate(kinds, 1)]


def measure(texts: Iterable[Marked]) -> dict[str, Tally]:
    """Tallies by kind: a secret is gone when no letter or digit of it is left; a mark is right when it hides some of one."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for one in texts:
        found = marks(one.text, scrub(one.text))
        hidden = {place for start, end, _ in found for place in range(start, end)}
        if one.kind:
            left = [at for at in range(one.start, one.end) if one.text[at].isalnum() and at not in hidden]
            tallies[one.kind].secrets += 1
            tallies[one.kind].gone += not left
            if left:
                tallies[one.kind].missed.append(f"missed {one.kind}: {one.text!r} -> {scrub(one.text)!r}")
        for start, end, kind in found:
            right = start < one.end and one.start < end and bool(one.kind)
            tallies[kind].marks += 1
            tallies[kind].right += right
            if not right:
                tallies[kind].missed.append(f"wrong {kind}: {one.text!r} -> {scrub(one.text)!r}")
    return dict(tallies)


def beside(texts: Iterable[Marked]) -> float:
    """The share of words beside the personal data that went with it."""
    words = gone = 0
    for one in texts:
        hidden = {place for start, end, _ in marks(one.text, scrub(one.text)) for place in range(start, end)}
        for found in re.finditer(r"\w+", one.text):
            if not one.start <= found.start() < one.end:
                words += 1
                gone += found.start() in hidden
    return gone / words


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--part", choices=("seen", "held", "all", "other", "after"), default="all")
    asked.add_argument("--misses", action="store_true")
    asked.add_argument("--speed", action="store_true")
    wanted = asked.parse_args()
    halves = {"seen": {SEEN}, "held": {HELD}}.get(wanted.part, {SEEN, HELD})
    own = marked(f"{wanted.part}.txt") if wanted.part in ("other", "after") else made()
    secret, plain = ([one for one in texts if one.half in halves] for texts in (own, clean()))
    tallies = measure([*secret, *plain])
    say = sys.stdout.write
    say(f"{len(secret)} sentences with personal data, {len(plain)} without\n\n")
    say("| kind | n | recall | marks | precision |\n|---|---|---|---|---|\n")
    for kind, tally in sorted(tallies.items()):
        say(f"| {kind} | {tally.secrets} | {tally.recall:.3f} | {tally.marks} | {tally.precision:.3f} |\n")
    told, right = (sum(getattr(tally, name) for tally in tallies.values()) for name in ("marks", "right"))
    say(
        f"| all | {len(secret)} | {sum(t.gone for t in tallies.values()) / len(secret):.3f} | {told} | {right / told:.3f} |\n"
    )
    touched = sum(scrub(one.text) != one.text for one in plain)
    unknown = [one for one in made(invented=True) if one.half in halves]
    found = measure(unknown)["name"]
    say(f"\nnames that no list knows: {found.recall:.3f} of {found.secrets}\n")
    say(f"words hidden that are none of it: {beside(secret):.4f}\n")
    say(f"clean sentences touched: {touched} of {len(plain)}\n")
    if wanted.misses:
        say("\n".join(line for tally in tallies.values() for line in tally.missed) + "\n")
    if wanted.speed:
        texts = [one.text for one in (*secret, *plain)] * 5
        started = time.process_time()
        for text in texts:
            scrub(text)
        say(f"{len(texts) / (time.process_time() - started):,.0f} texts a second\n")


if __name__ == "__main__":
    main()
