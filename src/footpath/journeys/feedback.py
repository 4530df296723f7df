"""What was said, tied to journeys: which event a feedback speaks of, and what had been promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
from numpy.typing import NDArray

from footpath.engine.lookup import find_rows, positions_in, positions_table
from footpath.journeys.columns import FEEDBACK_TYPES, NO_PROMISE, NOWHERE, Feedback, Shard, frozen
from footpath.model.records import FeedbackKind, LinkKind
from footpath.model.sayings import NO_SAYINGS, Sayings
from footpath.model.themes import Theme

if TYPE_CHECKING:
    from footpath.journeys.index import Index

KINDS = tuple(FeedbackKind)
LINKS = tuple(LinkKind)
_HEARD = ("emotion", "aim", "stated_s", "waited_s", "theme_starts", "theme", "theme_mood")
_SAYINGS = ("saying_starts", "saying")


@dataclass(frozen=True)
class Runs:
    """Some values of each entry, those of one side by side."""

    starts: NDArray[np.int64]
    values: NDArray[np.uint16]

    def of(self, entries: NDArray[np.int64]) -> "Runs":
        starts, places = _places_of(self.starts, entries)
        return Runs(starts, self.values[places])


def _places_of(starts: NDArray[np.int64], entries: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the values of some entries begin when they stand side by side, and where each stands now."""
    counts = np.diff(starts)[entries]
    begin = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return begin, np.arange(begin[-1]) + np.repeat(starts[entries] - begin[:-1], counts)


@dataclass(frozen=True)
class Heard:
    """What the words of some feedback tell, one entry each; as `columns.Feedback` has it.

    Attributes:
        themes: what the numbers in ``theme`` stand for.
        key: what it was worked out from; while that is the same it need not be worked out again.
        sayings: what the numbers in ``saying`` stand for.
        saying_starts, saying: none where sayings are not known.
    """

    themes: tuple[Theme, ...]
    theme_starts: NDArray[np.int64]
    theme: NDArray[np.uint16]
    theme_mood: NDArray[np.float32]
    emotion: NDArray[np.uint8]
    aim: NDArray[np.uint8]
    stated_s: NDArray[np.float32]
    waited_s: NDArray[np.float32]
    key: str = "given"
    sayings: Sayings = NO_SAYINGS
    saying_starts: NDArray[np.int64] | None = None
    saying: NDArray[np.uint16] | None = None

    @property
    def said(self) -> "Runs":
        """The sayings of each entry."""
        if self.saying_starts is None or self.saying is None:
            return Runs(np.zeros(len(self.theme_starts), np.int64), np.empty(0, np.uint16))
        return Runs(self.saying_starts, self.saying)

    @staticmethod
    def nothing(entries: int) -> "Heard":
        none, unknown = np.empty(0, np.uint16), np.full(entries, np.nan, np.float32)
        starts = np.zeros(entries + 1, np.int64)
        coded = np.zeros(entries, np.uint8)
        return Heard((), starts, none, none.astype(np.float32), coded, coded, unknown, unknown, "")

    def of(self, entries: NDArray[np.int64]) -> "Heard":
        """The same for some of the entries, in that order."""
        starts, places = _places_of(self.theme_starts, entries)
        said = self.said.of(entries)
        coded = self.emotion[entries], self.aim[entries]
        times = self.stated_s[entries], self.waited_s[entries]
        return Heard(self.themes, starts, self.theme[places], self.theme_mood[places], *coded, *times, self.key, self.sayings, said.starts, said.values)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """Feedback as codes, one entry per distinct event."""

    event_id: NDArray[np.int64]
    about: NDArray[np.uint16]
    kind: NDArray[np.uint8]
    score: NDArray[np.float32]
    experience: NDArray[np.float32]
    link: NDArray[np.uint8]
    heard: Heard


