"""What a table is: events, orders, feedback, tickets, profiles, details of another table's records, or a list of things."""

from footpath.errors import SourceError
from footpath.model.plans import TableKind
from footpath.sources import words
from footpath.sources.customers import decides
from footpath.sources.keys import Belongs, Key
from footpath.sources.relations import Draft
from footpath.sources.scores import is_score
from footpath.sources.stamps import feedback_stamp, was_asked
from footpath.sources.texts import is_text
from footpath.sources.touchpoints import find_touchpoints
from footpath.sources.words import CASE_OF, a, concept, speaks_of

_ORDERS = {"order", "invoice", "basket", "transaction", "booking", "shipment", "payment", "return", "contract", "deal"}
_TICKETS = {"ticket", "case", "complaint", "request", "conversation", "call", "claim", "application"}
_FEEDBACK = {"survey", "review", "comment"}


def decide_kind(draft: Draft, kind: TableKind | None) -> str:
    """Settle what the table is, find its record, grain and touchpoints; return the reason."""
    draft.record = _record(draft)
    draft.touchpoints = find_touchpoints(draft) if draft.times else []
    if kind is not None:
        draft.kind = kind
        draft.grain = _grain(draft)
        return "named by --as"
    draft.kind, why = _inferred(draft)
    draft.grain = _grain(draft)
    if draft.grain and draft.kind is TableKind.EVENTS:
        draft.kind = TableKind.ORDERS
    if draft.kind is TableKind.TICKETS:
        kept = [name for name in draft.times if not speaks_of(draft.column(name).tokens, "assigned assignment")]
        draft.times = kept or draft.times
    if draft.kind is TableKind.REFERENCE:
        draft.record = draft.record or _thing(draft)
    if draft.kind is TableKind.FEEDBACK:
        draft.times = [name for name in draft.times if name == feedback_stamp(draft) or was_asked(draft.column(name))]
    return why


def _thing(draft: Draft) -> str | None:
    """The key of what a list lists."""
    return next(
        (name for name, key in draft.keys.items() if key.column.is_unique and name not in draft.references), None
    )


def _inferred(draft: Draft) -> tuple[TableKind, str]:
    if not draft.knows_people:
        return TableKind.REFERENCE, "no column names a customer or leads to one: its rows describe things, not people"
    if not draft.times:
        return _timeless(draft)
    if draft.of_employees:
        return TableKind.FEEDBACK, "rows hold what an employee said: a score, a text, or both"
    about = _about(draft)
    told = about if about in _FEEDBACK | _TICKETS | _ORDERS else ""
    scored = any(is_score(column, draft.noun) for column in draft.columns if column.name not in draft.keys)
    worded = any(is_text(column, draft.noun) for column in draft.columns if column.name not in draft.keys)
    repeating = draft.record is None or not draft.column(draft.record).is_unique
    if "touchpoint" in draft.flagged or (_has_strong_touchpoint(draft) and repeating and told not in _FEEDBACK):
        return TableKind.EVENTS, f'each row is something that happened, named in "{draft.touchpoints[0]}"'
    if told in _TICKETS and not repeating:
        return TableKind.TICKETS, f"one row {a(told)}, with its times"
    if (told in _FEEDBACK and (scored or worded)) or "score" in draft.flagged:
        return TableKind.FEEDBACK, "rows hold what a customer said: a score, a text, or both"
    if told in _ORDERS and (_grain(draft) or not repeating or len(draft.times) > 1):
        return TableKind.ORDERS, f"several rows {a(told)}" if _grain(draft) else f"one row {a(told)}, with its times"
    if scored and worded and not draft.touchpoints:
        return TableKind.FEEDBACK, "rows hold a score and a text of a customer"
    if _one_row_each(draft) and not draft.touchpoints and not told:
        return TableKind.PROFILES, "one row a customer"
    if scored and not draft.touchpoints and len(draft.times) <= 2 and told not in _ORDERS:
        return TableKind.FEEDBACK, "rows hold a score of a customer"
    return TableKind.EVENTS, "each row is something that happened at a time"


def _timeless(draft: Draft) -> tuple[TableKind, str]:
    timed = [name for name in draft.via if draft.references[name].parent.times]
    if timed and not draft.customers:
        return (
            TableKind.DETAILS,
            f"rows without a time of their own: lines of the records of {draft.references[timed[0]].parent.table.name}",
        )
    borrowed = borrowed_time(draft)
    if borrowed and not _one_row_each(draft):
        parent = draft.references[borrowed].parent
        return TableKind.EVENTS, f'no time of its own: takes "{parent.times[0]}" of {parent.table.name}'
    if _one_row_each(draft) or not _tells_events(draft):
        return TableKind.PROFILES, "no time, and rows describe customers" if not _one_row_each(
            draft
        ) else "one row a customer"
    raise SourceError(
        f"{draft.table.path.name} has no column with a time, so its rows cannot be placed in a journey.",
        f"Name it with --time, or add one. Columns are: {', '.join(draft.table.columns[:20])}.",
    )


