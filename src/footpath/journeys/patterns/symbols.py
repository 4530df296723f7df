"""Which events does each symbol of a pattern mean? All events that no symbol tells apart are of one class."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.columns import Shard, frozen
from footpath.journeys.conditions import Condition, condition_on
from footpath.journeys.index import Index
from footpath.journeys.patterns.mistakes import mistake
from footpath.journeys.patterns.tree import Choice, Node, Repeat, Sequence, Symbol, Within
from footpath.journeys.steps import match_step

MOST_REQUIREMENTS = 8
MOST_CLASSES = 254
SKIPPED = 0  # the class of events that do not count


@dataclass(frozen=True)
class Classes:
    """Events by class, which is what an automaton reads.

    Attributes:
        kind_of: by touchpoint code, its kind; touchpoints of one kind are named by the same symbols.
        conditions: those that symbols ask about.
        class_of: by kind × 2**conditions + one bit for each condition that holds, the class, from 1 on.
        count: classes, `SKIPPED` included.
    """

    kind_of: NDArray[np.uint8]
    conditions: tuple[Condition, ...]
    class_of: NDArray[np.uint8]
    count: int

    def columns(self, shard: Shard) -> tuple[NDArray[np.unsignedinteger], NDArray[np.uint8]]:
        """A column of codes, and the class by code. Without conditions it is that of touchpoints itself."""
        if not self.conditions:
            return shard.touchpoint, self.class_of[self.kind_of]
        return self.of_events(shard), np.arange(256, dtype=np.uint8)

    def of_events(self, shard: Shard) -> NDArray[np.uint8]:
        """The class of every event."""
        held = np.zeros(shard.events, dtype=np.uint8)
        for bit, condition in enumerate(self.conditions):
            held |= (condition.holds(shard) != 0).view(np.uint8) << np.uint8(bit)
        classes = np.empty(shard.events, dtype=np.uint8)
        _classify(shard.touchpoint, frozen(held), self.kind_of, self.class_of, len(self.conditions), classes)
        return frozen(classes)  # type: ignore[return-value]


@dataclass(frozen=True)
class Meanings:
    """What the symbols of a pattern mean.

    Attributes:
        meets: by symbol, whether the events of each class meet it.
    """

    classes: Classes
    meets: dict[Symbol, NDArray[np.bool_]]


def meanings_of(index: Index, text: str, tree: Node) -> Meanings:
    """Look up the names of a pattern.

    Raises:
        SpecError: a name means nothing here, or there are too many conditions; it points at the place.
    """
    symbols = list(dict.fromkeys(_symbols(tree)))
    codes = [_codes(index, text, symbol) for symbol in symbols]
    conditions, bits = _conditions(index, text, symbols)
    kinds, kind_of = _kinds(np.array(codes, dtype=bool).reshape(len(codes), len(index.names)))
    truths: dict[tuple[bool, ...], int] = {}
    class_of = []
    for kind, held in product(range(kinds.shape[1]), range(1 << len(conditions))):
        truth = tuple(
            (bool(kinds[number, kind]) and held & needed == needed) != symbol.negated
            for number, (symbol, needed) in enumerate(zip(symbols, bits, strict=True))
        )
        class_of.append(truths.setdefault(truth, len(truths) + 1))
    if len(truths) > MOST_CLASSES:
        raise mistake(text, 0, f"it tells {len(truths):,} kinds of events apart, and at most {MOST_CLASSES} can be")
    known = np.array([(False,) * len(symbols), *truths], dtype=bool)
    classes = Classes(kind_of, conditions, np.array(class_of, dtype=np.uint8), len(known))
    return Meanings(classes, {symbol: known[:, number] for number, symbol in enumerate(symbols)})


def _symbols(node: Node) -> Iterator[Symbol]:
    match node:
        case Symbol():
            yield node
        case Sequence(items=inner) | Choice(options=inner):
            for part in inner:
                yield from _symbols(part)
        case Repeat(inner=one) | Within(inner=one):
            yield from _symbols(one)


def _codes(index: Index, text: str, symbol: Symbol) -> NDArray[np.bool_]:
    """By touchpoint code, whether a symbol names it."""
    table = np.full(len(index.names), not symbol.names)
    for name in symbol.names:
        step = name.value if name.kind == "touchpoint" else {name.kind: name.value}
        try:
            table[list(match_step(index, step)[1])] = True
        except SpecError as error:
            raise _at_place(text, name.at, error) from None
    return table


def _conditions(index: Index, text: str, symbols: list[Symbol]) -> tuple[tuple[Condition, ...], list[int]]:
    """The distinct conditions, and by symbol the bits of those that it needs."""
    numbers: dict[tuple[str, str], int] = {}
    conditions: list[Condition] = []
    needed = []
    for symbol in symbols:
        bits = 0
        for requirement in symbol.requirements:
            key = (requirement.name, repr((requirement.entry, requirement.operand)))
            if key not in numbers:
                if len(numbers) == MOST_REQUIREMENTS:
                    raise mistake(
                        text, requirement.at, f"a pattern has at most {MOST_REQUIREMENTS} different conditions"
                    )
                try:
                    conditions.append(condition_on(index, requirement.name, requirement.wanted))
                except SpecError as error:
                    raise _at_place(text, requirement.at, error) from None
                numbers[key] = len(numbers)
            bits |= 1 << numbers[key]
        needed.append(bits)
    return tuple(conditions), needed


def _kinds(codes: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.uint8]]:
    """The distinct columns, and which of them each column is."""
    kinds, kind_of = np.unique(np.pad(codes, ((0, 1), (0, 0))), axis=1, return_inverse=True)
    return kinds, kind_of.reshape(-1).astype(np.uint8 if kinds.shape[1] <= 256 else np.uint16)


def _at_place(text: str, at: int, error: SpecError) -> SpecError:
    parts = [part.rstrip(".") for part in (error.message, error.hint) if part]
    return mistake(text, at, "; ".join(part[:1].lower() + part[1:] for part in parts))


@numba.njit(nogil=True, cache=True)
def _classify(
    touchpoint: NDArray[np.unsignedinteger],
    held: NDArray[np.uint8],
    kind_of: NDArray[np.uint8],
    class_of: NDArray[np.uint8],
    bits: int,
    classes: NDArray[np.uint8],
) -> None:
    for i in range(touchpoint.size):
        classes[i] = class_of[(np.int64(kind_of[touchpoint[i]]) << bits) | held[i]]
