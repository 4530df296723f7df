"""The times of a table: which are events and what each is called, which are promises and of what, which are neither."""

import math
from collections.abc import Sequence

from footpath.sources import words
from footpath.sources.clocks import time_sql
from footpath.sources.profile import Column
from footpath.sources.relations import Draft
from footpath.sources.times import is_time_of_day
from footpath.sources.words import STEM_OF, concept, singular, speaks_of, tokens

_BIRTHS = "birth dob birthday birthdate born geburtsdatum geburtstag geburt nacimiento naissance expiry expires expiration expire ablauf"
_TRAILING = f"{words.TIME} am um le el em op"
_LASTING = ("conversation", "call", "session", "booking")  # things whose end is an event of its own
_ENDINGS = frozenset(("deliver", "solve", "pay", "arrive"))


def sort_times(draft: Draft) -> None:
    """Sort the columns that hold times into events, promises, arrivals of the record, times of day, and others."""
    flagged = draft.flagged.get("time")
    doubtful: list[str] = []
    for name in draft.shapes:
        tokens = draft.column(name).tokens
        if flagged and name != flagged:
            if speaks_of(tokens, words.PROMISE):
                draft.promises.append(name)
            continue
        if flagged:
            draft.times.append(name)
            draft.why(name, "named by --time")
        elif speaks_of(tokens, _BIRTHS):
            draft.why(name, "a date of a person or a document, not of an event")
        elif speaks_of(tokens, words.PROMISE):
            draft.promises.append(name)
        elif speaks_of(tokens, words.NO_EVENT) and not (
            speaks_of(tokens, "end ended ends") and concept(draft.noun) in _LASTING
        ):
            doubtful.append(name)
            draft.why(name, "not the time of an event")
        else:
            draft.times.append(name)
    if not draft.times and len(doubtful) == 1:
        draft.times = doubtful
        draft.why(doubtful[0], "but the only time there is")
    if len(draft.times) > 1 and not flagged:
        _leave_out_days(draft)
    if len(draft.times) > 1:
        draft.received = [name for name in draft.times if _is_arrival(draft.column(name))]
        if len(draft.received) < len(draft.times):
            draft.times = [name for name in draft.times if name not in draft.received]
        else:
            draft.received = []
    _find_clocks(draft)


def _leave_out_days(draft: Draft) -> None:
    """A date beside a time of the same day says nothing of its own."""
    for name in [name for name in draft.times if not draft.shapes[name].has_clock]:
        for other in (other for other in draft.times if draft.shapes[other].has_clock):
            if _is_day_of(draft, name, other):
                draft.times.remove(name)
                draft.why(name, f'the day of "{other}"')
                break


def _is_day_of(draft: Draft, name: str, other: str) -> bool:
    """True when a date is nearly always that of a time, and its name says nothing else."""
    rest = {token for token in draft.column(name).tokens if not speaks_of((token,), words.TIME)}
    if not rest <= set(draft.column(other).tokens):
        return False
    away = f"epoch({_sql(draft, other)}) - epoch({_sql(draft, name)})"
    found = draft.table.session.connection.execute(
        f"SELECT count(*) FILTER (away BETWEEN -50400 AND 136800), count(away) FROM (SELECT {away} AS away FROM {draft.table.sample})"
    ).fetchall()[0]
    return bool(found[1] and found[0] >= 0.95 * found[1])


def _is_arrival(column: Column) -> bool:
    rest = [token for token in column.tokens if not speaks_of((token,), words.TIME)]
    return bool(rest) and all(speaks_of((token,), words.RECEIVED) for token in rest)


def _find_clocks(draft: Draft) -> None:
    """A date without a time of day may have it in a column beside it: a clock, or an offset in milliseconds, seconds or hours."""
    dates = [name for name in draft.times if not draft.shapes[name].has_clock]
    if len(draft.times) != 1 or len(dates) != 1:
        return
    for column in draft.columns:
        if column.name in draft.shapes or column.name in draft.clocks or not column.values:
            continue
        if is_time_of_day(column.values):
            draft.clocks[column.name] = dates[0]
            draft.why(column.name, f'the time of day of "{dates[0]}"')
            return
    for column in draft.columns:
        unit = _offset_unit(column)
        if unit and column.name not in draft.keys:
            draft.clocks[column.name] = dates[0]
            draft.why(
                column.name,
                f'{unit.removeprefix("offset_").replace("_", " ")} since the start of "{dates[0]}": orders the events of a day',
            )
            return


def _offset_unit(column: Column) -> str | None:
    if not column.whole or column.low < 0 or column.numbers < 0.99 or column.distinct < 2:
        return None
    if set(column.tokens) == {"hour"} and column.high <= 23:
        return "offset_h"
    if speaks_of(column.tokens, "timeframe offset elapsed millis ms") or column.name.lower() in (
        "time",
        "time_ms",
        "time_s",
    ):
        return "offset_ms" if column.high > 86_400 else "offset_s"
    return None


def clock_format(draft: Draft, name: str) -> str:
    """How a time of day is to be added: "clock", "offset_ms", "offset_s" or "offset_h"."""
    column = draft.column(name)
    return "clock" if is_time_of_day(column.values) else _offset_unit(column) or "clock"


