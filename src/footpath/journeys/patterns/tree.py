"""A pattern as read: a tree whose nodes know where in the text they stand."""

from dataclasses import dataclass
from typing import Any

NEVER = 2**62  # microseconds: no limit


@dataclass(frozen=True)
class Name:
    """What a symbol calls for.

    Attributes:
        kind: touchpoint, stage or channel.
    """

    kind: str
    value: str
    at: int


@dataclass(frozen=True)
class Requirement:
    """A condition in braces.

    Attributes:
        name: of a dimension, a trait, or another thing that ``where`` knows.
        entry: "is", or what the mapping of a condition of ``where`` calls it.
        operand: what it is compared with.
    """

    name: str
    entry: str
    operand: Any
    at: int

    @property
    def wanted(self) -> Any:
        """As ``where`` says it."""
        return self.operand if self.entry == "is" else {self.entry: self.operand}


@dataclass(frozen=True)
class Symbol:
    """One event.

    Attributes:
        names: any of which it meets; of no names, any event.
        requirements: all of which it meets.
        negated: an event for which all that does not hold.
    """

    names: tuple[Name, ...]
    requirements: tuple[Requirement, ...]
    negated: bool
    at: int


@dataclass(frozen=True)
class Start:
    """No event that counts came before."""

    at: int


@dataclass(frozen=True)
class End:
    """No event that counts follows, and the journey has been silent for so long."""

    silent_us: int
    at: int


@dataclass(frozen=True)
class Link:
    """What lies between two neighbours.

    Attributes:
        gap: any events may lie between them; without it, the one follows the other at once.
        low, high: microseconds from the last event of the left to the first of the right, both included.
        broken: a session ended between them.
    """

    gap: bool
    at: int
    low: int = 0
    high: int = NEVER
    broken: bool = False

    @property
    def strict(self) -> bool:
        """Whether it says something of the two events on its sides."""
        return self.broken or self.low > 0 or self.high < NEVER


@dataclass(frozen=True)
class Sequence:
    """Items in this order; ``links[i]`` lies between the items i and i + 1."""

    items: "tuple[Node, ...]"
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Choice:
    """Any one of them."""

    options: "tuple[Node, ...]"


@dataclass(frozen=True)
class Repeat:
    """The same again and again; ``most`` of None is any number of times."""

    inner: "Node"
    least: int
    most: int | None
    at: int


@dataclass(frozen=True)
class Within:
    """All events of it lie within so much time, the first and the last included."""

    inner: "Node"
    limit_us: int
    at: int


Node = Symbol | Start | End | Sequence | Choice | Repeat | Within


def may_be_empty(node: Node) -> bool:
    """Whether it can be met by no event at all."""
    match node:
        case Symbol():
            return False
        case Start() | End():
            return True
        case Sequence(items=items):
            return all(map(may_be_empty, items))
        case Choice(options=options):
            return any(map(may_be_empty, options))
        case Repeat(inner=inner, least=least):
            return least == 0 or may_be_empty(inner)
        case Within(inner=inner):
            return may_be_empty(inner)


def names_events(node: Node) -> bool:
    """Whether there may be any event in it."""
    match node:
        case Sequence(items=items, links=links):
            return any(map(names_events, items)) or any(link.gap for link in links)
        case Choice(options=options):
            return any(map(names_events, options))
        case Repeat(inner=inner) | Within(inner=inner):
            return names_events(inner)
    return isinstance(node, Symbol)


def places(node: Node) -> int:
    """Places of the automaton that it takes at most, repetitions written out."""
    match node:
        case Symbol() | Start() | End():
            return 1
        case Sequence(items=items, links=links):
            return sum(map(places, items)) + sum(link.gap + link.broken for link in links)
        case Choice(options=options):
            return sum(map(places, options))
        case Repeat(inner=inner, least=least, most=most):
            return places(inner) * (max(least, 1) if most is None else most)
        case Within(inner=inner):
            return places(inner)
