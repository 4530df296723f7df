"""What each table is and what its columns mean: inferred, corrected by what is configured, and last by flags."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from footpath.errors import SourceError, SpecError
from footpath.model.plans import Role, TableKind, TablePlan
from footpath.sources import words
from footpath.sources.clocks import decide_days
from footpath.sources.customers import choose_customers
from footpath.sources.employees import settle_employees
from footpath.sources.keys import read_key
from footpath.sources.kinds import borrowed_time, decide_kind
from footpath.sources.notes.plan import plan_notes
from footpath.sources.overrides import Overrides
from footpath.sources.profile import profile_table
from footpath.sources.relations import Draft, relate
from footpath.sources.roles import assign_roles, plan_touchpoint
from footpath.sources.social import settle_authors
from footpath.sources.stamps import order_stamps, sort_times
from footpath.sources.tables import Table, literal
from footpath.sources.times import DayOrder, TimeShape, read_shape
from footpath.sources.words import CASE_OF, PERSON_OF, singular, speaks_of, tokens

_KINDS = ("events", "orders", "feedback", "tickets", "profiles")
_EMPTY_WORDS = "transcript transcripts response responses submission submissions crm erp db events event log logs list table all raw records details descriptions description full history by the of and data"


def propose_plans(
    tables: Sequence[Table],
    overrides: Overrides | None = None,
    configured: Sequence[TablePlan] = (),
    *,
    zone: str = "UTC",
    now: datetime | None = None,
) -> list[TablePlan]:
    """One plan for each table, in their order.

    A configured plan of the same source wins over what is inferred; a flag wins over both.

    Raises:
        SourceError: a flag or a configured plan names a column that is not there, a table has no time, two columns are
            equally good for the customer, or nothing in all the tables tells of customers.
        SpecError: ``overrides.kind`` is not a kind of table.
    """
    overrides = overrides or Overrides()
    overrides.check(tables)
    kind = _flagged_kind(overrides.kind)
    known = {plan.source: plan for plan in configured}
    noted = {table.name: plan_notes(table, known.get(table.name), zone) for table in tables if table.conversations}
    drafts = _draft_all(
        [table for table in tables if table.name not in noted], overrides, zone, (now or datetime.now(UTC))
    )
    relate(drafts)
    choose_customers(drafts)
    for draft in drafts:
        sort_times(draft)
        order_stamps(draft)
    plans = list(noted.values())
    for draft in drafts:
        plan = known.get(draft.table.name)
        if plan is None:
            plans.append(_propose(draft, kind, zone))
        elif draft.flagged or kind is not None:
            plans.append(_flagged_over(_checked(plan, draft.table), _propose(draft, kind, zone), draft))
        else:
            plans.append(_checked(plan, draft.table))
    _require_people(drafts, plans)
    places = {table.name: at for at, table in enumerate(tables)}
    return sorted(plans, key=lambda plan: places[plan.source])


def _flagged_kind(kind: str | None) -> TableKind | None:
    if kind is None:
        return None
    if kind not in _KINDS:
        raise SpecError(f'"{kind}" is not a kind of table (--as).', f"Choose one of {', '.join(_KINDS)}.")
    return TableKind(kind)


def _draft_all(tables: Sequence[Table], overrides: Overrides, zone: str, now: datetime) -> list[Draft]:
    shared = _shared_words(tables)
    drafts = []
    for table in tables:
        draft = Draft(table, profile_table(table), _noun(table, shared), flagged=overrides.of(table))
        _read_times(draft, now)
        draft.zone = _zone_column(draft)
        for column in draft.columns:
            if column.name not in draft.shapes and (key := read_key(column, draft.noun)) is not None:
                draft.keys[column.name] = key
        settle_employees(draft)
        settle_authors(draft)
        drafts.append(draft)
    return drafts


def _read_times(draft: Draft, now: datetime) -> None:
    """Find the columns that hold times, and settle for each which number is the day."""
    orders: list[DayOrder] = []
    found: list[tuple[str, TimeShape]] = []
    for column in draft.columns:
        if column.is_native_time:
            draft.shapes[column.name] = TimeShape(
                ("native",),
                1.0,
                has_clock=not column.type.startswith("DATE"),
                has_zone=column.type.endswith("TIME ZONE"),
            )
            continue
        named = speaks_of(column.tokens, words.TIME) or draft.flagged.get("time") == column.name
        shape = read_shape(column.values, named) if column.values else None
        if shape is not None:
            found.append((column.name, shape))
    moment = f"TIMESTAMPTZ {literal(now.isoformat())} + INTERVAL 1 DAY"
    for name, shape in sorted(found, key=lambda item: not (item[1].first_over_12 or item[1].second_over_12)):
        settled, order, why = decide_days(draft.table, draft.column(name), shape, orders, moment)
        if order:
            orders.append(order)
            draft.why(name, why)
        draft.shapes[name] = settled
    draft.shapes = {column.name: draft.shapes[column.name] for column in draft.columns if column.name in draft.shapes}


def _zone_column(draft: Draft) -> str | None:
    """The column that names the time zone of each row's stamps."""
    for column in draft.columns:
        if speaks_of(column.tokens, words.ZONE) or column.tokens == ("time", "zone"):
            found = {value for value, _ in column.top}
            names = {
                row[0]
                for row in draft.table.session.connection.execute("SELECT name FROM pg_timezone_names()").fetchall()
            }
            if found and found <= names:
                draft.why(column.name, "the time zone of the row's stamps")
                return column.name
    return None