def stamp_name(draft: Draft, name: str) -> str:
    """What the event at a time is called: the column's words without the words for time, after the table's noun when they are unclear alone.

    ``order_delivered_customer_date`` is "order delivered customer"; ``created_at`` of tickets is "ticket created".
    """
    kept = [
        token
        for token in draft.column(name).tokens
        if not speaks_of((token,), "timestamp datetime ts utc gmt unix epoch dt")
    ]
    while kept and speaks_of((kept[-1],), _TRAILING) and kept[-1] not in ("created", "occurred", "since"):
        kept.pop()
    while len(kept) > 1 and kept[0] in ("date", "datum", "fecha", "zeit", "time"):
        kept.pop(0)
    noun = draft.noun
    kept = [
        token
        for token in kept
        if token not in ("occurred", "event", "of", "is", "the", "row", "record", "n") or len(kept) > 2
    ]
    if not kept or kept == ["date"] or kept == ["time"] or kept == [singular(noun)]:
        return noun
    if len(kept) == 1:
        own = kept[0] in noun.split() or concept(kept[0]) == concept(noun) or kept[0].startswith(noun.split()[-1])
        return noun if own else f"{noun} {kept[0]}".strip()
    if kept[0].endswith("ed") and not set(kept) & set(noun.split()):
        kept.insert(0, noun)
    return " ".join(kept)


def order_stamps(draft: Draft) -> None:
    """Put the stamps in the order in which they usually happen, so that stamps of one instant stay in it."""
    if len(draft.times) < 2:
        return
    reads = [f"epoch({_sql(draft, name)})" for name in draft.times]
    medians = ", ".join(f"median({read} - least({', '.join(reads)}))" for read in reads)
    found = draft.table.session.connection.execute(f"SELECT {medians} FROM {draft.table.sample}").fetchall()[0]
    place = {
        name: (median if median is not None else math.inf, at)
        for at, (name, median) in enumerate(zip(draft.times, found, strict=True))
    }
    draft.times.sort(key=lambda name: place[name])


def answer_column(names: Sequence[str]) -> str | None:
    """The time at which feedback was given: answered or submitted, else the last that is not the asking.

    Examples:
        >>> answer_column(["sent_at", "answered_at"]), answer_column(["review_creation_date", "review_answer_timestamp"])
        ('answered_at', 'review_answer_timestamp')
    """
    answered = [name for name in names if speaks_of(tokens(name), words.ANSWER + " answer")]
    answered = [
        name for name in answered if speaks_of(tokens(name), "answer answered submitted completed responded")
    ] or answered
    rest = [name for name in names if not speaks_of(tokens(name), words.ASK)]
    candidates = answered or rest or list(names)
    return candidates[-1] if candidates else None


def feedback_stamp(draft: Draft) -> str | None:
    """`answer_column` of a table."""
    return answer_column(draft.times)


def was_asked(column: Column) -> bool:
    """True for the time at which somebody was asked for feedback."""
    return speaks_of(column.tokens, words.ASK) and not speaks_of(column.tokens, "creation created requested")


def promised_stamp(draft: Draft, promise: str) -> tuple[str | None, str]:
    """The stamp that a promise is of: by words they share, then by closeness in time.

    Returns:
        The time column, or None when the table has none, and the reason.
    """
    if not draft.times:
        return None, "a promise; the table has no time to hold against it"
    if len(draft.times) == 1:
        return draft.times[0], f'a promise of "{draft.times[0]}", the only stamp'
    wanted = _stems(draft.column(promise).tokens)
    sharing = {name: len(wanted & _stems(draft.column(name).tokens)) for name in draft.times}
    best = max(sharing.values())
    if best == 0:
        endings = [name for name in draft.times if _stems(draft.column(name).tokens) & _ENDINGS]
        candidates = endings or draft.times[1:]
        reason = "a promise of how it ends"
    else:
        candidates = [name for name, shared in sharing.items() if shared == best]
        reason = "its words say so"
    if len(candidates) > 1:
        away = {name: _distance(draft, promise, name) for name in candidates}
        candidates = sorted(candidates, key=lambda name: away[name])
        reason += " and it lies closest"
    return candidates[0], f'a promise of "{candidates[0]}": {reason}'


def _stems(tokens: tuple[str, ...]) -> set[str]:
    return {
        STEM_OF.get(token, singular(token))
        for token in tokens
        if not speaks_of((token,), f"{words.TIME} {words.PROMISE}")
    } - {"first"}


def _distance(draft: Draft, promise: str, stamp: str) -> float:
    sql = f"SELECT median(abs(epoch({_sql(draft, promise)}) - epoch({_sql(draft, stamp)}))) FROM {draft.table.sample}"
    found = draft.table.session.connection.execute(sql).fetchall()[0][0]
    return float(found) if found is not None else math.inf


def _sql(draft: Draft, name: str) -> str:
    column = draft.column(name)
    text = draft.table.sql(name) if column.is_native_time else draft.table.text(name)
    return time_sql(text, draft.shapes[name].format, None, column.type)
