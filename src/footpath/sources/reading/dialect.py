"""How a delimited text is written: its delimiter, where its header stands, how many columns it has."""

import csv
import re
from collections import Counter
from dataclasses import dataclass, replace

_DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x01")
_DATA = re.compile(
    r"""^(?: [-+]?[\d.,\s]*\d[\d.,]*%? | \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.* | \S+@\S+\.\w+ | https?://.* | true | false | null
    | [0-9a-f]{8}-[0-9a-f]{4}-.* | [0-9a-f]{24,} )$""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Dialect:
    """``skipped`` records stand above the header; ``header`` is None when the file has none."""

    delimiter: str
    fields: int
    header: tuple[str, ...] | None
    skipped: int = 0
    backslash: bool = False  # a quote inside a quoted field is written \\"


def read_dialect(sample: str) -> Dialect:
    """The dialect of a text's first records.

    The delimiter is the one that splits the records most consistently. Records above the header that have another
    number of columns (a report's title, ``sep=;``) are skipped. A first record that holds a number, a time or an address is data.

    Examples:
        >>> d = read_dialect("Report of May\\nid;when\\n1;2024-05-01\\n2;2024-05-02\\n")
        >>> d.delimiter, d.header, d.skipped
        (';', ('id', 'when'), 1)
        >>> read_dialect("1,2024-05-01\\n2,2024-05-02\\n").header is None
        True
    """
    if told := re.match(r"sep=(.)\r?\n", sample):
        rest = read_dialect(sample[told.end() :])
        return replace(rest, skipped=rest.skipped + 1) if rest.delimiter == told[1] else rest
    backslash = '\\"' in sample and '""' not in sample
    best: tuple[float, int, str, list[list[str]]] = (-1.0, 0, ",", [])
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        records = _records(sample, delimiter, backslash)
        fields, agreeing = _mode(records)
        share = agreeing / max(len(records), 1)
        score = (share if fields > 1 else 0.0) * min(fields, 4)
        if (score, fields) > best[:2]:
            best = (score, fields, delimiter, records)
    delimiter, records = best[2], best[3] or _records(sample, ",", backslash)
    if best[0] <= 0:
        delimiter, records = "\x1f", [[line] for line in sample.splitlines() if line.strip()][:300]
    fields, _ = _mode(records)
    skipped = next((at for at, record in enumerate(records) if len(record) == fields), 0)
    if skipped and (2 <= len(records[0]) == fields - 1 or not _is_preamble(records[:skipped])):
        skipped = 0  # a header that does not name its first or last column
    header = tuple(cell.strip() for cell in records[skipped]) if records else None
    if header is not None and _is_data(list(header), records[skipped + 1 :]):
        header = None
    return Dialect(delimiter, max(fields, 1), header, skipped, backslash)


def _records(sample: str, delimiter: str, backslash: bool) -> list[list[str]]:
    escape = "\\" if backslash else None
    reader = csv.reader(
        sample.splitlines(keepends=True), delimiter=delimiter, escapechar=escape, doublequote=not backslash
    )
    records: list[list[str]] = []
    try:
        for record in reader:
            if record:
                records.append(record)
            if len(records) >= 300:
                break
    except csv.Error:
        pass
    return records


def _mode(records: list[list[str]]) -> tuple[int, int]:
    counts = Counter(len(record) for record in records)
    return max(counts.items(), key=lambda item: (item[1], item[0])) if counts else (1, 0)


def _is_preamble(records: list[list[str]]) -> bool:
    return len(records) <= 20 and all(len([cell for cell in record if cell.strip()]) <= 2 for record in records)


def _is_data(first: list[str], rest: list[list[str]]) -> bool:
    named = [cell for cell in first if cell.strip()]
    if not named:
        return bool(rest)
    looks = sum(bool(_DATA.match(cell.strip())) for cell in named)
    return looks > 0.3 * len(named) or (looks > 0 and len(named) <= 3)
