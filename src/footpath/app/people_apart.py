"""What sets personas apart: two of them from each other, and customers who came since from those of then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from footpath.app.kept_personas import personas_looked_for, position_of
from footpath.errors import SpecError

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.personas import Personas


@dataclass(frozen=True)
class Apart:
    """What sets two personas apart, or has changed since they were found.

    Attributes:
        rows: plain fields, the clearest first.
        about: what was compared, in a sentence.
    """

    rows: tuple[dict[str, Any], ...]
    about: str


def compare(workspace: Workspace, one: str, other: str) -> Apart:
    """Only the differences between two personas that are more than chance and not small."""
    import numpy as np

    from footpath.personas import NOBODY, read_features
    from footpath.personas.cards import compare_groups
    from footpath.personas.wording import value_text

    personas = personas_looked_for(workspace)
    first, second = (position_of(personas, name) for name in (one, other))
    if first == second:
        raise SpecError(f"{one} and {other} are one persona.", "Name two.")
    table = read_features(workspace.index, workspace.progress)
    now = personas.assign(table)
    inside = np.isin(now.codes, [first, second]) & (now.codes != NOBODY)
    compared = compare_groups(table.rows(inside), (now.codes[inside] == second).astype(np.uint8), 2)
    names = personas.personas[first].name, personas.personas[second].name
    rows = tuple(
        {
            "what": row.feature.label,
            names[0]: value_text(row.feature, float(f"{row.after:.3g}")),
            names[1]: value_text(row.feature, float(f"{row.before:.3g}")),
            "effect": round(row.effect, 2),
            "q": q,
        }
        for row, q in compared.of(0)
        if row.feature is not None
    )
    return Apart(
        rows, f"{len(rows)} of {len(compared.rows) // 2} features differ by more than chance and not by little."
    )


def drifted(workspace: Workspace) -> Apart:
    """What sets customers who came since the personas were found apart from those of then, persona by persona."""
    import numpy as np

    from footpath.personas import NOBODY, Snapshot, drift, read_features

    personas = personas_looked_for(workspace)
    table = read_features(workspace.index, workspace.progress)
    was = np.isin(table.keys, personas.keys)
    if was.all():
        return Apart((), f"No customer came since {personas.found_at}.")
    then, since = (personas.by_rules(table.rows(side)) for side in (was, ~was))  # the same rules for both
    told = [table.rows(np.isin(table.keys, side.keys[side.codes != NOBODY])) for side in (then, since)]
    about = (
        f"{len(told[1]):,} of {len(since.keys):,} customers who came since {personas.found_at} have a persona and are compared "
        f"with {len(told[0]):,} of {len(then.keys):,} of then, all by the rules. {_without(since)}"
    ).rstrip()
    if not len(told[1]):
        return Apart((), f"Nobody who came since {personas.found_at} can be compared. {_without(since)}")
    old, new = (
        Snapshot(rows, side.codes[side.codes != NOBODY]) for rows, side in zip(told, (then, since), strict=True)
    )
    rows = tuple(
        {
            "persona": personas.personas[row.code].name,
            "what": row.feature.label if row.feature else "share of customers",
            "then": row.before,
            "since": row.after,
            "low": row.low,
            "high": row.high,
            "effect": round(row.effect, 2),
            "q": row.q,
            "n": row.after_n,
        }
        for row in drift(old, new, len(personas.personas))
        if (row.q <= 0.05 and abs(row.effect) >= 0.2) or row.feature is None
    )
    return Apart(rows, about)


def _without(side: Personas) -> str:
    """Why some of those who came have no persona."""
    return f"Of those who came since, {side.undecided}" if side.undecided.customers else ""
