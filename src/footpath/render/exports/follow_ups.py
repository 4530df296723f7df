"""Whom to follow up, as files that ticket systems and spreadsheets take. The names of the columns are those of the JSON, in any language."""

import csv
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

from footpath.model.follow_ups import FollowUp, Plain, told
from footpath.render.exports.cells import written

COLUMNS = (
    "id", "title", "state", "said_on", "said_at", "waiting_days", "customer", "kind", "score", "scale_low", "scale_high", "experience",
    "very_bad", "still_customer", "most_valuable", "value", "currency", "touchpoint", "themes", "words", "others", "followed_up_at", "by", "note",
)  # fmt: skip
_WIDE = {"id": 20, "title": 34, "customer": 32, "words": 80, "themes": 30, "touchpoint": 24, "note": 40}
_USUAL_WIDTH = 13
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def render_follow_ups_csv(rows: Sequence[FollowUp]) -> str:
    """Comma-separated values; texts that a spreadsheet would take for a formula begin with an apostrophe, each in one line."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows:
        known = told(row)
        table.writerow([_cell(known[name]) for name in COLUMNS])
    return out.getvalue()


def render_follow_ups_jsonl(rows: Sequence[FollowUp]) -> str:
    """A JSON object a line; words keep their own lines."""
    return "".join(json.dumps(told(row), ensure_ascii=False) + "\n" for row in rows)


def render_follow_ups_xlsx(rows: Sequence[FollowUp]) -> bytes:
    """A workbook with one sheet, to be filtered."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": max((row.said_at for row in rows), default=_EPOCH).replace(tzinfo=None)})
    sheet = book.add_worksheet("follow-ups")
    head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"valign": "top", "text_wrap": True})
    for at, name in enumerate(COLUMNS):
        sheet.set_column(at, at, _WIDE.get(name, _USUAL_WIDTH), text)
        sheet.write_string(0, at, name, head)
    for line, row in enumerate(rows, start=1):
        known = told(row)
        for at, name in enumerate(COLUMNS):
            _write(sheet, line, at, known[name], text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    book.close()
    return out.getvalue()


def _write(sheet: Any, line: int, at: int, value: Plain, look: Any) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, at, value, look)
    else:
        sheet.write_string(line, at, str(_cell(value)), look)


def _cell(value: Plain) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return written(value) if isinstance(value, str) else value
