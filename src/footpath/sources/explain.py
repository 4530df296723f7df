"""Plans in words: one row a column, for a table that a person reads."""

from collections.abc import Sequence

from footpath.model.plans import Role, TablePlan


def explain_plans(plans: Sequence[TablePlan], tables: Sequence[object] = ()) -> list[dict[str, str]]:
    """Source, column, role, confidence and why of each column, the table itself first with an empty column."""
    rows = []
    for plan in plans:
        rows.append(_row(plan.source, "", plan.kind.value, plan.confidence, plan.why))
        for column in sorted(plan.columns, key=lambda column: column.role in (Role.PROPERTY, Role.IGNORED)):
            told = column.role.value
            if column.touchpoint:
                told += f' of "{column.touchpoint}"'
            elif column.identifier:
                told += f" ({column.identifier})"
            elif column.feedback:
                told += f" ({column.feedback})"
            rows.append(_row(plan.source, column.name, told, column.confidence, column.why))
        for speaker in plan.speakers:
            where = f" ({speaker.file})" if speaker.file else ""
            who = f'speaker "{speaker.name}"{where}' if speaker.name else f"speakers without a name{where}"
            rows.append(_row(plan.source, who, speaker.role.value, speaker.confidence, speaker.why))
    return rows


def _row(source: str, column: str, role: str, confidence: float, why: str) -> dict[str, str]:
    return {"source": source, "column": column, "role": role, "confidence": f"{confidence:.0%}", "why": why}
