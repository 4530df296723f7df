"""Subtitles with times (WebVTT, SRT): who said what when. Cues of one speaker in a row are one turn."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from footpath.sources.notes.dates import read_offset
from footpath.sources.notes.turns import Fault, Turn

_ARROW = re.compile(r"^\s*([\d:.,]+)\s*-->\s*([\d:.,]+)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>\n]{1,200})>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z0-9.:][^>]{0,200}>")
_LABEL = re.compile(r"^\s*[-–—]?\s*(?:\[|\()?([^\W\d_][^:\n<>\[\]()]{0,40}?)(?:\]|\))?\s*:\s+(.*)$", re.DOTALL)
_PAUSE_S = 2.0  # between cues that name nobody: a longer pause begins another turn


@dataclass(frozen=True)
class _Cue:
    start: float
    end: float
    speaker: str
    text: str


def is_subtitles(text: str) -> bool:
    """True for a text of cues with times."""
    return text.lstrip("\ufeff \n").startswith("WEBVTT") or any(map(_ARROW.match, text[:4000].splitlines()))


def read_subtitles(text: str) -> tuple[list[str], list[Turn], list[Fault]]:
    """The lines of notes and title at the top, the turns, and the cues that could not be read.

    Examples:
        >>> _, turns, _ = read_subtitles("WEBVTT\\n\\n00:01.000 --> 00:02.000\\n<v Ann>Hi.\\n\\n00:02.100 --> 00:03.000\\n<v Ann>Hello?")
        >>> [(turn.speaker, turn.text, turn.offset_s) for turn in turns]
        [('Ann', 'Hi. Hello?', 1.0)]
    """
    head: list[str] = []
    cues: list[_Cue] = []
    faults: list[Fault] = []
    for block in _blocks(text):
        at = next((n for n, line in enumerate(block) if "-->" in line), None)
        if at is None:
            first = block[0].lstrip("\ufeff ")
            told = first.partition(" ")[2] if first.startswith(("WEBVTT", "NOTE")) else ""
            if first.startswith(("WEBVTT", "NOTE")):
                head.extend([told.lstrip("- "), *block[1:]])
            elif not first.startswith(("STYLE", "REGION")) and not first.strip().isdigit():
                faults.append(Fault("text without a time", "\n".join(block)))
            continue
        found = _ARROW.match(block[at])
        start, end = (read_offset(found[1]), read_offset(found[2])) if found else (None, None)
        if start is None or end is None:
            faults.append(Fault("a cue whose time cannot be read", "\n".join(block)))
            continue
        cues.extend(_voices("\n".join(block[at + 1 :]), start, end))
    return [line for line in head if line.strip()], list(_turns(cues)), faults


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _voices(payload: str, start: float, end: float) -> Iterator[_Cue]:
    """The parts of a cue, one for each voice in it."""
    marks = list(_VOICE.finditer(payload))
    if marks:
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            said = _plain(payload[mark.end() : following.start() if following else len(payload)])
            if said:
                yield _Cue(start, end, html.unescape(mark[1]).strip(), said)
        return
    parts: list[tuple[str, str]] = []
    for line in payload.splitlines():
        said = _plain(line)
        found = _LABEL.match(said)
        if found and len(found[1].split()) <= 4:
            parts.append((found[1].strip(), found[2].strip()))
        elif parts and said:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]} {said}".strip())
        elif said:
            parts.append(("", said))
    for speaker, said in parts:
        if said:
            yield _Cue(start, end, speaker, said)


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _turns(cues: list[_Cue]) -> Iterator[Turn]:
    """A cue without a name goes on with the one before, where any cue has a name."""
    named = any(cue.speaker for cue in cues)
    turn: Turn | None = None
    ended = 0.0
    for cue in cues:
        goes_on = turn is not None and (
            (named and cue.speaker in ("", turn.speaker)) or (not named and cue.start - ended < _PAUSE_S)
        )
        if turn is not None and goes_on:
            turn = Turn(f"{turn.text} {cue.text}", turn.speaker, turn.offset_s)
        else:
            if turn is not None:
                yield turn
            turn = Turn(cue.text, cue.speaker, cue.start)
        ended = cue.end
    if turn is not None:
        yield turn
