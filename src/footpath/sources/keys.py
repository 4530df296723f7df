"""Which columns are keys, of whom or of what, and what the identifiers they hold are called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from footpath.sources import words
from footpath.sources.profile import Column
from footpath.sources.words import CASE_OF, PERSON_OF, XES_COLUMNS, a, speaks_of


class Belongs(IntEnum):
    """Whom or what a key identifies, the surest sign of a person first."""

    ACCOUNT = 0
    EMAIL = 1
    PHONE = 2
    CARD = 3
    DEVICE = 4
    SESSION = 5
    CASE = 6  # a record of one customer: an order, a ticket
    UNKNOWN = 7
    THING = 8  # shared by many: a product, a shop

    @property
    def is_person(self) -> bool:
        return self <= Belongs.DEVICE


@dataclass(frozen=True)
class Key:
    """A column that identifies something.

    Attributes:
        kind: the kind of identifier: "customer_id", "email", "order_id" …; equal kinds are the same in all tables.
        noun: what it identifies, in one word.
        named: whether the name says so; else only the values do.
    """

    column: Column
    belongs: Belongs
    noun: str
    kind: str
    named: bool
    why: str


_GROUPS = {"account", "household"}
_BOOLEANS = frozenset(
    [
        "0",
        "1",
        "true",
        "false",
        "yes",
        "no",
        "y",
        "n",
        "t",
        "f",
        "ja",
        "nein",
        "si",
        "oui",
        "non",
        "wahr",
        "falsch",
        "on",
        "off",
    ]
)


def read_key(column: Column, table_noun: str) -> Key | None:
    """The key that a column is, by its name and checked by its values; None when it is none."""
    if not column.values or column.is_native_time or column.type in ("DOUBLE", "FLOAT", "BOOLEAN"):
        return None
    tokens = words.without_container(column.tokens)
    if column.name in XES_COLUMNS:
        return _xes_key(column)
    if column.emails >= 0.8:
        shared = speaks_of(tokens, words.THING)
        return Key(
            column,
            Belongs.THING if shared else Belongs.EMAIL,
            "email",
            "email",
            True,
            "its values are e-mail addresses",
        )
    if column.lists or column.urls > 0.5 or (_is_measure(column) and not _ends_as_key(column.name, tokens)):
        return None
    if speaks_of(tokens, words.PHONE) and column.phones >= 0.8 and not speaks_of(tokens, words.THING):
        return Key(column, Belongs.PHONE, "phone", "phone", True, "named and written as a phone number")
    belongs, noun = _owner(tokens)
    if (_ends_as_key(column.name, tokens) or _is_bare_id(tokens)) and _may_be_key(column):
        if noun == "":
            rest = [token for token in tokens if not speaks_of((token,), words.KEY)]
            noun = "_".join(rest) or table_noun
            belongs = Belongs.UNKNOWN if rest else _owner((table_noun,))[0]
        if belongs is Belongs.THING or not _is_line_number(column, noun):
            return Key(
                column,
                belongs,
                noun,
                _kind(tokens, noun),
                True,
                f"its name says: the key of {a(noun.replace('_', ' '))}",
            )
        return None
    if noun and len(tokens) <= 2 and tokens[-1] in _noun_words() and _may_be_noun_key(column, belongs):
        return Key(
            column,
            belongs,
            noun,
            _kind((*tokens, "id"), noun),
            True,
            f"its name says: {a(noun)}, and it has many values",
        )
    if belongs is Belongs.UNKNOWN and column.codes > 0.9 and column.words_each < 1.2 and _looks_like_code(column):
        noun = "_".join(tokens) or "record"
        return Key(column, Belongs.UNKNOWN, noun, _kind(tokens, noun), False, "its values are written like keys")
    return None


def _xes_key(column: Column) -> Key | None:
    if XES_COLUMNS[column.name] == "case":
        return Key(column, Belongs.CASE, "case", "case_id", True, "XES: the case")
    if XES_COLUMNS[column.name] == "resource":
        return Key(column, Belongs.THING, "resource", "resource_id", True, "XES: who worked on it")
    return None


def _owner(tokens: Sequence[str]) -> tuple[Belongs, str]:
    """Whose key a name speaks of: its last noun that says it, a person's word before a thing's."""
    if speaks_of(tuple(tokens), words.CARD) and not speaks_of(tuple(tokens), "credit debit payment"):
        return Belongs.CARD, "loyalty_card"
    found: list[tuple[Belongs, str]] = []
    for token in tokens:
        if token in PERSON_OF:
            found.append((Belongs.ACCOUNT, PERSON_OF[token]))
        elif speaks_of((token,), words.DEVICE):
            found.append((Belongs.DEVICE, token))
        elif speaks_of((token,), words.SESSION):
            found.append((Belongs.SESSION, "session"))
        elif speaks_of((token,), words.THING):
            found.append((Belongs.THING, token))
        elif token in CASE_OF:
            found.append((Belongs.CASE, CASE_OF[token]))
    if not found:
        return Belongs.UNKNOWN, ""
    if found[-1][0] is Belongs.ACCOUNT and len(found) > 1 and found[-2][0] is Belongs.DEVICE:
        return found[-2]  # user_pseudo_id, anonymous user
    if (
        found[-1][0] is Belongs.DEVICE
        and found[0][0] is Belongs.ACCOUNT
        and found[-1][1] in ("pseudo", "anonymous", "anon")
    ):
        return Belongs.DEVICE, found[-1][1]
    return found[-1]


def _noun_words() -> frozenset[str]:
    return (
        frozenset(PERSON_OF)
        | frozenset(CASE_OF)
        | frozenset(f"{words.DEVICE} {words.SESSION} {words.CARD} {words.THING}".split())
    )


def _ends_as_key(name: str, tokens: Sequence[str]) -> bool:
    if not tokens:
        return False
    ends = tokens[-1:] if tokens[-1] != "prefix" else ()
    return speaks_of(tuple(ends), words.KEY) and not (
        tokens[-1] in ("code", "number", "no", "n", "reference") and _counts_something(tokens)
    )


def _is_bare_id(tokens: Sequence[str]) -> bool:
    return bool(tokens) and tokens[0] in ("id", "uuid", "nr") and len(tokens) <= 3


def _counts_something(tokens: Sequence[str]) -> bool:
    return speaks_of(
        tuple(tokens),
        "of quantity zip postal country state language currency discount promo color phone house street area error status response line",
    )


def _is_measure(column: Column) -> bool:
    return column.numbers > 0.95 and not column.whole


def _may_be_key(column: Column) -> bool:
    values = {value.lower() for value in column.values[:200]}
    return column.length <= 80 and column.words_each < 3 and not (values <= _BOOLEANS)


def _may_be_noun_key(column: Column, belongs: Belongs) -> bool:
    """ "customer" alone may be a key or a yes/no; "ticket" alone a key or a text."""
    values = {value.lower() for value in column.values[:500]}
    if values <= _BOOLEANS or column.words_each > 3 or column.length > 60:
        return False
    if belongs is Belongs.ACCOUNT:
        return column.distinct > 2 or column.rows < 20
    if belongs is Belongs.THING:
        return column.distinct > 2
    if column.tokens in words.NAMES_WHAT_HAPPENED and column.codes < 0.5:
        return False
    return (column.codes > 0.8 or column.distinct > 0.2 * column.rows) and (
        column.distinct > 60 or column.distinct >= 0.1 * column.rows
    )


def _is_line_number(column: Column, noun: str) -> bool:
    """A running number within something: 1, 2, 3 …, with few values."""
    return column.whole and column.high < 100 and column.repeats > 20 and noun not in PERSON_OF.values()


def _looks_like_code(column: Column) -> bool:
    if column.hashes > 0.8 and column.length >= 16:
        return True
    if column.numbers > 0.5:
        return False
    return column.length >= 5 and column.distinct > 0.05 * column.filled and column.distinct > 20


def _kind(tokens: Sequence[str], noun: str) -> str:
    """A kind's name from a column's words: translated where they are known, any ending of keys as "id".

    Examples:
        >>> _kind(("kunden", "nummer"), "customer"), _kind(("customer", "unique", "id"), "customer"), _kind(("id",), "order")
        ('customer_id', 'customer_unique_id', 'order_id')
    """
    out: list[str] = []
    for token in tokens:
        concept = PERSON_OF.get(token) or CASE_OF.get(token) or token
        if token in CASE_OF and CASE_OF[token] == "event":
            concept = words.singular(token)
        if speaks_of((token,), words.KEY) and token not in PERSON_OF and token != "pseudo":
            concept = "id"
        if speaks_of((token,), words.CARD):
            concept = "loyalty_card"
        if concept not in out:
            out.append(concept)
    if out == ["id"] or not out:
        out = [noun, "id"]
    if "id" in out:
        out.remove("id")
    return re.sub(r"\W+", "_", "_".join([*out, "id"]))


def belongs_of(kind: str) -> Belongs:
    """Whom a kind of identifier belongs to, by its name.

    Examples:
        >>> [belongs_of(kind).name for kind in ("customer_id", "email", "cookie_id", "order_id")]
        ['ACCOUNT', 'EMAIL', 'DEVICE', 'CASE']
    """
    if kind in ("email", "phone"):
        return Belongs[kind.upper()]
    return _owner(words.tokens(kind))[0]


def is_group(key: Key) -> bool:
    """True for identifiers that several people share by design: an account, a household."""
    return key.noun in _GROUPS


def renamed(key: Key, kind: str) -> Key:
    return replace(key, kind=kind)
