"""Personas at rest: a JSON with cards and rules, and beside it whose each customer is."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np

from footpath.errors import WorkspaceError
from footpath.personas.found import Personas
from footpath.personas.persona import Persona
from footpath.personas.rules import Rules
from footpath.personas.tried import Tried
from footpath.personas.undecided import Undecided

_VERSION = 1


def write_personas(personas: Personas, path: Path) -> None:
    """Keep them as ``path`` (JSON) and a file of customers that it names: a reader sees the old ones or the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    members = path.with_name(f"{path.stem}-{_mark(personas)}.npz")
    _whole(
        members,
        lambda file: np.savez_compressed(
            file, keys=personas.keys, codes=personas.codes, probability=personas.probability
        ),
    )
    kept = {
        "version": _VERSION,
        "found_at": personas.found_at,
        "reason": personas.reason,
        "gone": list(personas.gone),
        "agreement": personas.agreement,
        "acts_needed": personas.acts_needed,
        "undecided": asdict(personas.undecided),
        "tried": [asdict(tried) for tried in personas.tried],
        "personas": [persona.json() for persona in personas.personas],
        "of_rule": list(personas.of_rule),
        "rules": personas.rules.json(),
        "members": members.name,
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    _whole(path, lambda file: file.write_text(text, encoding="utf-8"))
    for old in path.parent.glob(f"{path.stem}-*.npz"):
        if old != members:
            old.unlink(missing_ok=True)


def _mark(personas: Personas) -> str:
    import hashlib

    content = personas.keys.tobytes() + personas.codes.tobytes() + personas.probability.tobytes()
    return hashlib.sha256(content).hexdigest()[:16]


def _whole(path: Path, write: Callable[[Path], object]) -> None:
    new = path.with_name(f"{path.name}.{os.getpid()}.new{path.suffix}")
    try:
        write(new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def read_personas(path: Path) -> Personas | None:
    """What `write_personas` kept; None where nothing was.

    Raises:
        WorkspaceError: it is no such file, or a newer version wrote it.
    """
    if not path.exists():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["version"] > _VERSION:
            raise WorkspaceError(f"{path.name} was written by a newer version of Footpath.", "Update Footpath.")
        with np.load(path.parent / Path(kept["members"]).name, allow_pickle=False) as members:
            keys, codes, probability = (members[name] for name in ("keys", "codes", "probability"))
        return Personas(
            personas=tuple(Persona.read(told) for told in kept["personas"]),
            keys=keys,
            codes=codes,
            probability=probability,
            rules=Rules.read(kept["rules"]),
            of_rule=tuple(kept["of_rule"]),
            agreement=kept["agreement"],
            tried=tuple(Tried(**told) for told in kept["tried"]),
            reason=kept["reason"],
            found_at=kept["found_at"],
            gone=tuple(kept.get("gone", ())),
            acts_needed=int(kept.get("acts_needed", 1)),
            undecided=Undecided(**kept.get("undecided", {})),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WorkspaceError(f"{path.name} holds no personas.", "Delete it; they are then found again.") from error
