"""Customers who gave a bad score or wrote of a bad experience, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class FollowUpState(StrEnum):
    """What became of it: nothing yet; customer and company spoke since; somebody said that it is done."""

    WAITING = "waiting"
    IN_CONTACT = "in contact"
    DONE = "done"


@dataclass(frozen=True)
class Mark:
    """What somebody decided about one feedback.

    Attributes:
        done: it is settled; else it was taken up again.
        who: who says so; empty when nobody said.
        why: what was done, in words; may be empty.
    """

    feedback_id: int
    done: bool
    at: datetime
    who: str
    why: str


@dataclass(frozen=True)
class FollowUp:
    """One bad feedback, and who gave it.

    Attributes:
        id: of the feedback; the same after the records were loaded anew.
        said_on: the day in the workspace's zone.
        waiting_days: whole days from then until the end of the records, or until it was followed up.
        customer: what people know the customer by, as ``kind: value``.
        said: kind and score in words, as "NPS 2 of 10".
        very_bad: in the lowest fifth of its scale.
        touchpoint: that it speaks of; empty when unknown.
        themes: that the text speaks of, the worst spoken of first; none where nobody listened.
        words: the customer's own, scrubbed; empty where there are none, or they were not asked for.
        value: all that is recorded of the customer's money, None when nothing is.
        most_valuable: the customer is among the fifth who spent most.
        still_customer: has not left, as the question "dropoff" understands it.
        others: further feedback of the same customer in the list.
        followed_up_at: when they first spoke, or when it was done; None while it waits.
        by: the touchpoint where they spoke, or who did it.
        note: what was done, in words.
    """

    id: str
    said_on: date
    said_at: datetime
    waiting_days: int
    customer: str
    kind: str
    said: str
    score: float | None
    scale_low: float | None
    scale_high: float | None
    experience: float | None
    very_bad: bool
    touchpoint: str
    themes: tuple[str, ...]
    words: str
    value: float | None
    currency: str
    most_valuable: bool
    still_customer: bool
    others: int
    state: FollowUpState
    followed_up_at: datetime | None
    by: str
    note: str


@dataclass(frozen=True)
class FollowUps:
    """Bad feedback since a day, the most urgent first.

    Attributes:
        feedback: how many pieces of feedback, good or bad, there are of what is wanted.
        bad: how many of them are bad; of these ``in_contact`` and ``done`` were followed up.
        as_of: the end of the records.
        talks: touchpoints at which customer and company speak with each other; without any, only marks tell what was followed up.
        why_none: why there can be none, in a sentence; empty where there can be.
    """

    rows: tuple[FollowUp, ...]
    since: date | None
    as_of: datetime | None
    feedback: int
    bad: int
    in_contact: int
    done: int
    talks: tuple[str, ...]
    why_none: str = ""


@dataclass(frozen=True)
class FollowedUp:
    """How much bad feedback was followed up, and how soon: of one touchpoint, or of all.

    Attributes:
        touchpoint: None in the row of all; empty where it is unknown what was spoken of.
        n: pieces of bad feedback; ``in_contact`` were followed up by a talk or a reply, ``done`` are marked so.
        n_2d: those said two days or longer before the end; ``share_2d`` of them were followed up within two days. So for 7.
        median_s: seconds until half of all are followed up (Kaplan and Meier, who waits still counts); None where fewer than half are.
    """

    touchpoint: str | None
    n: int
    customers: int
    in_contact: int
    done: int
    waiting: int
    n_2d: int
    share_2d: float | None
    low_2d: float | None
    high_2d: float | None
    n_7d: int
    share_7d: float | None
    low_7d: float | None
    high_7d: float | None
    median_s: float | None
    median_low: float | None
    median_high: float | None


@dataclass(frozen=True)
class FollowUpSummary:
    """How much bad feedback since a day was followed up.

    Attributes:
        rows: the one of all, then one per touchpoint; none where no feedback was bad.
        as_of: the end of the records, at which what is known ends.
        talks: as in `FollowUps`.
        why_none: why there can be none, in a sentence; empty where there can be.
    """

    rows: tuple[FollowedUp, ...]
    since: date | None
    as_of: datetime | None
    talks: tuple[str, ...]
    why_none: str = ""


Plain = str | int | float | bool | None


def told(row: FollowUp) -> dict[str, Plain]:
    """A follow-up as plain fields, as files and JSON have it: days and times as ISO texts, themes with "; " between."""
    return {
        "id": row.id,
        "title": f"{row.said}: {row.touchpoint}" if row.touchpoint else row.said,
        "state": row.state.value,
        "said_on": row.said_on.isoformat(),
        "said_at": row.said_at.isoformat(),
        "waiting_days": row.waiting_days,
        "customer": row.customer,
        "kind": row.kind,
        "score": row.score,
        "scale_low": row.scale_low,
        "scale_high": row.scale_high,
        "experience": None if row.experience is None else round(row.experience, 3),
        "very_bad": row.very_bad,
        "still_customer": row.still_customer,
        "most_valuable": row.most_valuable,
        "value": row.value,
        "currency": row.currency,
        "touchpoint": row.touchpoint,
        "themes": "; ".join(row.themes),
        "words": row.words,
        "others": row.others,
        "followed_up_at": row.followed_up_at.isoformat() if row.followed_up_at else None,
        "by": row.by,
        "note": row.note,
    }
