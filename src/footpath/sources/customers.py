"""Whom the rows of each table belong to: identifiers of their own, or keys that lead to a table which has them."""

from collections.abc import Sequence
from dataclasses import replace

from footpath.errors import SourceError
from footpath.sources import words
from footpath.sources.keys import Belongs, Key, is_group, read_key
from footpath.sources.relations import Draft
from footpath.sources.words import concept, speaks_of

_RANKS = {"customer": 0, "client": 0, "user": 0, "member": 0, "person": 0, "subscriber": 0, "patient": 0, "guest": 0, "buyer": 0, "passenger": 0,
          "student": 0, "lead": 0, "submitter": 2}  # fmt: skip
_ONE_TO_ONE = 1.05  # pairs for each value, up to which one column decides another


def choose_customers(drafts: Sequence[Draft]) -> None:
    """Name each table's columns that identify the customer, or lead to who does.

    Raises:
        SourceError: a table has two candidates that are equally good and do not go together.
    """
    for draft in drafts:
        draft.customers = _flagged(draft) if "customer" in draft.flagged else _own(draft)
    for draft in drafts:
        if not draft.customers:
            draft.via = [name for name in draft.references if _leads(draft, name, set())]
    for draft in drafts:
        if not draft.knows_people:
            draft.customers = _last_resort(draft, drafts)


def _own(draft: Draft) -> list[str]:
    people = draft.people
    if not any(key.belongs is Belongs.ACCOUNT for key in people) and _lists_things(draft):
        return []
    if any(_is_sure(key) for key in people):
        people = [key for key in people if _is_sure(key)]
    singles = [key for key in people if not is_group(key)]
    if singles and max(key.column.fill for key in singles) >= 0.5:
        people = singles
    people = _without_strangers(
        draft, sorted(people, key=lambda key: (key.belongs, _RANKS.get(key.noun, 1), -key.column.fill))
    )
    sessions = [key for key in draft.keys.values() if key.belongs is Belongs.SESSION]
    if sessions and (not people or max(key.column.fill for key in people) < 0.95):
        people += sessions[:1]
    for key in people:
        draft.why(key.column.name, key.why)
    return [key.column.name for key in people]


def _is_sure(key: Key) -> bool:
    """A key that is written like one; beside it, a column of people's names is none."""
    return key.belongs is not Belongs.ACCOUNT or key.column.codes >= 0.8 or speaks_of(key.column.tokens, words.KEY)


def _lists_things(draft: Draft) -> bool:
    """True for a list of shops, products, agents: their phone numbers are not the customers'."""
    return (
        any(key.belongs is Belongs.THING and key.column.is_unique for key in draft.keys.values()) and not draft.shapes
    )


def _without_strangers(draft: Draft, people: list[Key]) -> list[Key]:
    """Leave out what goes with many of the first and has many of the first: not the same person. Two such of equal standing are an error."""
    kept: list[Key] = []
    for key in people:
        rivals = [
            other
            for other in kept
            if {key.belongs, other.belongs} <= {Belongs.ACCOUNT} or key.belongs is other.belongs is Belongs.EMAIL
        ]
        clash = next((other for other in rivals if not _go_together(draft, other, key)), None)
        if clash is None:
            kept.append(key)
            continue
        if abs(clash.column.fill - key.column.fill) > 0.1:
            kept = _with_login(draft, kept, clash, key)
            continue
        if _RANKS.get(clash.noun, 1) == _RANKS.get(key.noun, 1):
            raise SourceError(
                f'{draft.table.path.name} has two columns that could be the customer: "{clash.column.name}" and "{key.column.name}".',
                f'Say which: --customer "{clash.column.name}" or --customer "{key.column.name}".',
            )
        draft.why(key.column.name, f'not the customer: "{clash.column.name}" is, and the two do not go together')
    return kept


def _with_login(draft: Draft, kept: list[Key], one: Key, other: Key) -> list[Key]:
    """Of two that do not go together, the one that is filled more often is what they use (a browser), the other who they are."""
    login, device = sorted((one, other), key=lambda key: key.column.fill)
    anonymous = replace(device, belongs=Belongs.DEVICE)
    draft.keys[device.column.name] = anonymous
    draft.why(device.column.name, f'filled where "{login.column.name}" is not: known before they log in')
    return [
        *(key for key in kept if key.column.name != device.column.name),
        *([login] if login not in kept else []),
        anonymous,
    ]


