"""Conversations as tables: one for each kind of conversation, one row a turn, with what its speaker's side makes of it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from footpath.model.plans import Speaker, SpeakerRole
from footpath.sources.collect import REFUSED
from footpath.sources.notes.heads import refuses
from footpath.sources.notes.speakers import cast_speakers, role_of
from footpath.sources.notes.turns import Conversation, Turn
from footpath.sources.tables import BrokenRow, Session, Table, keep

COLUMNS = (
    "turn",
    "file",
    "speaker",
    "role",
    "respondent",
    "at",
    "handed_over_at",
    "said",
    "staff_said",
    "time_from",
    "consent",
)
_SERVICE = ("calls", "chats", "conversations")

Row = dict[str, str | None]


def tables_of(session: Session, conversations: Sequence[Conversation]) -> list[Table]:
    """A table for each kind of conversation, in the order in which they come."""
    kinds = dict.fromkeys(conversation.genre for conversation in conversations)
    told = _named_apart(conversations)
    return [_table(session, genre, tuple(c for c in told if c.genre == genre)) for genre in kinds]


def recast(table: Table, speakers: Sequence[Speaker]) -> Table:
    """The table with the sides of its speakers as given, which people may have corrected."""
    if not table.conversations or tuple(speakers) == cast_speakers(table.conversations):
        return table
    fresh = _table(table.session, table.stem, table.conversations, speakers)
    return replace(fresh, name=table.name)


def _named_apart(conversations: Sequence[Conversation]) -> list[Conversation]:
    """Files of one name in several folders are called by folder and name."""
    names = [conversation.path.name for conversation in conversations]
    return [
        replace(c, name=f"{c.path.parent.name}/{c.path.name}") if names.count(c.path.name) > 1 else c
        for c in conversations
    ]


def _table(
    session: Session, genre: str, conversations: tuple[Conversation, ...], speakers: Sequence[Speaker] | None = None
) -> Table:
    import pyarrow as pa

    sides = cast_speakers(conversations) if speakers is None else speakers
    rows: list[tuple[int, Row]] = []
    broken: list[BrokenRow] = []
    number = 0
    for conversation in conversations:
        refused = refuses(conversation.head.consent)
        for row in _rows(conversation, sides):
            number += 1
            if refused:  # their words are not kept, not even among what was rejected
                broken.append(BrokenRow(number, f'{conversation.name}: {REFUSED} ("{conversation.head.consent}")', ""))
            else:
                rows.append((number, row))
        for fault in conversation.faults:
            number += 1
            broken.append(BrokenRow(number, f"{conversation.name}: {fault.reason}", fault.raw))
    used = {name for _, row in rows for name, value in row.items() if value is not None}
    extra = sorted({kind for c in conversations for kind, _ in c.head.identifiers} & used)
    columns = (*[name for name in COLUMNS if name in used or name in ("turn", "file", "at", "said")], *extra)
    arrays = [pa.array([at for at, _ in rows], pa.int64())]
    arrays += [pa.array([row.get(name) for _, row in rows], pa.string()) for name in columns]
    session.connection.register("turns", pa.table(arrays, names=["row", *(f"c{n}" for n in range(len(columns)))]))
    relation, sample = keep(session, "SELECT * FROM turns", ("VARCHAR",) * len(columns), 0)
    session.connection.unregister("turns")
    return Table(
        name=genre, stem=genre, path=conversations[0].path, format="notes", columns=columns, types=("VARCHAR",) * len(columns), rows=len(rows),
        relation=relation, sample=sample, session=session, broken=tuple(broken), notes=_notes(conversations), conversations=conversations,
    )  # fmt: skip


def _notes(conversations: Sequence[Conversation]) -> tuple[str, ...]:
    told = [f"{len(conversations)} file{'s' if len(conversations) != 1 else ''}, one row a turn"]
    dateless = [c.name for c in conversations if c.head.date is None and not _dated(c)]
    if dateless:
        told.append(
            f"{len(dateless)} of them name no date, so their turns have the time of the file itself ({', '.join(dateless[:3])})"
        )
    refused = [c.name for c in conversations if refuses(c.head.consent)]
    if refused:
        told.append(f"{len(refused)} without consent are not loaded ({', '.join(refused[:3])})")
    return tuple(told)


def _dated(conversation: Conversation) -> str | None:
    """The first time of its own, with a day, that a turn has."""
    return next((turn.at for turn in conversation.turns if turn.at and len(turn.at) > 8), None)


def _rows(conversation: Conversation, speakers: Sequence[Speaker]) -> Iterator[Row]:
    roles = [role_of(speakers, conversation.name, turn.speaker) for turn in conversation.turns]
    served = [
        turn.speaker for turn, role in zip(conversation.turns, roles, strict=True) if role is SpeakerRole.CUSTOMER
    ]
    current = served[0] if served else ""
    identifiers = dict(conversation.head.identifiers)
    opening = _digest(conversation.turns[0].text) if conversation.turns else ""
    met: set[str] = set()
    for number, (turn, role, at) in enumerate(
        zip(conversation.turns, roles, _times(conversation), strict=True), start=1
    ):
        staff = role is SpeakerRole.STAFF
        current = current if staff else turn.speaker
        new = staff and bool(met) and turn.speaker not in met and conversation.genre in _SERVICE
        met |= {turn.speaker} if staff else set()
        yield {
            "turn": f"{conversation.name}#{number}-{_digest(turn.text)}",
            "file": conversation.name,
            "speaker": turn.speaker or None,
            "role": role.value,
            "respondent": None if identifiers else f"{conversation.name} ({opening}): {current or 'nobody named'}",
            "at": at[0],
            "handed_over_at": at[0] if new else None,
            "said": None if staff else turn.text,
            "staff_said": turn.text if staff else None,
            "time_from": at[1],
            "consent": conversation.head.consent,
            **identifiers,
        }


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode(errors="replace"), usedforsecurity=False).hexdigest()[:8]


def _times(conversation: Conversation) -> Iterator[tuple[str, str]]:
    """When each turn was said, and what says so; never back in time within clocks that pass midnight."""
    base = conversation.head.date or _dated(conversation) or conversation.recorded
    source = "stated" if conversation.head.date else "turn" if _dated(conversation) else "file time"
    start = datetime.fromisoformat(base)
    days, before, last = 0, "", start
    for turn in conversation.turns:
        if turn.at is not None and len(turn.at) > 8:
            last = datetime.fromisoformat(turn.at)
            yield _written(last), "turn"
            continue
        if turn.at is not None:
            days += turn.at < before
            before = turn.at
            last = start.replace(hour=0, minute=0, second=0) + _of_day(turn, days)
        elif turn.offset_s is not None:
            last = start + timedelta(seconds=turn.offset_s)
        yield _written(last), source


def _of_day(turn: Turn, days: int) -> timedelta:
    hour, minute, second = (int(part) for part in (turn.at or "0:0:0").split(":"))
    return timedelta(days=days, hours=hour, minutes=minute, seconds=second)


def _written(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="milliseconds" if at.microsecond else "seconds")
