"""Whose journeys, and of when: as people type it, and as the head of a map says it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from footpath.errors import SpecError


@dataclass(frozen=True)
class Scope:
    """Whose map is drawn, and of when; of everybody and all times where nothing is said.

    Attributes:
        persona: by name or id.
        where: as in questions.
        during: as in questions.
    """

    persona: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    during: str | None = None

    @property
    def words(self) -> str:
        """The scope as the map's head says it; "" for everybody."""
        conditions = [f"{name} {_condition_words(value)}" for name, value in self.where.items()]
        return ", ".join(
            [*([self.persona] if self.persona else []), *conditions, *([self.during] if self.during else [])]
        )


def _condition_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{verb.replace('_', ' ')} {one}" for verb, one in value.items())
    return " or ".join(map(str, value)) if isinstance(value, list) else str(value)


def scope_of(persona: str, conditions: Sequence[str], during: str | None) -> Scope:
    """The scope as people type it: each condition is ``name=value`` or JSON.

    Raises:
        SpecError: a condition is neither.
    """
    where: dict[str, Any] = {}
    for condition in conditions:
        if condition.lstrip().startswith("{"):
            where |= read_conditions(condition)
            continue
        name, equals, value = (part.strip() for part in condition.partition("="))
        if not equals or not name or not value:
            raise SpecError(f'"{condition}" is no condition.', 'Write for example "region=north".')
        where[name] = value
    return Scope(persona, where, during)


def read_conditions(text: str) -> dict[str, Any]:
    """``where`` as people type it: a JSON object.

    Raises:
        SpecError: it is none.
    """
    try:
        where = json.loads(text or "{}")
    except json.JSONDecodeError as error:
        raise SpecError(
            f"The conditions are not valid JSON: {error.msg} at character {error.pos + 1}.",
            'Write for example \'{"device": "phone"}\'.',
        ) from error
    if not isinstance(where, dict):
        raise SpecError("Conditions are a JSON object.", 'Write for example \'{"device": "phone"}\'.')
    return where
