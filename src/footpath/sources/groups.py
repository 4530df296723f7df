"""What is left of a table's columns: groups to ask by, properties to keep, and what is of no use."""

from footpath.model.plans import ColumnPlan, Role, TableKind
from footpath.sources import words
from footpath.sources.amounts import is_quantity
from footpath.sources.customers import decides
from footpath.sources.profile import Column
from footpath.sources.relations import Draft
from footpath.sources.words import speaks_of

MOST_DIMENSIONS = 12
_FEW = 60


def plan_the_rest(draft: Draft, taken: set[str]) -> list[ColumnPlan]:
    """What is left: groups to ask by, properties to keep, and what is of no use."""
    plans = []
    groups = [
        column
        for column in draft.columns
        if column.name not in taken
        and is_group(column, of_people=draft.kind is TableKind.PROFILES)
        and not _is_personal(column)
        and (draft.grain is None or decides(draft, draft.grain, column.name))
    ]
    constant = draft.kind is TableKind.ORDERS and draft.grain is not None
    kept = {
        column.name
        for column in sorted(groups, key=lambda column: (column.distinct > 20, -column.fill))[:MOST_DIMENSIONS]
    }
    role = Role.TRAIT if draft.kind is TableKind.PROFILES else Role.DIMENSION
    seen = [column for column in draft.columns if column.name in taken]
    for column in draft.columns:
        if column.name in taken:
            continue
        twin = next((other.name for other in seen if other.values == column.values and column.distinct > 1), None)
        seen.append(column)
        if not column.filled:
            plans.append(ColumnPlan(name=column.name, role=Role.IGNORED, why="empty"))
        elif twin:
            plans.append(ColumnPlan(name=column.name, role=Role.IGNORED, why=f'the same as "{twin}"'))
        elif column.name in kept and not (constant and is_quantity(column)):
            plans.append(
                ColumnPlan(name=column.name, role=role, confidence=0.8, why=f"{column.distinct} different values")
            )
        elif _is_personal(column):
            plans.append(
                ColumnPlan(
                    name=column.name, role=Role.IGNORED, confidence=0.8, why="personal detail that no question needs"
                )
            )
        elif column.name == draft.zone:
            plans.append(ColumnPlan(name=column.name, role=Role.PROPERTY, confidence=0.9, why=draft.whys[column.name]))
        elif _is_row_number(column):
            plans.append(ColumnPlan(name=column.name, role=Role.IGNORED, confidence=0.8, why="numbers the rows"))
        elif draft.kind in (TableKind.PROFILES, TableKind.REFERENCE):
            plans.append(
                ColumnPlan(
                    name=column.name, role=Role.IGNORED, confidence=0.6, why="too many different values to group by"
                )
            )
        else:
            plans.append(ColumnPlan(name=column.name, role=Role.PROPERTY, confidence=0.6, why="kept with the event"))
    return plans


def is_group(column: Column, *, of_people: bool = False) -> bool:
    """True for few values that recur; figures only where they are few, and figures of records (a quantity, a price) not at all."""
    most = max(2, min(_FEW, 0.5 * column.filled))
    if not 2 <= column.distinct <= most or column.longest > 80 or column.fill < 0.02:
        return False
    if column.type in ("DOUBLE", "FLOAT") or (column.numbers > 0.5 and not column.whole):
        return False
    if column.numbers > 0.9 and column.distinct > 12:
        return False
    if not of_people and column.numbers > 0.5:
        return not speaks_of(
            column.tokens,
            f"{words.QUANTITY} {words.VALUE} {words.SCORE} week month year day hour age line position sequential sequence installments",
        )
    return column.words_each <= 5


def _is_personal(column: Column) -> bool:
    return speaks_of(column.tokens, words.PERSONAL) and not speaks_of(
        column.tokens,
        "campaign product category event page plan store country city state file shipping class department division last_click",
    )


def _is_row_number(column: Column) -> bool:
    return column.name.startswith("column_") and column.whole and column.distinct == column.filled