def said(
    index: "Index",
    event_ids: Any,
    about: Any,
    kind: Any,
    score01: Any,
    experience: Any,
    link: Any,
    heard: Heard | None = None,
) -> Said:
    """The arguments of `Index.attach_feedback` as codes. Of two entries for one event the first counts."""
    ids, first = np.unique(_array(event_ids, np.int64), return_index=True)
    codes = {name.casefold(): code for code, name in reversed(list(enumerate(index.names)))}
    return Said(
        ids,
        _codes(about, codes, NOWHERE, len(index.names))[first].astype(np.uint16),
        _codes(kind, _places(KINDS), KINDS.index(FeedbackKind.COMMENT), len(KINDS))[first].astype(np.uint8),
        _array(score01, np.float32)[first],
        _array(experience, np.float32)[first],
        _codes(link, _places(LINKS), LINKS.index(LinkKind.NONE), len(LINKS))[first].astype(np.uint8),
        (heard or Heard.nothing(len(_array(event_ids, np.int64)))).of(first),
    )


def _array(values: Any, kind: type[np.generic]) -> NDArray[Any]:
    if hasattr(values, "to_numpy"):
        values = values.to_numpy(zero_copy_only=False)
    return np.asarray(values).astype(kind)


def _places(words: Sequence[str]) -> dict[str, int]:
    return {str(word): place for place, word in enumerate(words)}


def _codes(values: Any, places: dict[str, int], missing: int, count: int) -> NDArray[np.int64]:
    """Texts or codes as codes; what is neither becomes ``missing``."""
    if hasattr(values, "to_pylist"):
        values = values.to_pylist()
    if isinstance(values, np.ndarray) and values.dtype.kind in "iu":
        codes = values.astype(np.int64)
        return np.where((codes >= 0) & (codes < count), codes, missing)
    code_of = {
        value: places.get(str(value).casefold(), missing)
        if not isinstance(value, int | np.integer)
        else (int(value) if 0 <= value < count else missing)
        for value in set(values)
    }
    return np.array([code_of[value] for value in values], dtype=np.int64)


def attach(shard: Shard, words: Said) -> Feedback:
    """The feedback of one shard, in the order of its rows."""
    row, which = _rows_of(shard, words.event_id)
    about = words.about[which]
    wanted = np.where(about == NOWHERE, -1, about.astype(np.int64))
    about_row = latest_before(
        shard.offsets, shard.customer_at(row), row, shard.touchpoint.astype(np.int64), wanted, NOWHERE + 1
    )
    heard = words.heard.of(which)
    columns = {
        "row": row,
        "about": about,
        "about_row": about_row,
        "promised_row": _promised_rows(shard, row),
        "experience": words.experience[which],
        "score": words.score[which],
        "kind": words.kind[which],
        "link": words.link[which],
        **{name: getattr(heard, name).astype(FEEDBACK_TYPES[name]) for name in _HEARD},
        **dict(zip(_SAYINGS, (heard.said.starts, heard.said.values), strict=True)),
    }
    return Feedback(**{name: frozen(values) for name, values in columns.items()})  # type: ignore[arg-type]


