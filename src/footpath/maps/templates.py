"""Stage templates, and which of them a set of touchpoints speaks for."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from footpath.errors import SpecError
from footpath.model.catalogue import Stage

POSITIONS = "positions"  # the template of logs that no other explains: stages from the order of the journeys


@dataclass(frozen=True)
class Template:
    """Columns in order, and the roles that belong to each."""

    name: str
    about: str
    stages: tuple[Stage, ...]
    stage_of_role: dict[str, str]
    when: frozenset[str]
    needs: frozenset[str]
    without: frozenset[str]


@cache
def templates() -> dict[str, Template]:
    """All templates by name.

    Examples:
        >>> [stage.name for stage in templates()["five"].stages]
        ['Awareness', 'Consideration', 'Decision', 'Purchase', 'Loyalty']
    """
    text = files("footpath.maps").joinpath("templates.toml").read_text(encoding="utf-8")
    return {
        name: Template(
            name=name,
            about=entry["about"],
            stages=tuple(Stage(name=stage["name"], icon=stage["icon"]) for stage in entry["stages"]),
            stage_of_role={role: stage["name"] for stage in entry["stages"] for role in stage["roles"]},
            when=frozenset(entry.get("when", ())),
            needs=frozenset(entry.get("needs", ())),
            without=frozenset(entry.get("without", ())),
        )
        for name, entry in tomllib.loads(text).items()
    }


def template_named(name: str) -> Template:
    """The template of that name.

    Raises:
        SpecError: there is none.
    """
    if name not in templates():
        raise SpecError(
            f'There is no stage template "{name}".', f"Choose one of {', '.join([*templates(), POSITIONS])}."
        )
    return templates()[name]


def choose_template(roles: Sequence[str | None]) -> str:
    """Which template do the roles of all touchpoints speak for?

    The one that most touchpoints speak for and nothing else does; a shop is the first among equals. When more than half
    of the touchpoints have no role, no template is trusted and stages come from the order of the journeys.

    Examples:
        >>> choose_template(["opened", "working", "waiting", "resolved", "closed"])
        'support'
        >>> choose_template(["aware", "consider", "decide", "buy", "opened", "working"])
        'retail'
        >>> choose_template(["buy", "approve", "ship", "receive", "advocate"])
        'orders'
        >>> choose_template([None, None, None, "signup"])
        'positions'
    """
    known = Counter(role for role in roles if role)
    if 2 * known.total() < len(roles) or not known:
        return POSITIONS
    spoken = [t for t in templates().values() if _fits(t, known)]
    votes = {t.name: sum(known[role] for role in t.when) for t in spoken}
    shop = votes.pop("retail")
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] > shop and votes[best] >= 2 else "retail"


def _fits(template: Template, known: Counter[str]) -> bool:
    needed = not template.needs or any(known[role] for role in template.needs)
    return bool(template.when) and needed and sum(known[role] for role in template.without) <= 1
