"""A role for every column of a table whose kind is known."""

from footpath.model.plans import ColumnPlan, Role, TableKind
from footpath.sources import words
from footpath.sources.amounts import amount_format, is_quantity, is_unit_price, value_rank
from footpath.sources.customers import decides
from footpath.sources.groups import is_group, plan_the_rest
from footpath.sources.hearing import plan_feedback
from footpath.sources.keys import Belongs
from footpath.sources.kinds import borrowed_time
from footpath.sources.profile import Column
from footpath.sources.relations import Draft
from footpath.sources.stamps import clock_format, feedback_stamp, promised_stamp, stamp_name
from footpath.sources.words import CASE_OF, speaks_of

_WITH_RECORDS = (TableKind.ORDERS, TableKind.TICKETS)


def assign_roles(draft: Draft, zone: str | None) -> tuple[ColumnPlan, ...]:
    """The plan of each column, in the order of the table: keys and times first claim theirs, then value, scores, texts, groups."""
    plans: dict[str, ColumnPlan] = {}
    for assign in (_identify, _tell_times, _name, _measure, plan_feedback):
        for plan in assign(draft, set(plans), zone):
            plans.setdefault(plan.name, plan)
    for plan in plan_the_rest(draft, set(plans)):
        plans[plan.name] = plan
    order = iter(draft.times)
    return tuple(plans[next(order) if name in draft.times else name] for name in draft.table.columns)


def _identify(draft: Draft, _taken: set[str], _zone: str | None) -> list[ColumnPlan]:
    plans = []
    for name in draft.customers:
        key = draft.keys[name]
        refers = draft.references[name].name if name in draft.references else None
        sure = (0.95 if key.belongs < Belongs.DEVICE else 0.85) if key.named and key.belongs.is_person else 0.6
        sure = 1.0 if name == draft.flagged.get("customer") else sure
        plans.append(
            ColumnPlan(
                name=name,
                role=Role.CUSTOMER,
                confidence=sure,
                why=_why(draft, name, key.why),
                identifier=key.kind,
                refers_to=refers,
            )
        )
    for name, key in draft.keys.items():
        if name in draft.customers or name in draft.touchpoints:
            continue
        if name == draft.record:
            plans.append(_record_plan(draft, name))
        elif name in draft.references:
            reference = draft.references[name]
            leads = key.belongs is not Belongs.THING and (name in draft.via or reference.parent.knows_people)
            why = _why(draft, name, f"{reference.share:.0%} of its values are in {reference.name}")
            plans.append(
                ColumnPlan(
                    name=name,
                    role=Role.REFERENCE,
                    confidence=0.9,
                    why=why,
                    identifier=key.kind if leads else None,
                    refers_to=reference.name,
                )
            )
        elif key.belongs is Belongs.CASE and not key.column.is_unique:
            plans.append(
                ColumnPlan(
                    name=name,
                    role=Role.REFERENCE,
                    confidence=0.7,
                    why=_why(draft, name, f"groups the rows of one {key.noun}"),
                    identifier=key.kind,
                )
            )
    return plans


def _record_plan(draft: Draft, name: str) -> ColumnPlan:
    key = draft.keys[name]
    if not key.column.is_unique and name != draft.grain:
        return ColumnPlan(
            name=name,
            role=Role.REFERENCE,
            confidence=0.7,
            why=f"groups the rows of one {key.noun}",
            identifier=key.kind,
        )
    linking = (draft.kind in _WITH_RECORDS or draft.kind is TableKind.REFERENCE) and key.belongs is not Belongs.THING
    why = f"{key.why}; " + ("rows of one are its lines" if name == draft.grain else "different in every row")
    return ColumnPlan(
        name=name,
        role=Role.RECORD,
        confidence=0.9 if key.named else 0.6,
        why=why,
        identifier=key.kind if linking else None,
    )


def _tell_times(draft: Draft, _taken: set[str], zone: str | None) -> list[ColumnPlan]:
    plans = []
    single = len(draft.times) == 1
    for name in draft.times:
        shape = draft.shapes[name]
        touchpoint = (
            None if draft.touchpoints and draft.kind is TableKind.EVENTS else _stamp_touchpoint(draft, name, single)
        )
        plans.append(
            _time_plan(draft, name, Role.TIME, zone, touchpoint=touchpoint, confidence=round(min(shape.share, 0.95), 2))
        )
    came_in = "when the record came in, not when it happened"
    plans += [_time_plan(draft, name, Role.RECEIVED, zone, why=came_in) for name in draft.received]
    for name in draft.promises:
        stamp, why = promised_stamp(draft, name)
        plans.append(_time_plan(draft, name, Role.PROMISE, zone, promise_of=stamp, why=why))
    for name, date in draft.clocks.items():
        plans.append(
            ColumnPlan(
                name=name,
                role=Role.TIME,
                confidence=0.8,
                why=draft.whys.get(name, ""),
                format=clock_format(draft, name),
                refers_to=date,
            )
        )
    rest = [name for name in draft.shapes if name not in (*draft.times, *draft.received, *draft.promises)]
    no_event = "a time, but not of an event"
    plans += [
        ColumnPlan(name=name, role=Role.PROPERTY, confidence=0.7, why=_why(draft, name, no_event)) for name in rest
    ]
    return plans