def borrowed_time(draft: Draft) -> str | None:
    """The column that refers to a list of things with exactly one time: a campaign's start is when its customers got it."""
    if draft.times:
        return None
    for name, reference in draft.references.items():
        parent = reference.parent
        if len(parent.times) == 1 and not parent.knows_people and name not in draft.customers:
            return name
    return None


def _tells_events(draft: Draft) -> bool:
    return any(
        speaks_of(column.tokens, words.STRONG_TOUCHPOINT) or is_score(column, draft.noun) or is_text(column, draft.noun)
        for column in draft.columns
        if column.name not in draft.keys
    )


def _about(draft: Draft) -> str:
    """The concept that the table's own record or name speaks of."""
    if draft.record and draft.keys[draft.record].noun in _ORDERS | _TICKETS | _FEEDBACK:
        return draft.keys[draft.record].noun
    for token in reversed(draft.noun.split()):
        if token in CASE_OF:
            return CASE_OF[token]
    return ""


def _has_strong_touchpoint(draft: Draft) -> bool:
    if not draft.touchpoints:
        return False
    tokens = draft.column(draft.touchpoints[0]).tokens
    return speaks_of(tokens, words.STRONG_TOUCHPOINT) or draft.touchpoints[0] == "concept:name" or len(draft.times) == 1


def _one_row_each(draft: Draft) -> bool:
    """Each customer has one row: some identifier is different in all of them."""
    own = [draft.column(name) for name in draft.customers]
    return any(column.distinct >= 0.98 * column.filled and column.fill > 0.9 for column in own) and (
        own[0].rows > 1 or not draft.times
    )


def _record(draft: Draft) -> str | None:
    """The table's own key: a unique one before one that repeats; of an order or ticket before one of a row."""
    free = [
        key
        for name, key in draft.keys.items()
        if name not in draft.customers and key.belongs in (Belongs.CASE, Belongs.UNKNOWN, Belongs.SESSION)
    ]
    own = [
        key
        for key in free
        if key.column.name not in draft.references and (key.column.is_unique or key.belongs is Belongs.CASE)
    ]
    if not own:
        return None
    return min(own, key=lambda key: _preference(draft, key)).column.name


def _preference(draft: Draft, key: Key) -> tuple[bool, bool, bool, float]:
    owned = concept(draft.noun) in (key.noun, *key.noun.split("_"))
    return (
        not key.column.is_unique,
        not owned,
        key.noun == "event" or key.belongs is not Belongs.CASE,
        -key.column.fill,
    )


def _grain(draft: Draft) -> str | None:
    """The key of baskets: it repeats, and all rows of one have the same customer and the same times."""
    if not draft.times or not draft.customers or draft.kind in (TableKind.FEEDBACK, TableKind.TICKETS):
        return None
    if draft.touchpoints and (draft.record is None or _is_named_log(draft)):
        return None
    own = draft.keys[draft.record] if draft.record else None
    if own is not None and own.column.fill >= 0.98:
        repeats = own.noun in _ORDERS and own.column.repeats >= 1.02
        return draft.record if repeats and _holds_together(draft, own.column.name) else None
    return _nameless_grain(draft) if _about(draft) in _ORDERS else None


def _nameless_grain(draft: Draft) -> str | None:
    """A code that only repeats on the lines of one order, although its name does not say so."""
    for column in draft.columns:
        if column.name in draft.customers or column.name in draft.shapes or column.codes < 0.9 or column.fill < 0.98:
            continue
        if column.repeats >= 1.02 and column.distinct > 0.2 * column.rows and _holds_together(draft, column.name):
            noun = concept(draft.noun)
            why = f"repeats only on the lines of one {noun}"
            draft.keys[column.name] = Key(column, Belongs.CASE, noun, f"{noun}_number", False, why)
            draft.record = column.name
            return column.name
    return None


def _holds_together(draft: Draft, name: str) -> bool:
    return all(decides(draft, name, other) for other in (*draft.times, *draft.customers[:1]))


def _is_named_log(draft: Draft) -> bool:
    return bool(draft.touchpoints) and not decides(draft, draft.record or "", draft.touchpoints[0])
