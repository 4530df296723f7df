"""What the terminal shows of whom to follow up: a few lines for each, words in quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from footpath.cli.show import say, show_table
from footpath.model.follow_ups import FollowedUp, FollowUp, FollowUps, FollowUpState, FollowUpSummary

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_WORDS = 400  # characters
_DAY_S, _TALKS_SHOWN = 86_400, 12


def show_follow_ups(found: FollowUps, count: int) -> None:
    """How many wait, the rule of their order, then the first of them."""
    from footpath.app.follow_ups import RULE

    if found.why_none:
        say(found.why_none)
        return
    for line in _head(found):
        say(line)
    if found.rows:
        say(f"{RULE}\n")
    for row in found.rows[:count]:
        say("\n".join(_lines(row)) + "\n")
    if len(found.rows) > count:
        say(f"… and {len(found.rows) - count:,} more; --count shows more, -o tasks.csv and --json hold all.")


def _head(found: FollowUps) -> Iterator[str]:
    waiting = found.bad - found.in_contact - found.done
    yield f"Bad since {found.since}: {found.bad:,} of {found.feedback:,} pieces of feedback."
    yield f"Waiting: {waiting:,}. Customer and company spoke since: {found.in_contact:,}. Done: {found.done:,}."
    yield _of_talks(found.talks)
    if found.as_of:
        yield f"Days are counted to the end of the records, {found.as_of:%Y-%m-%d %H:%M} UTC."


def _of_talks(talks: tuple[str, ...]) -> str:
    if not talks:
        return "No record tells of talks or replies: only what is marked as done is followed up. --replies names touchpoints that are replies."
    more = f" and {len(talks) - _TALKS_SHOWN:,} more" if len(talks) > _TALKS_SHOWN else ""
    return f"They speak at: {', '.join(talks[:_TALKS_SHOWN])}{more}."


def _lines(row: FollowUp) -> Iterator[str]:
    very = " (very bad)" if row.very_bad else ""
    where = f" · {row.touchpoint}" if row.touchpoint else ""
    yield f"{row.id}  {row.said}{very}{where} · {row.said_on}, {_became(row)}"
    yield f"    {' · '.join((row.customer, *_of_customer(row)))}"
    if row.themes:
        yield f"    on {', '.join(row.themes[:3])}"
    if row.words:
        yield f"    “{_cut(' '.join(row.words.split()))}”"
    if row.note:
        yield f"    note: {row.note}"


def _became(row: FollowUp) -> str:
    days = "1 day" if row.waiting_days == 1 else f"{row.waiting_days:,} days"
    if row.state is FollowUpState.WAITING:
        return f"waiting {days}"
    how = f"in contact after {days}" if row.state is FollowUpState.IN_CONTACT else f"done after {days}"
    return f"{how}, by {row.by}" if row.by else how


def _of_customer(row: FollowUp) -> Iterator[str]:
    yield "still a customer" if row.still_customer else "has left"
    if row.value is not None:
        yield f"{row.value:,.2f} {row.currency}".strip() + (" (top fifth)" if row.most_valuable else "")
    if row.others:
        yield f"{row.others:,} more of theirs in this list"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_WORDS else text[:_LONGEST_WORDS].rsplit(" ", 1)[0].rstrip() + " …"


def show_summary(found: FollowUpSummary) -> None:
    """A row for all, then for each touchpoint; medians in days."""
    if not found.rows:
        say(found.why_none or f"No feedback since {found.since} was bad.")
        return
    show_table(
        [_summary_row(row) for row in found.rows], f"Bad feedback since {found.since}, and how soon it was followed up"
    )
    say(_of_talks(found.talks))
    if all(row.share_2d is None for row in found.rows):
        return
    say(
        "A share is of what was said at least so many days before the end of the records; the median counts those who still wait, "
        "and what was marked as done after that end as waiting until then."
    )
    say(
        "Who was followed up may differ from who was not in other ways, too: what they do later does not show what it was good for."
    )


def _summary_row(row: FollowedUp) -> dict[str, Any]:
    return {
        "touchpoint": "all" if row.touchpoint is None else row.touchpoint or "(unknown)",
        "bad": row.n,
        "waiting": row.waiting,
        "within 2 days": _share(row.share_2d, row.low_2d, row.high_2d, row.n_2d),
        "within 7 days": _share(row.share_7d, row.low_7d, row.high_7d, row.n_7d),
        "median days": _median(row),
        "in contact": row.in_contact,
        "done": row.done,
        "customers": row.customers,
    }


def _share(share: float | None, low: float | None, high: float | None, n: int) -> str:
    if share is None or low is None or high is None:
        return "not known"
    return f"{share:.0%} of {n:,} ({100 * low:.0f}–{high:.0%})"


def _median(row: FollowedUp) -> str:
    if row.median_s is None:
        return "not yet half" if row.n_2d or row.n_7d else "not known"
    low, high = (f"{end / _DAY_S:.1f}" if end is not None else "?" for end in (row.median_low, row.median_high))
    return f"{row.median_s / _DAY_S:.1f} ({low} to {high})"