def _propose(draft: Draft, kind: TableKind | None, zone: str) -> TablePlan:
    why = decide_kind(draft, kind)
    flagged_away = (
        kind is not None and kind is not TableKind.PROFILES and not draft.times and borrowed_time(draft) is None
    )
    if flagged_away:
        raise SourceError(
            f"{draft.table.path.name} has no column with a time.",
            f"Name it with --time. Columns are: {', '.join(draft.table.columns[:20])}.",
        )
    if kind is not None and not draft.knows_people:
        raise SourceError(
            f"{draft.table.path.name} has no column that identifies a customer.",
            f"Name it with --customer. Columns are: {', '.join(draft.table.columns[:20])}.",
        )
    columns = assign_roles(draft, f"column {draft.zone}" if draft.zone else zone)
    sure = min(
        [column.confidence for column in columns if column.role in (Role.CUSTOMER, Role.TIME, Role.TOUCHPOINT)] or [0.7]
    )
    apart = (f"what employees say, kept apart from customers: {draft.of_employees}",) if draft.of_employees else ()
    notes = "; ".join((why, *apart, *draft.table.notes))
    return TablePlan(
        source=draft.table.name,
        kind=draft.kind,
        confidence=1.0 if kind else sure,
        why=notes,
        columns=columns,
        grain=draft.grain,
        channel=None if any(column.role is Role.CHANNEL for column in columns) else _channel(draft),
        touchpoint=plan_touchpoint(draft),
    )


def _channel(draft: Draft) -> str | None:
    """The channel that a table's name speaks of; addresses of pages are the web's."""
    if not draft.knows_people or draft.kind is TableKind.PROFILES:
        return None
    named = tokens(draft.table.stem)
    found = [channel for channel, group in words.CHANNELS.items() if speaks_of(named, group)]
    if len(found) == 1:
        return found[0]
    pages = any(draft.column(name).urls > 0.5 for name in draft.touchpoints)
    return "web" if pages and not found else None


def _checked(plan: TablePlan, table: Table) -> TablePlan:
    missing = [column.name for column in plan.columns if column.name not in table.columns]
    if missing:
        raise SourceError(
            f'{table.path.name} has no column "{missing[0]}", which footpath.toml names for the source "{plan.source}".',
            f"Correct it there. Columns are: {', '.join(table.columns[:20])}.",
        )
    return plan


def _flagged_over(plan: TablePlan, proposed: TablePlan, draft: Draft) -> TablePlan:
    """A configured plan with what flags say of single columns; the columns that had those roles are only kept."""
    fresh = {column.name: column for column in proposed.columns}
    named = {name: fresh[name].role for name in draft.flagged.values()}
    columns = [fresh[name] if (name := column.name) in named else column for column in plan.columns]
    columns += [fresh[name] for name in named if name not in {column.name for column in plan.columns}]
    columns = [
        column.model_copy(update={"role": Role.PROPERTY, "why": "another column was named by a flag"})
        if column.role in named.values() and column.name not in named
        else column
        for column in columns
    ]
    return plan.model_copy(update={"columns": tuple(columns), "kind": proposed.kind, "grain": proposed.grain})


def _require_people(drafts: Sequence[Draft], plans: Sequence[TablePlan]) -> None:
    """Raise when no table tells anything of a customer."""
    if any(plan.kind not in (TableKind.REFERENCE, TableKind.DETAILS) for plan in plans):
        return
    draft = drafts[0]
    name = draft.table.path.name if len(drafts) == 1 else "None of the files"
    missing = "no column that identifies a customer"
    missing += " and no column with a time" if not any(other.shapes for other in drafts) else ""
    missing = (
        missing
        if len(drafts) == 1
        else missing.replace("no column", "a column", 1).replace(" and no column", " or a column")
    )
    columns = ", ".join(draft.table.columns[:20])
    raise SourceError(f"{name} has {missing}.", f"Name them with --customer and --time. Columns are: {columns}.")


def _shared_words(tables: Sequence[Table]) -> set[str]:
    """First words that most tables share and that mean nothing by themselves: a company's name."""
    firsts = Counter(tokens(table.stem)[0] for table in tables if len(tokens(table.stem)) > 1)
    return {
        word
        for word, count in firsts.items()
        if count >= 2 and count >= 0.4 * len(tables) and word not in CASE_OF and word not in PERSON_OF
    }


def _noun(table: Table, shared: set[str]) -> str:
    """What one row of a table is called, by the table's name: "review" for olist_order_reviews."""
    named = [
        word
        for word in tokens(table.stem)
        if not speaks_of((word,), _EMPTY_WORDS) and word not in shared and not word.isdigit()
    ]
    if not named:
        rest = [word for word in tokens(table.stem) if word in CASE_OF]
        return singular(rest[-1]) if rest else "event"
    named[-1] = singular(named[-1])
    if named[-1] in ("nps", "csat", "ces"):
        return f"{named[-1]} survey"
    if named[-1] in CASE_OF and CASE_OF[named[-1]] not in ("event",):
        return named[-1]
    return " ".join(named)
