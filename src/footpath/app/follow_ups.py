"""Whom to follow up: customers who gave a bad score or wrote of a bad experience, and how soon it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from footpath.app.bad_feedback import DONE, IN_CONTACT, WAITING, Told, Wanted, told_bad
from footpath.app.follow_up_marks import shown_id
from footpath.errors import SpecError, WorkspaceError
from footpath.model.follow_ups import FollowUp, FollowUps, FollowUpState, FollowUpSummary, told

if TYPE_CHECKING:
    from datetime import date

    from footpath.app.workspace import Workspace

__all__ = ["NOBODY", "RULE", "Wanted", "follow_up_summary", "follow_ups", "write_follow_ups"]

RULE = (
    "First what is very bad (NPS 0 to 2, 1 of 5, 1 and 2 of 7), then whoever is still a customer, then the fifth of customers who "
    "spent most, then what waits longest."
)
NOBODY = "Nobody said anything: no record holds a score or words of a customer."
_STATES = {WAITING: FollowUpState.WAITING, IN_CONTACT: FollowUpState.IN_CONTACT, DONE: FollowUpState.DONE}
_DAY_US = 86_400_000_000


def follow_ups(
    workspace: Workspace, wanted: Wanted | None = None, *, every: bool = False, most_words: int | None = None
) -> FollowUps:
    """Who gave a bad score or wrote of a bad experience, and waits to be followed up? The most urgent first: see `RULE`.

    Each piece of feedback is a row of its own; what employees say is none. It is followed up when the customer and the company
    spoke with each other later (a talk, or a reply: see `footpath.analysis.readings.conversations`), or when somebody said that it is done.

    Args:
        every: those who were followed up, too.
        most_words: of how many rows the words are told, for taking personal data out of them takes longest. Of all without it.

    Raises:
        SpecError: the day, a touchpoint, a theme, a persona or a condition is not known.
    """
    found = told_bad(workspace, wanted or Wanted())
    shown = np.argsort(found.became, kind="stable")  # what waits comes first
    shown = shown if every else shown[: np.count_nonzero(found.became == WAITING)]
    counts = Counter(found.became.tolist())
    return FollowUps(
        rows=tuple(_rows(workspace, found, shown, most_words)),
        since=_since(found),
        as_of=found.index.as_of,
        feedback=found.feedback,
        bad=len(found.became),
        in_contact=counts[IN_CONTACT],
        done=counts[DONE],
        talks=found.talks,
        why_none=_why_none(found),
    )


def follow_up_summary(workspace: Workspace, wanted: Wanted | None = None) -> FollowUpSummary:
    """How much bad feedback was followed up, and how soon?

    Times are known up to the end of the records: what was marked as done after it counts as done, and as waiting until then. Where
    no record tells of talks and nothing was ever marked, nothing is known of times: no share is told.

    Raises:
        SpecError: as `follow_ups`.
    """
    from footpath.analysis.readings.followed_up import Waits, followed_up

    found = told_bad(workspace, wanted or Wanted())
    at_us = found.bad.at_us
    waits = Waits(
        key=found.bad.key,
        touchpoint=np.array([_name(found, code) for code in found.bad.about.tolist()], dtype=object),
        in_contact=found.became == IN_CONTACT,
        done=found.became == DONE,
        took_us=np.maximum(found.became_us - at_us, 0),
        known_us=np.maximum((found.index.as_of_us or 0) - at_us, 0) if found.can_tell else np.zeros_like(at_us),
    )
    return FollowUpSummary(followed_up(waits), _since(found), found.index.as_of, found.talks, _why_none(found))


def write_follow_ups(found: FollowUps, file: Path) -> None:
    """Write the rows into a file for a ticket system or a spreadsheet, in the form that its ending names.

    Raises:
        SpecError: the ending is not known.
        WorkspaceError: the file cannot be written.
    """
    from footpath.render.exports import follow_ups as forms

    writers: dict[str, Callable[[Sequence[FollowUp]], str | bytes]] = {
        ".csv": forms.render_follow_ups_csv,
        ".jsonl": forms.render_follow_ups_jsonl,
        ".xlsx": forms.render_follow_ups_xlsx,
    }
    if file.suffix.lower() not in writers:
        raise SpecError(f'Follow-ups cannot be written as "{file.name}".', f"Name it {', '.join(writers)}.")
    content = writers[file.suffix.lower()](found.rows)
    try:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise WorkspaceError(f"{file} cannot be written: {error.strerror}.") from error


def follow_ups_json(found: FollowUps) -> dict[str, Any]:
    """All of it as JSON has it."""
    head: dict[str, Any] = {
        "since": found.since.isoformat() if found.since else None,
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "feedback": found.feedback,
        "bad": found.bad,
        "in_contact": found.in_contact,
        "done": found.done,
        "talks": list(found.talks),
        "why_none": found.why_none,
        "order": RULE,
    }
    return {**head, "rows": [told(row) for row in found.rows]}


def summary_json(found: FollowUpSummary) -> dict[str, Any]:
    """The summary as JSON has it."""
    return {
        "since": found.since.isoformat() if found.since else None,
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "talks": list(found.talks),
        "why_none": found.why_none,
        "rows": [asdict(row) for row in found.rows],
    }


def _since(found: Told) -> date | None:
    return _day(found, found.since_us) if found.index.as_of_us is not None else None


def _why_none(found: Told) -> str:
    return "" if found.spoken else NOBODY


def _rows(workspace: Workspace, found: Told, shown: NDArray[np.int64], most_words: int | None) -> Iterator[FollowUp]:
    bad = found.bad.of(shown)
    labels, others = workspace.label(bad.key), Counter(bad.key.tolist())
    themes, said = _themes(found, shown), _said(found, shown, most_words)
    for at, entry in enumerate(shown.tolist()):
        value = float(bad.value[at])
        yield FollowUp(
            id=shown_id(int(found.feedback_id[entry])),
            customer=labels[at],
            very_bad=bool(bad.very_bad[at]),
            touchpoint=_name(found, int(bad.about[at])),
            themes=themes[at],
            value=None if value != value else round(value, 2),
            currency=workspace.currency if value == value else "",
            most_valuable=bool(bad.most_valuable[at]),
            still_customer=bool(bad.stays[at]),
            others=others[int(bad.key[at])] - 1,
            **said[at],
            **_times(found, entry),
            **_fate(found, entry),
        )


def _said(found: Told, shown: NDArray[np.int64], most_words: int | None) -> list[dict[str, Any]]:
    """What was said, in words without personal data and as a figure."""
    from footpath.journeys.feedback import KINDS
    from footpath.voice import scrub, source_label

    told_rows = found.table.take(found.place[shown]).select(["text", "score", "scale_low", "scale_high"]).to_pylist()
    rows = []
    for at, (entry, row) in enumerate(zip(shown.tolist(), told_rows, strict=True)):
        kind, felt = KINDS[int(found.bad.kind[entry])], float(found.bad.experience[entry])
        text = row.pop("text") or ""
        rows.append(
            {
                **row,
                "kind": kind.value,
                "said": source_label(kind, row["score"], row["scale_low"], row["scale_high"]),
                "experience": None if felt != felt else felt,
                "words": scrub(text) if most_words is None or at < most_words else "",
            }
        )
    return rows


def _times(found: Told, entry: int) -> dict[str, Any]:
    from footpath.journeys.index import instant

    said_us, became_us = int(found.bad.at_us[entry]), int(found.became_us[entry])
    until_us = (found.index.as_of_us or 0) if found.became[entry] == WAITING else became_us
    return {
        "said_on": _day(found, said_us),
        "said_at": instant(said_us),
        "waiting_days": max(until_us - said_us, 0) // _DAY_US,
    }


def _fate(found: Told, entry: int) -> dict[str, Any]:
    """What became of it, when and by whom or where."""
    from footpath.journeys.index import instant

    state, mark = _STATES[int(found.became[entry])], found.marks.get(int(found.feedback_id[entry]))
    by = ""
    if state is FollowUpState.DONE and mark is not None:
        by = mark.who
    elif state is FollowUpState.IN_CONTACT:
        by = _name(found, int(found.bad.contact[entry]))
    return {
        "state": state,
        "followed_up_at": None if state is FollowUpState.WAITING else instant(int(found.became_us[entry])),
        "by": by,
        "note": mark.why if mark is not None else "",
    }


def _themes(found: Told, shown: NDArray[np.int64]) -> list[tuple[str, ...]]:
    """The themes of each, the worst spoken of first; none where nobody listened."""
    from footpath.journeys.feedback import heard_in

    if not found.index.heard:
        return [()] * len(shown)
    heard = heard_in(found.index, found.bad.event_id[shown])
    names, mood = [one.name for one in heard.themes], np.nan_to_num(heard.theme_mood, nan=0.0)
    starts = heard.theme_starts.tolist()
    return [
        tuple(names[int(heard.theme[at])] for at in sorted(range(first, end), key=lambda at: float(mood[at])))
        for first, end in pairwise(starts)
    ]


def _name(found: Told, code: int) -> str:
    """The touchpoint of a code; "" where it is unknown."""
    names = found.index.names
    return names[code] if 0 <= code < len(names) else ""


def _day(found: Told, us: int) -> date:
    from footpath.journeys.calendar import open_zone
    from footpath.journeys.index import instant

    return instant(us).astimezone(open_zone(found.index.zone)).date()
