"""How one customer is called: on maps under another name, by people as their sources do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from footpath.errors import SpecError
from footpath.model.ids import stable_id

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace

_PSEUDONYM_DIGITS = 6  # hexadecimal digits


def pseudonym(key: int) -> str:
    """A customer's name on a map: the same customer has the same one, and it leads back to nobody without the workspace."""
    return f"customer {stable_id('pseudonym', str(key)):016x}"[: len("customer ") + _PSEUDONYM_DIGITS]


def customer_named(workspace: Workspace, name: str) -> int:
    """The key of a customer: by identifier ("email:ann@example.org"), by its value alone, or by pseudonym ("customer 3fa2c1").

    Raises:
        SpecError: nobody is called so.
    """
    keys = np.concatenate([shard.key for shard in workspace.index.shards])
    plain = name.strip().removeprefix("customer ").strip()
    named = [int(key) for key in keys.tolist() if pseudonym(int(key)) == f"customer {plain}"]
    kind, colon, value = name.partition(":")
    identities = [stable_id(kind.strip(), value.strip())] if colon and value.strip() else _identities(workspace, plain)
    customers = workspace.components.customer_of(np.array(identities, dtype=np.int64))
    named += [int(workspace.components.keys[customer]) for customer in customers.tolist() if customer >= 0]
    there = set(keys.tolist())
    found = next((key for key in named if key in there), None)
    if found is None:
        raise SpecError(
            f'There is no customer "{name}".', 'Write an identifier as kind:value, or "customer 3fa2c1" as maps do.'
        )
    return found


def _identities(workspace: Workspace, value: str) -> list[int]:
    """The identities of that value, of whatever kind."""
    import pyarrow.compute as pc

    table = workspace.lake.identifiers()
    found: dict[str, None] = {}
    for kinds, values in (("kind", "value"), ("other_kind", "other_value")):
        found |= dict.fromkeys(table.filter(pc.equal(table[values], value))[kinds].to_pylist())
    return [stable_id(kind, value) for kind in found]