def _go_together(draft: Draft, one: Key, other: Key) -> bool:
    """True when each value of one column comes with one value of the other, this way or that."""
    pairs, ones, others = _pairs(draft, one.column.name, other.column.name)
    return pairs <= _ONE_TO_ONE * max(ones, 1) + 1 or pairs <= _ONE_TO_ONE * max(others, 1) + 1


def decides(draft: Draft, name: str, other: str) -> bool:
    """True when each value of the first column comes with one value of the second."""
    pairs, ones, _ = _pairs(draft, name, other)
    return pairs <= _ONE_TO_ONE * max(ones, 1)


def _pairs(draft: Draft, name: str, other: str) -> tuple[int, int, int]:
    """Distinct pairs, and distinct values of each, among the rows that have both."""
    if (name, other) not in draft.pairs:
        a, b = draft.table.sql(name), draft.table.sql(other)
        found = draft.table.session.connection.execute(
            f"SELECT count(*), count(DISTINCT a), count(DISTINCT b) FROM (SELECT DISTINCT {a} AS a, {b} AS b FROM {draft.table.sample} "
            f"WHERE {draft.table.text(name)} IS NOT NULL AND {draft.table.text(other)} IS NOT NULL)"
        ).fetchall()[0]
        draft.pairs[name, other] = (int(found[0]), int(found[1]), int(found[2]))
    return draft.pairs[name, other]


def _flagged(draft: Draft) -> list[str]:
    """The flagged column, and those other identifiers that never join two of its values."""
    name = draft.flagged["customer"]
    key = draft.keys.get(name)
    if key is None:
        column = draft.column(name)
        read = read_key(column, draft.noun)
        kind = read.kind if read else "_".join(column.tokens) or "customer"
        key = draft.keys[name] = Key(column, Belongs.ACCOUNT, "customer", kind, True, "")
    draft.why(name, "named by --customer")
    others = [other for other in draft.people if other.column.name != name]
    kept = [other.column.name for other in others if decides(draft, other.column.name, name)]
    for other in others:
        draft.why(
            other.column.name,
            other.why if other.column.name in kept else f'not an identifier: one goes with several of "{name}"',
        )
    return [name, *kept]


def _leads(draft: Draft, name: str, seen: set[int]) -> bool:
    key, reference = draft.keys[name], draft.references[name]
    if key.belongs is Belongs.THING or id(draft) in seen:
        return False
    parent = reference.parent
    leads = bool(parent.customers) or any(_leads(parent, other, seen | {id(draft)}) for other in parent.references)
    if leads:
        draft.why(
            name, f"leads to the customer through {reference.name} ({reference.share:.0%} of its values are there)"
        )
    return leads


def _last_resort(draft: Draft, drafts: Sequence[Draft]) -> list[str]:
    """No column names a person: then a case, or a key that repeats, stands for the customer, when the table has times."""
    if not draft.shapes:
        return []
    nobody = not any(other.customers or other.via for other in drafts if other is not draft)
    cases = [key for key in draft.keys.values() if key.belongs is Belongs.CASE and not _is_own_row(key)]
    unknown = [key for key in draft.keys.values() if key.belongs is Belongs.UNKNOWN] if nobody else []
    for group, reason in (
        (cases, "no column names a customer, so each {noun} counts as one"),
        (unknown, "no column names a customer; this key is taken for it"),
    ):
        repeating = [key for key in group if key.column.repeats >= 1.2 and key.column.distinct > 1] or group
        if not repeating:
            continue
        best = sorted(
            repeating,
            key=lambda key: (
                not key.named,
                concept(draft.noun) == key.noun,
                speaks_of((key.noun,), words.SESSION),
                -key.column.fill,
            ),
        )
        if (
            len(best) > 1
            and best[0].belongs is Belongs.UNKNOWN
            and best[0].named == best[1].named
            and not _go_together(draft, best[0], best[1])
        ):
            raise SourceError(
                f'{draft.table.path.name} has two columns that could be the customer: "{best[0].column.name}" and "{best[1].column.name}".',
                f'Say which: --customer "{best[0].column.name}" or --customer "{best[1].column.name}".',
            )
        draft.why(best[0].column.name, reason.format(noun=best[0].noun.replace("_", " ")))
        return [best[0].column.name]
    return []


def _is_own_row(key: Key) -> bool:
    return key.noun == "event" and key.column.is_unique
