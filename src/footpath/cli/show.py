"""What the terminal shows: tables for people, JSON for programs, bars while something takes long."""

from __future__ import annotations

import json
import os
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.cli.columns import Seconds, rows_for_people, told_below
from footpath.errors import FootpathError

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.app.asking import CustomerList
    from footpath.app.indexed import Indexed
    from footpath.app.loading import LoadReport
    from footpath.app.status import Status
    from footpath.app.voices import HeardSoFar
    from footpath.model.claims import ClaimVerdict
    from footpath.model.maps import JourneyMap
    from footpath.model.questions import Answer

ROWS_SHOWN = 50


def say(text: str) -> None:
    """One line for a person. Control characters from outside are shown, not obeyed."""
    sys.stdout.write(_inert(text) + "\n")


def show_error(error: FootpathError) -> None:
    sys.stderr.write(f"footpath: {_inert(str(error))}\n")


def _inert(text: str) -> str:
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """A bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _text, _share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("Starting", total=1.0)
        yield lambda text, share: bar.update(task, description=_inert(text), completed=share)


def open_where_there_is_a_desktop(path: Path) -> None:
    desktop = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if desktop and sys.stdout.isatty():
        webbrowser.open(path.resolve().as_uri())


def show_json(content: Any) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def show_table(rows: Sequence[dict[str, Any]], title: str = "", *, empty: str = "") -> None:
    """Rows with the same fields as a table; numbers right-aligned. ``empty`` says why there are none."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        say(f"No rows. {empty}".rstrip())
        return
    table = Table(
        title=Text(_inert(title)) if title else None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False
    )
    console = Console(width=None if sys.stdout.isatty() else _PIPED, highlight=False)
    shown = rows[:ROWS_SHOWN]
    keys = _that_fit(shown, console.width)
    for key in keys:
        numeric = _is_numeric(shown, key)
        least = None if numeric else min(_wide(shown, key), _LEAST_TEXT)
        table.add_column(key, justify="right" if numeric else "left", no_wrap=numeric, overflow="fold", min_width=least)
    for row in shown:
        table.add_row(*(Text(_inert(_cell(key, row[key]))) for key in keys))
    console.print(table)
    left_out = [key for key in rows[0] if key not in keys and not _is_empty(rows, key)]
    if left_out:
        say(f"No room for {', '.join(left_out)}; --json prints all.")
    if len(rows) > ROWS_SHOWN:
        say(f"… and {len(rows) - ROWS_SHOWN:,} rows more; --json prints all.")


_PIPED, _BESIDE, _LEAST_TEXT = 160, 3, 18  # characters: a line in a pipe, between columns, a column of texts


def _is_numeric(rows: Sequence[dict[str, Any]], key: str) -> bool:
    """Whether a column holds numbers, as far as it holds anything."""
    first = next((row[key] for row in rows if row[key] is not None), None)
    return isinstance(first, int | float) and not isinstance(first, bool)


def _that_fit(rows: Sequence[dict[str, Any]], width: int) -> list[str]:
    """The columns that hold anything and that there is room for, from the left; texts may be folded, numbers may not."""
    keys: list[str] = []
    for key in rows[0]:
        if _is_empty(rows, key):
            continue
        wide = _wide(rows, key)
        width -= (wide if _is_numeric(rows, key) else min(wide, _LEAST_TEXT)) + _BESIDE
        if width < 0 and keys:
            break
        keys.append(key)
    return keys


def _is_empty(rows: Sequence[dict[str, Any]], key: str) -> bool:
    return all(_cell(key, row[key]) == "" for row in rows)


def _wide(rows: Sequence[dict[str, Any]], key: str) -> int:
    return max(len(key), *(len(_cell(key, row[key])) for row in rows))


