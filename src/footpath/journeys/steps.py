"""Steps: which touchpoints does a person mean?"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from footpath.errors import SpecError
from footpath.journeys.index import Index
from footpath.journeys.properties import closest

Step = str | tuple[str, ...] | dict[str, str]


def match_step(index: Index, step: Step) -> tuple[str, tuple[int, ...]]:
    """The label of a step, which is what it was asked by, and the codes of the touchpoints that it accepts.

    A step is a touchpoint's name, several names of which any will do, ``{"stage": …}`` or ``{"channel": …}``. A name is
    compared without regard to case, then as the name in which a source records it, then without regard to what is neither a
    letter nor a digit; else it means every touchpoint whose name has all its words. ``*`` in it stands for any text.

    Raises:
        SpecError: nothing matches; it names the closest that there is.
    """
    if isinstance(step, str):
        return step, _named(index, step)
    if isinstance(step, dict):
        return _described(index, step)
    labels = [match_step(index, name) for name in step]
    if not labels:
        raise SpecError("A step is empty.", "Name at least one touchpoint.")
    return " or ".join(label for label, _ in labels), tuple(sorted({code for _, codes in labels for code in codes}))


def _named(index: Index, name: str) -> tuple[int, ...]:
    if "*" in name:
        pattern = re.compile(".*".join(re.escape(part) for part in name.casefold().split("*")), re.DOTALL)
        codes = _where(index.names, lambda known: pattern.fullmatch(known.casefold()))
        if codes:
            return codes
    for alike in (_folded, _squeezed):
        for names in ([(known,) for known in index.names], [touchpoint.names for touchpoint in index.touchpoints]):
            codes = tuple(code for code, known in enumerate(names) if alike(name) in map(alike, known))
            if codes and alike(name):
                return codes
    words = _words(name)
    codes = tuple(code for code, known in enumerate(index.names) if words and words <= _words(known))
    if codes:
        return codes
    raise SpecError(f'No touchpoint matches "{name}".', f"Closest: {', '.join(closest(name, list(index.names)))}.")


def _folded(name: str) -> str:
    return name.casefold().strip()


def _squeezed(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.casefold()))


def _where(names: Sequence[str | None], holds: Callable[[str], Any]) -> tuple[int, ...]:
    return tuple(code for code, name in enumerate(names) if name is not None and holds(name))


def _described(index: Index, step: dict[str, str]) -> tuple[str, tuple[int, ...]]:
    if len(step) != 1 or next(iter(step)) not in ("stage", "channel"):
        raise SpecError("A step is not understood.", 'Write a name, a list, {"stage": …} or {"channel": …}.')
    kind, wanted = next(iter(step.items()))
    names = [touchpoint.stage if kind == "stage" else touchpoint.channel for touchpoint in index.touchpoints]
    codes = _where(names, lambda name: _folded(name) == _folded(wanted))
    if not codes:
        known = sorted({name for name in names if name})
        raise SpecError(f'No touchpoint has the {kind} "{wanted}".', f"Closest: {', '.join(closest(wanted, known))}.")
    return f"{kind} {names[codes[0]]}", codes
