"""How one customer is called: on maps under another name, by people as their sources do."""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

import numpy as np

from footpath.errors import SpecError, WorkspaceError
from footpath.model.ids import stable_id

if TYPE_CHECKING:
    from footpath.app.stores import Stores
    from footpath.app.workspace import Workspace

SECRET_FILE = "secret.key"
_SECRET_BYTES = 32
_PSEUDONYM_DIGITS = 8  # hexadecimal digits


@dataclass(frozen=True)
class Pseudonyms:
    """Other names for customers: HMAC-SHA-256 of their keys with a secret that only the workspace has.

    Keys are made of what sources know (an address, a customer's number), so whoever has a list of those could compute the keys
    of all of them. Nobody can compute a pseudonym without the secret, and whoever knows pseudonyms alone learns nothing from them.

    Examples:
        >>> Pseudonyms(bytes(32)).of_customer(42) == Pseudonyms(bytes(32)).of_customer(42) != Pseudonyms(b"another").of_customer(42)
        True
    """

    secret: bytes = field(repr=False)

    def of_customer(self, key: int) -> str:
        """What a customer is called on maps: the same customer of a workspace has the same name on all of them."""
        digest = hmac.digest(self.secret, f"customer {key}".encode(), "sha256")
        return f"customer {digest.hex()[:_PSEUDONYM_DIGITS]}"


def pseudonyms_of(stores: Stores) -> Pseudonyms:
    """Those of a workspace, whose secret is made when it is first needed and stays in its folder.

    Raises:
        WorkspaceError: the secret cannot be read or written, or is not whole.
    """
    path = stores.directory / SECRET_FILE
    try:
        if not path.exists():
            _keep_secret(path)
        secret = path.read_bytes()
    except OSError as error:
        raise WorkspaceError(
            f"The workspace's secret {path} cannot be kept: {error.strerror}.",
            "Pseudonyms are made with it; let Footpath read and write that file.",
        ) from error
    if len(secret) != _SECRET_BYTES:
        raise WorkspaceError(
            f"The workspace's secret {path} is damaged: it has {len(secret)} bytes, not {_SECRET_BYTES}.",
            "Bring it back from a backup; or delete it, and customers get new pseudonyms from now on.",
        )
    return Pseudonyms(secret)


def customer_named(workspace: Workspace, name: str) -> int:
    """The key of a customer: by identifier ("email:ann@example.org"), by its value alone, or by pseudonym ("customer 3fa2c1d4").

    Raises:
        SpecError: nobody is called so, or two have that pseudonym.
    """
    keys = np.concatenate([shard.key for shard in workspace.index.shards])
    plain = name.strip().removeprefix("customer ").strip()
    kind, colon, value = name.partition(":")
    identities = [stable_id(kind.strip(), value.strip())] if colon and value.strip() else _identities(workspace, plain)
    customers = workspace.components.customer_of(np.array(identities, dtype=np.int64))
    identified = [int(workspace.components.keys[customer]) for customer in customers.tolist() if customer >= 0]
    there = set(keys.tolist())
    found = [*_under_pseudonym(workspace, keys.tolist(), plain), *(key for key in identified if key in there)]
    if not found:
        raise SpecError(
            f'There is no customer "{name}".', 'Write an identifier as kind:value, or "customer 3fa2c1d4" as maps do.'
        )
    return found[0]


def _under_pseudonym(workspace: Workspace, keys: list[int], digits: str) -> list[int]:
    if len(digits) != _PSEUDONYM_DIGITS:
        return []
    pseudonyms = pseudonyms_of(workspace)
    found = [key for key in keys if pseudonyms.of_customer(key) == f"customer {digits}"]
    if len(found) > 1:
        raise SpecError(
            f'{len(found)} customers are called "customer {digits}".', "Name one of them by identifier: kind:value."
        )
    return found


def _keep_secret(path: Path) -> None:
    """A new secret in a file that is there whole or not at all; of several who make one at once, the first one's stays."""
    handle, temporary = mkstemp(dir=path.parent, prefix=path.name)  # to be read by its owner alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            _put(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _put(temporary: str, path: Path) -> None:
    """Under its own name, unless something has that name."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        Path(temporary).rename(path)


def _identities(workspace: Workspace, value: str) -> list[int]:
    """The identities of that value, of whatever kind."""
    import pyarrow.compute as pc

    table = workspace.lake.identifiers()
    found: dict[str, None] = {}
    for kinds, values in (("kind", "value"), ("other_kind", "other_value")):
        found |= dict.fromkeys(table.filter(pc.equal(table[values], value))[kinds].to_pylist())
    return [stable_id(kind, value) for kind in found]
