"""From a file on disk to plain UTF-8 bytes: packed files are unpacked, other encodings rewritten."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from footpath.errors import SourceError
from footpath.sources.tables import Session

CHUNK = 8 << 20
LONGEST_RECORD = 32 << 20
_FEW_LETTERS = 24  # with fewer that are not ASCII, an encoding cannot be guessed
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"%PDF",
    b"\x7fELF",
    b"GIF8",
    b"SQLite format 3",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
)


@contextmanager
def open_plain(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked where they are gzipped (whatever the name says)."""
    with path.open("rb") as stream:
        if not is_packed(path):
            yield stream
            return
        with gzip.GzipFile(fileobj=stream) as packed, io.BufferedReader(packed, 1 << 20) as plain:
            yield plain


def is_packed(path: Path) -> bool:
    """True for a gzipped file."""
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def read_head(path: Path, size: int = 1 << 18) -> bytes:
    """The first bytes of a file, unpacked.

    Raises:
        SourceError: the file is missing, a folder, unreadable, empty, or packed and damaged.
    """
    if not path.exists():
        raise SourceError(f"{path} does not exist.", "Check the path.")
    try:
        with open_plain(path) as stream:
            head = stream.read(size)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise SourceError(f"{path} is a damaged gzip file.", "Export or copy it again.") from None
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.") from None
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise SourceError(f"{path} is empty.", "Export it again, with at least a header and one row.")
    return head


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark or by where its zero bytes stand; else None.

    Examples:
        >>> wide_encoding("a,b".encode("utf-16")), wide_encoding("a,b;c".encode("utf-16-le")), wide_encoding(b"a,b")
        ('utf-16', 'utf-16-le', None)
    """
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[: 4096 & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def refuse_binary(path: Path, head: bytes) -> None:
    """Raise where a file is plainly no text."""
    sample = head[:65536]
    controls = sum(sample.count(byte) for byte in (*range(9), *range(14, 27), 28, 29, 30)) - sample.count(1)
    if sample.startswith(_BINARY) or controls > 0.02 * len(sample):
        raise SourceError(
            f"{path} is a binary file, not a table.",
            "Footpath reads CSV, TSV, JSONL, Parquet, XLSX and XES, and notes as DOCX, VTT, SRT and text.",
        )


def unpack(session: Session, path: Path, head: bytes) -> Path:
    """A path to plain bytes in UTF-8 (or an 8-bit encoding): the file itself, or an unpacked copy in the session's folder."""
    wide = wide_encoding(head)
    if wide is None and not is_packed(path):
        return path
    target = session.scratch("plain")
    decoder = codecs.getincrementaldecoder(wide)(errors="replace") if wide else None
    try:
        with target.open("wb") as out:
            for chunk in chunks(path):
                out.write(decoder.decode(chunk).encode() if decoder else chunk)
    except UnicodeError:
        raise SourceError(f"{path} starts as {wide} but is not.", "Save it as UTF-8.") from None
    return target


def chunks(path: Path) -> Iterator[bytes]:
    """The unpacked bytes in pieces.

    Raises:
        SourceError: the packed file ends too early or is damaged.
    """
    try:
        with open_plain(path) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise SourceError(f"{path} is a damaged gzip file.", "Export or copy it again.") from None


def fallback_encoding(sample: bytes) -> str:
    """The 8-bit or East Asian encoding of bytes that are not UTF-8: Western unless the letters say otherwise.

    Examples:
        >>> fallback_encoding("Größe und Maße der schönen Tür".encode("cp1252"))
        'cp1252'
    """
    from charset_normalizer import from_bytes

    if sum(byte > 127 for byte in sample) < _FEW_LETTERS:
        return "cp1252"
    best = from_bytes(sample[:20_000]).best()
    alphabets = best.alphabets if best is not None else []
    foreign = any(
        word in alphabet
        for alphabet in alphabets
        for word in ("Cyrillic", "CJK", "Hiragana", "Katakana", "Hangul", "Greek", "Hebrew", "Arabic", "Thai")
    )
    return best.encoding if best is not None and foreign else "cp1252"
