"""Files of notes and transcripts (.txt, .md, .docx, .vtt, .srt) into conversations, and conversations into tables."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from footpath.errors import SourceError
from footpath.sources.notes.genres import with_genre
from footpath.sources.notes.heads import read_head_lines
from footpath.sources.notes.lines import is_dialogue, read_lines
from footpath.sources.notes.turns import Conversation, Fault, Turn
from footpath.sources.reading.bytes import chunks, fallback_encoding, wide_encoding
from footpath.sources.reading.docx import is_docx, read_docx
from footpath.sources.reading.vtt import is_subtitles, read_subtitles

EXTENSIONS = frozenset({"docx", "vtt", "srt", "md"})
_LARGEST = 64 << 20
_NOT_NOTES = re.compile(r"^(?:readme|licen[cs]e|changelog|contributing|requirements|notice)\b", re.IGNORECASE)
_PROSE_WORDS = 5  # words of an average line that are prose and not a list of keys


def is_notes(path: Path, head: bytes) -> bool:
    """True for a file that holds what people said, and no table: told by its content, a name without an extension counts for nothing."""
    kind = path.suffix.lower().lstrip(".")
    if head.startswith(b"PK\x03\x04"):
        return kind not in ("xlsx", "xlsm", "ods", "xlsb") and is_docx(path)
    if kind in EXTENSIONS:
        return True
    if kind not in ("txt", "text"):
        return False
    text = _decoded(head)
    if is_subtitles(text):
        return True
    lines = text.splitlines()
    return is_dialogue(lines) or _is_prose(lines)


def belongs_to_a_folder(path: Path) -> bool:
    """False for what lies beside exports and says nothing of customers, a README or a licence; Markdown is read only where it is named."""
    return path.suffix.lower() != ".md" and not (path.suffix.lower() == ".txt" and _NOT_NOTES.match(path.stem))


def read_conversation(path: Path) -> Conversation:
    """One file of notes.

    Raises:
        SourceError: the file is damaged, unreasonably large, or says nothing.
    """
    faults: list[Fault] = []
    if path.suffix.lower() == ".docx" or is_docx(path):
        head, turns = read_lines(read_docx(path))
    else:
        text = _read_text(path)
        if is_subtitles(text):
            head, turns, faults = read_subtitles(text)
        else:
            head, turns = read_lines(text.splitlines())
    if not turns and not faults:
        raise SourceError(f"{path} holds no text that somebody said.", "Export the transcript again.")
    told = read_head_lines(head, path)
    recorded = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(sep=" ", timespec="seconds")
    return with_genre(Conversation(path, path.name, _numbered(turns), told, recorded, faults=tuple(faults)))


def _numbered(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    return tuple(turn for turn in turns if turn.text.strip())


def _read_text(path: Path) -> str:
    parts, size = [], 0
    for part in chunks(path):
        size += len(part)
        if size > _LARGEST:
            raise SourceError(
                f"{path} holds more than {_LARGEST >> 20} MB of notes.", "Split it into one file a conversation."
            )
        parts.append(part)
    return _decoded(b"".join(parts))


def _decoded(raw: bytes) -> str:
    wide = wide_encoding(raw)
    if wide:
        return raw.decode(wide, errors="replace").removeprefix("\ufeff")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(raw) - 4:  # a head that was cut within a letter
            return raw[: error.start].decode("utf-8-sig", errors="replace")
        return raw.decode(fallback_encoding(raw), errors="replace")


def _is_prose(lines: Sequence[str]) -> bool:
    """Lines of many words that no delimiter splits alike."""
    filled = [line for line in lines if line.strip()][:200]
    if not filled or sum(len(line.split()) for line in filled) < _PROSE_WORDS * len(filled):
        return False
    for delimiter in "\t;|,":
        counts = {line.count(delimiter) for line in filled}
        if len(filled) > 1 and len(counts) == 1 and counts != {0}:
            return False
        if (
            delimiter in "\t|"
            and filled[0].count(delimiter)
            and sum(delimiter in line for line in filled) > 0.8 * len(filled)
        ):
            return False
    return '"' not in filled[0] or "," not in filled[0]