def _cell(key: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Seconds):
        return _span(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"
    if isinstance(value, list | tuple):
        return (" → " if key == "path" else ", ").join(str(item) for item in value)
    return str(value)[:19].replace("T", " ") if key.endswith("_at") else str(value)


def _span(seconds: Seconds) -> str:
    from footpath.render.numbers import seconds as written

    return f"{float(seconds):.2g} seconds" if 0 < abs(seconds) < 10 else written(float(seconds))


def show_load(report: LoadReport, *, as_json: bool) -> None:
    if as_json:
        show_json(
            {
                "batch": report.batch,
                "tables": [vars(count) for count in report.counts],
                "plans": [plan.model_dump(mode="json", exclude_defaults=True) for plan in report.plans],
            }
        )
        return
    show_table(report.explained, "What the columns were understood to be")
    if not report.batch:
        say(
            "Nothing was written. Run it again without --dry-run to load; correct a column with --customer COL and the like."
        )
        return
    rows = [{key: value for key, value in vars(count).items() if key != "rejects_file"} for count in report.counts]
    show_table(rows, f"Load {report.batch}")
    for count in report.counts:
        if count.rejected:
            say(
                f"{count.rejected:,} rows of {count.source} were rejected; each with its reason in {count.rejects_file}"
            )


def show_answer(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        show_json(answer.json())
        return
    show_table(rows_for_people(answer), empty=answer.note)
    for line in told_below(answer):
        say(line)
    as_of = f", records up to {answer.as_of:%Y-%m-%d %H:%M} UTC" if answer.as_of else ""
    say(f"n = {answer.n:,} customers{as_of}")


def show_rows(table: pa.Table, *, as_json: bool) -> None:
    """A table of records; JSON writes times as ISO texts, and what JSON has no word for as text."""
    if as_json:
        sys.stdout.write(json.dumps(table.to_pylist(), ensure_ascii=False, indent=1, default=_as_text) + "\n")
        return
    shown = table.slice(0, ROWS_SHOWN).to_pylist()
    show_table(
        [{key: _as_text(value) if isinstance(value, date) else value for key, value in row.items()} for row in shown]
    )
    if table.num_rows > ROWS_SHOWN:
        say(f"… and {table.num_rows - ROWS_SHOWN:,} rows more; --json prints all.")


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def show_indexed(found: Indexed, *, as_json: bool) -> None:
    if as_json:
        show_json(vars(found))
        return
    say(
        f"{found.events:,} events of {found.customers:,} customers in {found.shards} shards, {found.how}, {found.seconds:.1f} s."
    )


def show_customers(found: CustomerList, *, as_json: bool) -> None:
    if as_json:
        show_json(
            {
                "question": found.question,
                "row": found.row,
                "n": len(found.customers),
                "customers": list(found.customers),
            }
        )
        return
    say(f"{len(found.customers):,} customers behind {json.dumps(found.row, ensure_ascii=False)}")
    for label in found.customers[:ROWS_SHOWN]:
        say(f"  {label}")
    if len(found.customers) > ROWS_SHOWN:
        say(f"  … and {len(found.customers) - ROWS_SHOWN:,} more; --json prints all.")


def show_heard(found: HeardSoFar, *, as_json: bool) -> None:
    if as_json:
        show_json(vars(found))
        return
    if not found.feedback:
        say("Nobody said anything: no record holds a score or words of a customer.")
        return
    say(f"{found.feedback:,} pieces of feedback: {found.texts:,} with words, {found.scores:,} with a score.")
    for what, counted in (
        ("Kinds", found.kinds),
        ("Languages", found.languages),
        ("Tied to a touchpoint", found.links),
    ):
        if counted:
            say(f"{what}: {', '.join(f'{name} {count:,}' for name, count in list(counted.items())[:8])}")
    for note in found.notes:
        say(note)
    shown = ("theme", "n", "share", "low", "high", "experience")
    show_table([{name: row[name] for name in shown} for row in found.themes], "What most speak of")


def show_verdicts(verdicts: Sequence[ClaimVerdict], journey_map: JourneyMap, *, as_json: bool) -> None:
    from footpath.app.checking import summary, verdicts_json

    if as_json:
        show_json(verdicts_json(verdicts, journey_map))
        return
    for verdict in verdicts:
        if verdict.verdict not in ("held", "within"):
            say(f"{verdict.verdict:7} {journey_map.claims[verdict.claim].text}: {verdict.why}")
    say(str(summary(verdicts)))


def show_status(status: Status, *, as_json: bool) -> None:
    if as_json:
        show_json(status.as_dict())
        return
    show_table(status.batches, "Loads")
    show_table(status.quality, "Quality")
    show_table(status.scores, "How far each source can be relied on (1: nothing found)")
    for line in status.lines:
        say(line)