def _time_plan(
    draft: Draft,
    name: str,
    role: Role,
    zone: str | None,
    *,
    touchpoint: str | None = None,
    promise_of: str | None = None,
    why: str = "",
    confidence: float = 0.8,
) -> ColumnPlan:
    shape = draft.shapes[name]
    written = "native" if draft.column(name).is_native_time else shape.format
    reason = "; ".join(part for part in (why, draft.whys.get(name, ""), f"written as {_example(draft, name)}") if part)
    naive = None if shape.has_zone else zone
    return ColumnPlan(
        name=name,
        role=role,
        confidence=confidence,
        why=reason,
        format=written,
        zone=naive,
        touchpoint=touchpoint,
        promise_of=promise_of,
    )


def _stamp_touchpoint(draft: Draft, name: str, single: bool) -> str:
    if draft.kind is TableKind.FEEDBACK:
        return draft.noun if name == feedback_stamp(draft) else stamp_name(draft, name)
    if draft.kind is TableKind.ORDERS and single:
        kept = [token for token in draft.column(name).tokens if not speaks_of((token,), f"{words.TIME} created")]
        if all(CASE_OF.get(token) in ("order", "invoice", "basket", "transaction") for token in kept):
            return "purchase"
    return stamp_name(draft, name)


def _name(draft: Draft, taken: set[str], _zone: str | None) -> list[ColumnPlan]:
    plans = []
    for name in draft.touchpoints:
        if name not in taken:
            plans.append(ColumnPlan(name=name, role=Role.TOUCHPOINT, confidence=0.85, why=draft.whys.get(name, "")))
            taken.add(name)
    channel = draft.flagged.get("channel") or _first(
        draft, taken, lambda c: speaks_of(c.tokens, words.CHANNEL) and len(c.tokens) <= 3 and is_group(c)
    )
    if channel:
        plans.append(
            ColumnPlan(
                name=channel,
                role=Role.CHANNEL,
                confidence=0.85,
                why=(draft.flagged.get("channel") and "named by --channel") or "its name",
            )
        )
        taken.add(channel)
    if draft.touchpoints:
        action = _first(
            draft,
            taken,
            lambda c: (
                (speaks_of(c.tokens, words.ACTION) or c.name == "lifecycle:transition")
                and len(c.tokens) <= 2
                and is_group(c)
            ),
        )
        if action:
            plans.append(ColumnPlan(name=action, role=Role.ACTION, confidence=0.7, why="its name"))
    return plans


def _measure(draft: Draft, taken: set[str], _zone: str | None) -> list[ColumnPlan]:
    """Value and currency; a unit price is multiplied by the quantity beside it."""
    if draft.kind in (TableKind.REFERENCE, TableKind.PROFILES) and "value" not in draft.flagged:
        return []
    free = [column for column in draft.columns if column.name not in taken]
    flagged = draft.flagged.get("value")
    worth = (column for column in free if value_rank(column) > 0 and not _is_of_case(draft, column))
    ranked = sorted(worth, key=value_rank)
    best = draft.column(flagged) if flagged else ranked[-1] if ranked else None
    plans = []
    if best is not None:
        quantity = (
            next((column for column in free if is_quantity(column)), None)
            if is_unit_price(best) and not flagged
            else None
        )
        why = "named by --value" if flagged else "its name, and its values are amounts"
        why += f', times "{quantity.name}"' if quantity else ""
        plans.append(
            ColumnPlan(
                name=best.name,
                role=Role.VALUE,
                confidence=1.0 if flagged else 0.8,
                why=why,
                format=amount_format(best),
                refers_to=quantity.name if quantity else None,
            )
        )
        currency = next(
            (column for column in free if speaks_of(column.tokens, words.CURRENCY) and column.longest <= 20), None
        )
        if currency:
            plans.append(ColumnPlan(name=currency.name, role=Role.CURRENCY, confidence=0.9, why="its name"))
    return plans


def _is_of_case(draft: Draft, column: Column) -> bool:
    """True for a figure that all events of one case share: adding it up would count it again and again."""
    if draft.kind is not TableKind.EVENTS:
        return False
    groups = [name for name, key in draft.keys.items() if key.belongs is Belongs.CASE and key.column.repeats >= 1.5]
    return any(column.distinct > 1 and decides(draft, name, column.name) for name in groups)


def _first(draft: Draft, taken: set[str], test: object) -> str | None:
    assert callable(test)
    return next((column.name for column in draft.columns if column.name not in taken and test(column)), None)


def _why(draft: Draft, name: str, reason: str) -> str:
    return draft.whys.get(name) or reason


def _example(draft: Draft, name: str) -> str:
    return draft.column(name).example[:40]


def plan_touchpoint(draft: Draft) -> str | None:
    """The touchpoint of all of a table's events when neither a column nor a stamp of its own names it."""
    if borrowed_time(draft) and draft.kind is TableKind.EVENTS:
        return draft.noun
    return None