def _rows_of(shard: Shard, event_ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of the events that are in this shard, ascending, and their positions in ``event_ids``."""
    rows = find_rows(positions_table(event_ids), event_ids, shard.event_id)
    which = np.flatnonzero(rows >= 0)
    which = which[np.argsort(rows[which])]
    return rows[which], which


def _promised_rows(shard: Shard, row: NDArray[np.int64]) -> NDArray[np.int64]:
    """The last promised event of each feedback's record, before or after the feedback; -1 where there is none."""
    records = np.unique(shard.record[row])
    records = records[records >= 0]
    slots = positions_table(records)
    promised = np.flatnonzero(shard.promise != NO_PROMISE)
    place = positions_in(slots, records, shard.record[promised])
    last = np.full(len(records) + 1, -1, dtype=np.int64)
    last[place[place >= 0]] = promised[place >= 0]  # rows ascend, so the last one stays
    return last[positions_in(slots, records, shard.record[row])]


def heard_in(index: "Index", event_ids: NDArray[np.int64]) -> Heard:
    """What the index knows from words, in the order of some feedback events; of events it does not hold, nothing."""
    parts = [(shard.event_id[shard.feedback.row], shard.feedback) for shard in index.shards]
    known = np.concatenate([np.empty(0, np.int64), *(ids for ids, _ in parts)])
    lengths = [np.diff(said.theme_starts) for _, said in parts]
    said_lengths = [np.diff(said.saying_starts) for _, said in parts]
    whole = Heard(
        themes=index.themes,
        theme_starts=np.concatenate([[0], np.cumsum(np.concatenate([*lengths, [0]]))]).astype(np.int64),
        theme=np.concatenate([*(said.theme for _, said in parts), np.empty(0, np.uint16)]),
        theme_mood=np.concatenate([*(said.theme_mood for _, said in parts), np.empty(0, np.float32)]),
        emotion=np.concatenate([*(said.emotion for _, said in parts), np.zeros(1, np.uint8)]),
        aim=np.concatenate([*(said.aim for _, said in parts), np.zeros(1, np.uint8)]),
        stated_s=np.concatenate([*(said.stated_s for _, said in parts), np.full(1, np.nan, np.float32)]),
        waited_s=np.concatenate([*(said.waited_s for _, said in parts), np.full(1, np.nan, np.float32)]),
        key=index.heard,
        sayings=index.sayings,
        saying_starts=np.concatenate([[0], np.cumsum(np.concatenate([*said_lengths, [0]]))]).astype(np.int64),
        saying=np.concatenate([*(said.saying for _, said in parts), np.empty(0, np.uint16)]),
    )  # the last entry stands for events that the index does not hold
    order = np.argsort(known, kind="stable")
    place = np.minimum(np.searchsorted(known[order], event_ids), max(len(known) - 1, 0))
    there = known[order][place] == event_ids if len(known) else np.zeros(len(event_ids), bool)
    return whole.of(np.where(there, order[place] if len(known) else 0, len(known)))


def nearest_before(index: "Index", event_ids: Any, candidates: Any = None) -> NDArray[np.int64]:
    """See `Index.nearest_before`."""
    allowed = np.ones(len(index.names), dtype=bool) if candidates is None else np.asarray(candidates, dtype=bool)

    def keys(shard: Shard, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
        key = np.where(allowed[shard.touchpoint], 0, -1)
        key[rows] = -1
        return key, np.zeros(len(rows), dtype=np.int64), 1

    return _touchpoints_before(index, _array(event_ids, np.int64), keys)


def latest_of_record(index: "Index", event_ids: Any) -> NDArray[np.int64]:
    """See `Index.latest_of_record`."""

    def keys(shard: Shard, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
        records = np.unique(shard.record[rows])
        records = records[records >= 0]
        key = positions_in(positions_table(records), records, shard.record)
        wanted = key[rows]
        key[rows] = -1
        return key, wanted, len(records) + 1

    return _touchpoints_before(index, _array(event_ids, np.int64), keys)


def _touchpoints_before(index: "Index", event_ids: NDArray[np.int64], keys: Any) -> NDArray[np.int64]:
    """For each event the touchpoint of the latest earlier row with its key, or -1."""
    distinct, inverse = np.unique(event_ids, return_inverse=True)
    found = np.full(len(distinct), -1, dtype=np.int64)
    for shard in index.shards:
        rows, which = _rows_of(shard, distinct)
        if len(rows):
            key, wanted, size = keys(shard, rows)
            before = latest_before(shard.offsets, shard.customer_at(rows), rows, key, wanted, size)
            found[which[before >= 0]] = shard.touchpoint[before[before >= 0]]
    return found[inverse]


@numba.njit(nogil=True, cache=True)
def latest_before(
    offsets: NDArray[np.int64],
    customer: NDArray[np.int64],
    rows: NDArray[np.int64],
    keys: NDArray[np.int64],
    wanted: NDArray[np.int64],
    size: int,
) -> NDArray[np.int64]:
    """For each of ``rows`` (ascending), its customer's latest earlier row whose key is the wanted one, or -1.

    Keys are below ``size``; a row with key -1 is never found.
    """
    found = np.full(rows.size, -1, dtype=np.int64)
    last = np.full(size, -1, dtype=np.int64)
    f = 0
    while f < rows.size:
        c = customer[f]
        i = offsets[c]
        while f < rows.size and customer[f] == c:
            while i < rows[f]:
                if keys[i] >= 0:
                    last[keys[i]] = i
                i += 1
            if wanted[f] >= 0 and last[wanted[f]] >= offsets[c]:
                found[f] = last[wanted[f]]
            f += 1
    return found
