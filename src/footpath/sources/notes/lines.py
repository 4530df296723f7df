"""Lines of text into turns: "Name: said", "[10:22] Name: said", a name on a line of its own, or paragraphs that name nobody."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from footpath.sources.notes import vocabulary
from footpath.sources.notes.dates import is_month_first, read_date, read_offset
from footpath.sources.notes.heads import LONGEST, is_head_key, split_head
from footpath.sources.notes.turns import Turn
from footpath.sources.words import folded

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_STAMP = rf"[\[(]?(?P<stamp>(?:{_DAY}(?:,\s*|T|\s+))?{_CLOCK}|{_DAY})[\])]?\s*(?:[-–—]\s*)?"
_NAME = r"(?P<name>[^\W\d_][^:\n\[\]\t|]{0,60}?)"
_LATER = rf"\s*(?:[\[(](?P<later>{_CLOCK})[\])])?"
_SAID = re.compile(rf"^\s*(?:{_STAMP})?{_NAME}{_LATER}\s*(?::(?:\s+(?P<text>.*))?|：\s*(?P<wide>.*))$")
_ALONE = (
    re.compile(rf"^\s*\[?{_NAME}\]?\s+[\[(]?(?P<stamp>{_CLOCK})[\])]?\s*$"),
    re.compile(rf"^\s*{_STAMP}(?P<name>[^\W\d_][^:\n|]{{0,40}})$"),
)
_KEYED = re.compile(r"\W*(?:[A-Za-z]{0,6}[-_#]?\d[\w-]*|[\w.+-]+@[\w.-]+)\W*$")
_LABELLED = 200  # letters of a line in which its time and speaker must stand
_ADDRESSED = re.compile(r"^from (.+?) to .+$", re.IGNORECASE)  # "From Ann to Everyone"
_INNER = re.compile(rf"^[\[(](?P<stamp>{_CLOCK})[\])]\s*")
_NOTICE = re.compile(rf"^\s*{_STAMP}")  # a line with a time and nobody who speaks: what the chat itself says
_MARKS = re.compile(r"(?<!\w)(\*\*|__)|(\*\*|__)(?!\w)")


@dataclass(frozen=True)
class _Line:
    text: str
    speaker: str = ""
    stamp: str = ""


def read_lines(lines: Sequence[str]) -> tuple[list[str], list[Turn]]:
    """The lines of the head, and the turns.

    A label counts as a speaker when it names a side ("Agent", "Participant 2") or comes back; text without a label goes on with what was
    said before, and what stands above the first speaker is the head's. Where nobody is named, each paragraph is a turn of nobody.
    """
    plain = _plain(lines)
    read = [_read_line(line) for line in plain]
    speakers = _speakers(read)
    if not speakers:
        head, rest = split_head(plain)
        return head, _paragraphs(rest)
    first = next(at for at, line in enumerate(read) if folded(line.speaker) in speakers)
    return plain[:first], _timed(_turns(read[first:], speakers))


def is_dialogue(lines: Sequence[str]) -> bool:
    """True when the lines name who speaks, at least twice."""
    read = [_read_line(line) for line in _plain(lines)]
    speakers = _speakers(read)
    told = sum(folded(line.speaker) in speakers for line in read if line.speaker)
    return told >= 2 and told >= 0.15 * sum(bool(line.text or line.speaker) for line in read)


def _plain(lines: Sequence[str]) -> list[str]:
    """The lines without marks of bold and of direction."""
    return [_MARKS.sub("", line.replace("\u200e", "").replace("\u202f", " ")).rstrip() for line in lines]


def _read_line(line: str) -> _Line:
    start, rest = line[:_LABELLED], line[_LABELLED:]
    if found := _SAID.match(start):
        name = _ADDRESSED.sub(r"\1", found["name"].strip(" -–—*"))
        if _is_name(name):
            said = ((found["text"] or found["wide"] or "") + rest).strip()
            stamp = found["stamp"] or found["later"] or ""
            inner = None if stamp else _INNER.match(said)
            return _Line(said[inner.end() :], name, inner["stamp"]) if inner else _Line(said, name, stamp)
    for pattern in _ALONE:
        found = None if rest else pattern.match(start)
        if found and _is_name(name := found["name"].strip(" -–—*")):
            return _Line("", name, found["stamp"])
    return _Line(line.strip())


def _is_name(text: str) -> bool:
    bare = re.sub(r"\([^)]*\)", "", text).strip()
    return 0 < len(bare.split()) <= 4 and len(bare) <= 40 and not re.search(r"[.!?;,]\s|[!?;,]$|https?$", bare)


def _speakers(read: Sequence[_Line]) -> frozenset[str]:
    """The labels that speak, folded."""
    details = _details(read)
    labels = Counter(folded(line.speaker) for line in read if line.speaker and folded(line.speaker) not in details)
    if not labels:
        return frozenset()
    spelled = {folded(line.speaker): line.speaker for line in read if line.speaker}
    sure = {label for label, count in labels.items() if _names_a_side(label) and (count >= 2 or len(labels) > 1)}
    sure |= {label for label, count in labels.items() if count >= 2 and not is_head_key(label)}
    stamped = {folded(line.speaker) for line in read if line.speaker and line.stamp}
    sure |= {label for label in stamped if not is_head_key(label)}
    told = sum(labels[label] for label in sure)
    filled = sum(bool(line.text or line.speaker) and folded(line.speaker) not in details for line in read)
    if (
        told and sum(labels.values()) >= 0.6 * filled
    ):  # nearly every line is labelled: a name that speaks once is one, too
        sure |= {label for label in labels if not spelled[label][:1].islower() and not is_head_key(label)}
    return frozenset(sure) if sum(labels[label] for label in sure) >= 2 else frozenset()


def _details(read: Sequence[_Line]) -> frozenset[str]:
    """Labels at the top that name a detail: "Customer ID: 77", or "Customer: Maria Lopez" beside "Date: …"; they come once and say no sentence."""
    top: list[_Line] = []
    for line in read[:LONGEST]:
        if top and not line.speaker and not line.text:
            break
        top.append(line)
    beside = any(line.speaker and is_head_key(line.speaker) for line in top)
    counts = Counter(folded(line.speaker) for line in read if line.speaker)
    return frozenset(
        folded(line.speaker)
        for line in top
        if line.speaker
        and counts[folded(line.speaker)] == 1
        and (_KEYED.match(line.text) or (beside and len(line.text.split()) <= 4 and line.text[-1:] not in ".!?…"))
    )


def _names_a_side(label: str) -> bool:
    return any(token in vocabulary.STAFF or token in vocabulary.CUSTOMER for token in re.findall(r"[^\W\d_]+", label))


def _turns(read: Sequence[_Line], speakers: frozenset[str]) -> list[tuple[Turn, str]]:
    """Turns with their stamps: lines of one speaker in a row are one turn, unless each has a stamp of its own."""
    turns: list[tuple[Turn, str]] = []
    for line in read:
        if line.speaker and folded(line.speaker) in speakers:
            turns.append((Turn(line.text, line.speaker), line.stamp))
            continue
        text = f"{line.speaker}: {line.text}" if line.speaker else line.text
        if re.search(r"\w", text) and not (turns[-1][1] and _dated(text)):
            last, stamp = turns[-1]
            turns[-1] = (replace(last, text=f"{last.text}\n{text}".strip()), stamp)
    return [(turn, stamp) for turn, stamp in turns if turn.text]


def _dated(text: str) -> bool:
    found = _NOTICE.match(text[:_LABELLED])
    return found is not None and read_date(found["stamp"]) is not None


def _timed(turns: Sequence[tuple[Turn, str]]) -> list[Turn]:
    """Stamps with a day are times; others count from the start of the recording, unless they begin too late for that: then they are the clock."""
    stamps = [stamp for _, stamp in turns if stamp]
    month_first = is_month_first(stamps)
    clocks = [stamp for stamp in stamps if read_date(stamp) is None]
    by_clock = bool(clocks) and _is_clock(clocks)
    timed = []
    for turn, stamp in turns:
        at = read_date(stamp, month_first=month_first) if stamp else None
        if at is not None or not stamp:
            timed.append(replace(turn, at=at))
        elif by_clock:
            of_day = read_date(f"2000-01-01 {stamp}")
            timed.append(replace(turn, at=of_day[11:] if of_day else None))
        else:
            timed.append(replace(turn, offset_s=read_offset(stamp)))
    return timed


def _is_clock(stamps: Sequence[str]) -> bool:
    if any(re.search("[AaPp]", stamp) for stamp in stamps):
        return True
    first = stamps[0].split(":")
    if any(int(stamp.split(":")[0]) > 23 for stamp in stamps):
        return False
    return int(first[0]) >= (6 if len(first) == 2 else 3)


def _paragraphs(lines: Sequence[str]) -> list[Turn]:
    """What stands between empty lines; each line for itself where none is empty and they are long."""
    kept = [line.strip() for line in lines]
    filled = [line for line in kept if line]
    if "" not in kept or sum(len(line) for line in filled) >= 120 * len(filled):
        return [Turn(line.lstrip("-*•# ")) for line in filled if line.lstrip("-*•# ")]
    blocks, block = [], list[str]()
    for line in [*kept, ""]:
        if line:
            block.append(line)
        elif block:
            blocks.append(" ".join(block))
            block = []
    return [Turn(text.lstrip("-*•# ")) for text in blocks if text.lstrip("-*•# ")]
