"""One journey to play, step by step: a typical one, or that of a customer who is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from footpath.app.customers import customer_named, pseudonyms_of
from footpath.app.kept_personas import PERSONA, persona_named
from footpath.app.meeting import met_by
from footpath.app.typical import FEWEST_ALIKE, Chosen, typical_customer
from footpath.errors import SpecError
from footpath.maps.walking import FEWEST_STEPS, MOST_STEPS, usual_steps, walk_of
from footpath.model.walks import Walk

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.journeys import Index

TYPICAL, BY_NAME = "typical", "chosen by name"


def walk(workspace: Workspace, who: str = TYPICAL, *, persona: str = "", exact: bool = False) -> Walk:
    """The journey of one real customer under another name.

    Args:
        who: "typical"; "touchpoint:NAME" or "persona:NAME" for a typical one among those; else a customer, by the pseudonym that
            maps show ("customer 3fa2c1d4"), by identifier ("email:ann@example.org"), or by either's value alone.
        persona: only among its customers.
        exact: tell dates and amounts as they are; without it the walk begins on day 1 and amounts are rounded.

    Raises:
        SpecError: nobody is called so, or there are too few to choose among without saying who it is.
    """
    kind, _, name = who.partition(":")
    index = workspace.index
    if kind == PERSONA and name:
        persona = name.strip()
    scope: dict[str, Any] = {"where": {PERSONA: persona_named(workspace, persona)}} if persona else {}
    touchpoint = name.strip() if kind == "touchpoint" else ""
    if touchpoint:
        touchpoint = _touchpoint_named(index.names, touchpoint)
    if who == TYPICAL or touchpoint or kind == PERSONA:
        found = typical_customer(workspace, scope, touchpoint)
        if found is None:
            raise SpecError(
                "There are too few journeys to choose a typical one among.",
                f"It takes {FEWEST_ALIKE} customers with {FEWEST_STEPS} to {MOST_STEPS} events each.",
            )
        return _walk_of(workspace, found, scope, exact)
    return _walk_of(workspace, Chosen(customer_named(workspace, who), BY_NAME, 0), {}, exact)


def typical_walk(
    workspace: Workspace, where: Mapping[str, Any] | None = None, during: str | None = None
) -> Walk | None:
    """A typical journey for a map of what the conditions and the period keep; None where there are too few."""
    scope = {"where": dict(where or {}), "during": during}
    found = typical_customer(workspace, scope)
    return _walk_of(workspace, found, scope) if found else None


def _touchpoint_named(names: Sequence[str], wanted: str) -> str:
    found = next((name for name in names if name.casefold() == wanted.casefold()), None)
    if found is None:
        raise SpecError(f'There is no touchpoint "{wanted}".', f"There are: {', '.join(names[:12])}.")
    return found


def _walk_of(workspace: Workspace, whose: Chosen, scope: Mapping[str, Any], exact: bool = False) -> Walk:
    return walk_of(
        pseudonyms_of(workspace).of_customer(whose.key),
        met_by(workspace, whose.key, scope),
        usual_steps(workspace.ask, **scope),
        chosen=whose.how,
        of=whose.of,
        persona=_persona_of(workspace.index, whose.key),
        currency=workspace.currency,
        zone=workspace.index.zone,
        exact=exact,
    )


def _persona_of(index: Index, key: int) -> str:
    if PERSONA not in index.traits:
        return ""
    codes = [int(shard.traits[PERSONA][at]) for shard in index.shards for at in np.flatnonzero(shard.key == key)]
    return index.traits[PERSONA][codes[0]] if codes else ""
