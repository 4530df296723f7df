"""Which touchpoints the steps of a plan are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from footpath.errors import MapError, SpecError
from footpath.maps.planned.reading import PlanStep

Match = Callable[[str], Sequence[str]]  # the touchpoints that a name means, as a funnel's steps are understood
_MOST_MEANT = 6  # touchpoints of one step: a name that means more says nothing


@dataclass(frozen=True)
class KnownStep:
    """A step with the touchpoints that are meant; any of them takes it."""

    name: str
    touchpoints: tuple[str, ...]
    optional: bool = False

    @property
    def label(self) -> str:
        return self.touchpoints[0] if len(self.touchpoints) == 1 else self.name


@dataclass(frozen=True)
class Understood:
    """The steps that records know, the names of those that they do not, and in sentences how names were understood."""

    steps: tuple[KnownStep, ...]
    unmatched: tuple[str, ...]
    notes: tuple[str, ...]


def understand(steps: Sequence[PlanStep], match: Match) -> Understood:
    """Find the steps among the touchpoints.

    A step whose words mean several touchpoints is taken by any of them, except those that another step names exactly.

    Raises:
        MapError: fewer than two steps are found, or none that may not be left out.
    """
    meant = [_meant(step.name, match) for step in steps]
    exact = {names[0] for names in meant if len(names) == 1}
    known: list[KnownStep] = []
    notes: list[str] = []
    for step, names in zip(steps, meant, strict=True):
        kept = tuple(name for name in names if name not in exact) if len(names) > 1 else names
        kept = kept or names
        if not kept:
            continue
        if len(kept) > 1 or kept[0].casefold() != step.name.casefold():
            notes.append(f"“{step.name}” is understood as {_any_of(kept)}.")
        if known and known[-1].touchpoints == kept:
            continue
        known.append(KnownStep(step.name, kept, step.optional))
    unmatched = tuple(step.name for step, names in zip(steps, meant, strict=True) if not names)
    if len(known) < 2 or all(step.optional for step in known):
        told = ", ".join(f"“{name}”" for name in unmatched[:5])
        raise MapError(
            f"The records know too few steps of the plan{f': not {told}' if told else ''}.",
            "Name the steps as the map names its touchpoints.",
        )
    return Understood(tuple(known), unmatched, tuple(notes))


def _meant(name: str, match: Match) -> tuple[str, ...]:
    try:
        found = tuple(match(name))
    except SpecError:
        return ()
    return found if len(found) <= _MOST_MEANT else ()


def _any_of(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"any of {', '.join(names)}"
