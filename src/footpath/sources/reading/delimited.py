"""CSV and its kin: any delimiter, any encoding, packed or not; broken rows set aside with their number and reason."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from footpath.errors import SourceError
from footpath.sources.reading.bytes import CHUNK, LONGEST_RECORD, fallback_encoding, unpack
from footpath.sources.reading.dialect import Dialect, read_dialect
from footpath.sources.reading.lexer import Lexer, Survey
from footpath.sources.tables import BrokenRow, Session, Table, keep, literal, unique_names

_LONGEST_QUOTED = 200  # lines that one quoted field may span before its quote counts as never closed


def read_delimited(session: Session, path: Path, head: bytes, name: str) -> Table:
    """A delimited text as a table.

    A file that is well formed UTF-8 is read by DuckDB as it stands. Any other is first rewritten, row by row: what
    cannot be a row of this table becomes a broken row, everything else keeps its number.

    Raises:
        SourceError: nothing but a header, NUL bytes, or a record of more than 32 MB.
    """
    plain = unpack(session, path, head)
    with plain.open("rb") as stream:
        sample = stream.read(1 << 18)
    if len(sample) == 1 << 18:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    dialect = read_dialect(_decoded(sample))
    survey, is_utf8 = _survey(path, plain, dialect)
    broken: list[BrokenRow] = []
    header = dialect.header or tuple(f"column_{n}" for n in range(1, dialect.fields + 1))
    columns, notes = unique_names(list(header) + [""] * (dialect.fields - len(header)))
    if dialect.header is None:
        notes = (*notes, "the file has no header, so its columns are numbered")
    if (
        survey.clean
        and is_utf8
        and not dialect.skipped
        and not dialect.backslash
        and not sample.startswith(codecs.BOM_UTF8)
    ):
        rows = survey.records - (dialect.header is not None)
        source = _scan_sql(
            plain, dialect.delimiter, len(columns), dialect.header is not None, returns=survey.returned > 0
        )
        select = "SELECT row_number() OVER () AS row, * FROM " + source
    else:
        encoding = "utf-8" if is_utf8 else fallback_encoding(_odd_bytes(plain))
        notes = notes if is_utf8 else (*notes, f"bytes that are not UTF-8 are read as {encoding}")
        mended = session.scratch("mended")
        rows, broken = _mend(plain, mended, dialect, len(columns), encoding)
        names = ", ".join(f"m{n + 1} AS c{n}" for n in range(len(columns)))
        select = f"SELECT m0::BIGINT AS row, {names} FROM {_scan_sql(mended, ',', len(columns) + 1, False, 'm')}"
        plain = mended
    if not rows and not broken:
        raise SourceError(f"{path} holds a header but no rows.", "Export it again, with its rows.")
    relation, sample_relation = keep(session, select, ("VARCHAR",) * len(columns), plain.stat().st_size)
    return Table(
        name=name, stem=name, path=path, format="tsv" if dialect.delimiter == "\t" else "csv", columns=columns,
        types=("VARCHAR",) * len(columns), rows=rows, relation=relation, sample=sample_relation, session=session,
        broken=tuple(broken), delimiter=dialect.delimiter, notes=notes,
    )  # fmt: skip


def _scan_sql(
    path: Path, delimiter: str, columns: int, header: bool, letter: str = "c", *, returns: bool = False
) -> str:
    types = ", ".join(f"'{letter}{n}': 'VARCHAR'" for n in range(columns))
    ends = "\\r\\n" if returns else "\\n"
    return (
        f"read_csv({literal(str(path))}, auto_detect=false, header={str(header).lower()}, delim={literal(delimiter)}, "
        f"quote='\"', escape='\"', new_line='{ends}', columns={{{types}}}, max_line_size={LONGEST_RECORD * 2}, compression='none', hive_partitioning=false)"
    )


def _decoded(sample: bytes) -> str:
    try:
        return sample.decode("utf-8-sig")
    except UnicodeDecodeError:
        return sample.decode("cp1252", errors="replace").removeprefix("ï»¿")


def _survey(path: Path, plain: Path, dialect: Dialect) -> tuple[Survey, bool]:
    lexer = Lexer(dialect.delimiter, dialect.fields)
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, mendable = True, False
    with plain.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            lexer.feed(chunk)
            if lexer.nuls:
                raise SourceError(
                    f"{path} holds NUL bytes (first near row {lexer.records}), so it is damaged or not a text table.",
                    "Export it again, or remove them.",
                )
            if lexer.record_bytes > LONGEST_RECORD and not mendable:
                mendable = _has_short_lines(plain)
            if lexer.record_bytes > LONGEST_RECORD and not mendable:
                raise SourceError(
                    f"{path} holds a line of more than {LONGEST_RECORD >> 20} MB, so it is not a table of records.",
                    "Check its line ends, or name its format by its extension.",
                )
            if is_utf8 and not chunk.isascii():
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
            elif is_utf8 and decoder.getstate()[0]:
                is_utf8 = False
    return lexer.close(), is_utf8 and not decoder.getstate()[0]


def _has_short_lines(plain: Path) -> bool:
    """True when the physical lines are short: then a quote was never closed, and `_mend` can find its way again."""
    longest = since = 0
    with plain.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            pieces = chunk.replace(b"\r", b"\n").split(b"\n")
            since += len(pieces[0])
            longest = max(longest, since, *(len(piece) for piece in pieces[1:]))
            since = since if len(pieces) == 1 else len(pieces[-1])
            if longest > LONGEST_RECORD:
                return False
    return True


def _odd_bytes(plain: Path) -> bytes:
    """The lines that are not UTF-8, up to what is needed to guess their encoding."""
    found: list[bytes] = []
    with plain.open("rb") as stream:
        for line in stream:
            try:
                line.decode()
            except UnicodeDecodeError:
                found.append(line)
                if len(found) >= 200:
                    break
    return b"".join(found)


def _lines(plain: Path, encoding: str) -> Iterator[str]:
    with plain.open("rb") as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline=None)
        for position, line in enumerate(text):
            clean = line
            if not line.isascii():
                try:
                    line.encode()
                except UnicodeEncodeError:
                    clean = line.encode("utf-8", errors="surrogateescape").decode(encoding, errors="replace")
            yield clean.removeprefix("\ufeff") if position == 0 else clean


def _mend(plain: Path, target: Path, dialect: Dialect, fields: int, encoding: str) -> tuple[int, list[BrokenRow]]:
    """Write what are rows to ``target``, each after its number; return their count and the broken ones."""
    broken: list[BrokenRow] = []
    good = row = 0
    skip = dialect.skipped + (dialect.header is not None)
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
        for record, raw, reason in split_records(_lines(plain, encoding), dialect, fields):
            if skip:
                skip -= 1
                continue
            row += 1
            if reason:
                broken.append(BrokenRow(row, reason, raw.rstrip("\r\n")))
            else:
                good += 1
                writer.writerow([row, *record])
    return good, broken


def split_records(lines: Iterator[str], dialect: Dialect, fields: int) -> Iterator[tuple[list[str], str, str]]:
    """(fields, raw text, reason) of each record; the reason is empty when the record has the right number of columns.

    A quote that is never closed breaks its own line only: the next line is read as a new record again.
    """
    waiting: list[str] = []
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        if not line.strip("\r\n \t"):
            continue
        if '"' not in line:
            record = line.rstrip("\r\n").split(dialect.delimiter)
            yield record, line, _fault(record, fields)
            continue
        block = [line]
        while _is_open(block, dialect) and len(block) < _LONGEST_QUOTED:
            following = waiting.pop(0) if waiting else next(lines, None)
            if following is None:
                break
            block.append(following)
        record = _parsed(block, dialect)
        closed = not _is_open(block, dialect)
        if len(block) > 1 and (not closed or _fault(record, fields)):
            waiting[:0] = block[1:]
            yield [], line, "a quote is opened and never closed"
        else:
            yield record, "".join(block), _fault(record, fields) if closed else "a quote is opened and never closed"


def _fault(record: list[str], fields: int) -> str:
    if len(record) == fields:
        return ""
    return f"{len(record)} column{'s' if len(record) != 1 else ''} where the header has {fields}"


def _is_open(block: list[str], dialect: Dialect) -> bool:
    quotes = sum(line.count('"') - (line.count('\\"') if dialect.backslash else 0) for line in block)
    return quotes % 2 == 1


def _parsed(block: list[str], dialect: Dialect) -> list[str]:
    escape = "\\" if dialect.backslash else None
    try:
        records = list(
            csv.reader(block, delimiter=dialect.delimiter, escapechar=escape, doublequote=not dialect.backslash)
        )
    except csv.Error:
        return []
    return records[0] if len(records) == 1 else []
