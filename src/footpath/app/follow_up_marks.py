"""What people decided about bad feedback: settled, or taken up again; and the ids that they know feedback by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from footpath.errors import SpecError

if TYPE_CHECKING:
    from footpath.app.stores import Stores
    from footpath.documents import FollowUpMarks
    from footpath.model.follow_ups import Mark

_PREFIX = "f"  # so that no spreadsheet takes an id for a number


def mark_done(stores: Stores, ids: Sequence[str], *, note: str = "", by: str = "") -> tuple[str, ...]:
    """Say that feedback is settled: all of it, or none where one id is not known.

    Returns:
        The ids that were marked; what was done already is not marked again without a note.

    Raises:
        SpecError: there is no feedback of such an id, or the note or the name is too long.
    """
    return _mark(stores, ids, done=True, why=note, who=by)


def reopen(stores: Stores, ids: Sequence[str], *, note: str = "", by: str = "") -> tuple[str, ...]:
    """Take feedback up again that was done, or that a talk did not settle; only what follows counts from now on.

    Raises:
        SpecError: as `mark_done`.
    """
    return _mark(stores, ids, done=False, why=note, who=by)


def marks_of(stores: Stores, feedback: str) -> tuple[Mark, ...]:
    """All that people decided about one feedback, the first one first.

    Raises:
        SpecError: there is no feedback of such an id.
    """
    (known,) = _known_ids(stores, [feedback])
    return kept_marks(stores).history(known)


def kept_marks(stores: Stores) -> FollowUpMarks:
    """Where the workspace keeps them."""
    from footpath.documents import FollowUpMarks

    return FollowUpMarks(stores.directory / "footpath.db")


def shown_id(feedback_id: int) -> str:
    """A feedback's id as people have it.

    Examples:
        >>> shown_id(48879)
        'f000000000000beef'
    """
    return f"{_PREFIX}{feedback_id:016x}"


def _mark(stores: Stores, ids: Sequence[str], *, done: bool, why: str, who: str) -> tuple[str, ...]:
    known = _known_ids(stores, ids)
    return tuple(map(shown_id, kept_marks(stores).add(known, done=done, who=who, why=why)))


def _known_ids(stores: Stores, ids: Sequence[str]) -> list[int]:
    there = set(stores.lake.feedback()["feedback_id"].to_pylist())
    numbers = {text: _number_in(text) for text in ids}
    unknown = [text for text, number in numbers.items() if number not in there]
    if unknown:
        more = f", nor {len(unknown) - 1} more of these" if len(unknown) > 1 else ""
        raise SpecError(
            f'There is no feedback "{unknown[0]}"{more}; nothing was marked.', "footpath follow-ups lists the ids."
        )
    return [number for number in numbers.values() if number is not None]


def _number_in(text: str) -> int | None:
    """The number that an id stands for, as `shown_id` or as JSON of quotes writes it; None where it is none."""
    plain = text.strip().casefold()
    try:
        return int(plain.removeprefix(_PREFIX), 16) if plain.startswith(_PREFIX) else int(plain)
    except ValueError:
        return None
