"""How tables refer to each other: by names of keys and by how many of the values are found there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from footpath.model.plans import TableKind
from footpath.sources.keys import Belongs, Key, renamed
from footpath.sources.profile import Column
from footpath.sources.tables import Table
from footpath.sources.times import TimeShape
from footpath.sources.values import identifier_sql
from footpath.sources.words import concept

_PROBED = 2_000


@dataclass
class Draft:
    """What is known of a table while its plan is being made."""

    table: Table
    columns: list[Column]
    noun: str
    keys: dict[str, Key] = field(default_factory=dict)
    shapes: dict[str, TimeShape] = field(default_factory=dict)
    whys: dict[str, str] = field(default_factory=dict)
    references: dict[str, "Reference"] = field(default_factory=dict)
    flagged: dict[str, str] = field(default_factory=dict)  # role: column, from flags
    customers: list[str] = field(default_factory=list)  # columns that hold identifiers of the customer, best first
    via: list[str] = field(default_factory=list)  # columns that lead to a customer through another table
    times: list[str] = field(default_factory=list)
    promises: list[str] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    clocks: dict[str, str] = field(default_factory=dict)  # a time of day → the date column it completes
    touchpoints: list[str] = field(default_factory=list)
    pairs: dict[tuple[str, str], tuple[int, int, int]] = field(default_factory=dict)  # counted once
    hashes: "dict[str, NDArray[np.uint64]]" = field(default_factory=dict)
    record: str | None = None
    grain: str | None = None
    zone: str | None = None
    kind: TableKind = TableKind.REFERENCE
    of_employees: str = ""  # why its rows are taken for what employees say; empty where they are not
    is_social: bool = False  # rows are mentions on social networks

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def why(self, name: str, reason: str) -> None:
        """Add a reason for what a column is taken for."""
        known = self.whys.get(name, "")
        self.whys[name] = f"{known}; {reason}" if known and reason not in known else reason

    @property
    def knows_people(self) -> bool:
        return bool(self.customers or self.via)

    @property
    def people(self) -> list[Key]:
        return [key for key in self.keys.values() if key.belongs.is_person]


@dataclass(frozen=True)
class Reference:
    """A column's values are another table's key."""

    parent: Draft
    column: str
    share: float

    @property
    def rank(self) -> tuple[bool, float, float]:
        """The table that lists the things before one that repeats them."""
        key = self.parent.keys[self.column]
        return (_owns(self.parent, key), key.column.distinct / max(key.column.filled, 1), self.share)

    @property
    def name(self) -> str:
        return f"{self.parent.table.name}.{self.column}"


def relate(drafts: Sequence[Draft]) -> None:
    """Make equal identifiers one kind, and find each table's references."""
    _merge_kinds(drafts)
    for child in drafts:
        for name, key in child.keys.items():
            found = [
                reference for parent in drafts if parent is not child and (reference := _refer(child, key, parent))
            ]
            if found:
                child.references[name] = max(found, key=lambda reference: reference.rank)


def _refer(child: Draft, key: Key, parent: Draft) -> Reference | None:
    for other in parent.keys.values():
        if other.kind != key.kind or not other.column.is_unique:
            continue
        if key.column.is_unique and (
            parent.table.stem == child.table.stem or (_owns(child, key) and not _owns(parent, other))
        ):
            continue
        share = _overlap(child, key.column.name, parent, other.column.name)
        if share >= 0.02:
            return Reference(parent, other.column.name, share)
    return None


def _owns(draft: Draft, key: Key) -> bool:
    """True when a unique key is of what the table lists: order_id in orders, but not in reviews."""
    return concept(draft.noun) in (key.noun, *key.noun.split("_"))


def _merge_kinds(drafts: Sequence[Draft]) -> None:
    """Two keys of different names whose values are the same are one kind: that of the table which lists them."""
    entries = [(draft, key) for draft in drafts for key in draft.keys.values() if key.belongs is not Belongs.SESSION]
    for at, (draft, key) in enumerate(entries):
        for other_draft, other in entries[at + 1 :]:
            mine, theirs = draft.keys[key.column.name], other_draft.keys[other.column.name]
            if draft is other_draft or mine.kind == theirs.kind or not _comparable(key, other):
                continue
            share = max(
                _overlap(draft, key.column.name, other_draft, other.column.name),
                _overlap(other_draft, other.column.name, draft, key.column.name),
            )
            if share >= 0.5:
                leader, follower = (
                    (theirs, mine) if _leads(other_draft, theirs) > _leads(draft, mine) else (mine, theirs)
                )
                _rename(drafts, follower.kind, leader)


def _comparable(one: Key, other: Key) -> bool:
    if Belongs.THING in (one.belongs, other.belongs) or not _is_telling(one.column) or not _is_telling(other.column):
        return False
    same_side = one.belongs.is_person == other.belongs.is_person
    return same_side or Belongs.UNKNOWN in (one.belongs, other.belongs)


def _is_telling(column: Column) -> bool:
    """Small running numbers overlap by chance; longer keys do not."""
    return column.distinct >= 3 and (column.length >= 7 or (column.numbers < 0.5 and column.length >= 4))


def _leads(draft: Draft, key: Key) -> tuple[bool, bool, bool]:
    return (key.belongs.is_person, key.column.is_unique, key.named)


def _rename(drafts: Sequence[Draft], kind: str, leader: Key) -> None:
    for draft in drafts:
        for name, key in draft.keys.items():
            if key.kind == kind:
                belongs = leader.belongs if key.belongs is Belongs.UNKNOWN else key.belongs
                draft.keys[name] = renamed(
                    Key(key.column, belongs, key.noun, key.kind, key.named, key.why), leader.kind
                )


def _overlap(child: Draft, column: str, parent: Draft, other: str) -> float:
    """The share of a column's distinct values (of some of them) that stand in another table's column."""
    mine, theirs = _hashes(child, column), _hashes(parent, other)
    if not mine.size or not theirs.size:
        return 0.0
    some = mine[:: max(mine.size // _PROBED, 1)]
    places = np.minimum(np.searchsorted(theirs, some), theirs.size - 1)
    return float((theirs[places] == some).mean())


def _hashes(draft: Draft, column: str) -> "NDArray[np.uint64]":
    """Hashes of a key's distinct values in order, counted once; written as `identifier_sql` writes them."""
    if column not in draft.hashes:
        text = draft.table.text(column)
        kind = "email" if draft.keys[column].kind == "email" else ""
        relation = draft.table.relation if draft.keys[column].column.is_unique else draft.table.sample
        found = draft.table.session.connection.execute(
            f"SELECT DISTINCT hash(v) AS h FROM (SELECT {identifier_sql(text, kind)} AS v FROM (SELECT DISTINCT {text} FROM {relation})) WHERE v IS NOT NULL"
        ).fetchnumpy()["h"]
        draft.hashes[column] = np.sort(np.asarray(found, dtype=np.uint64))
    return draft.hashes[column]
