"""The journey of one customer, in words."""

from footpath.journeys.columns import BROKEN, KEPT, Shard
from footpath.journeys.index import Happened, Index, instant


class Single:
    """Where one customer's events stand; nothing is put into words before it is asked for.

    Args:
        index: of which the customer is one; for a key that is not there, there are no events.
        key: of the customer.
    """

    def __init__(self, index: Index, key: int) -> None:
        self._index = index
        self._shard, self._rows = _rows_of(index, key)

    def events(self) -> tuple[Happened, ...]:
        """All of them, in order."""
        return tuple(self._event(row) for row in self._rows)

    def event(self, place: int) -> Happened:
        """The one at a place, counted from 0."""
        return self._event(self._rows[place])

    def outline(self) -> tuple[tuple[int, str], ...]:
        """Id and touchpoint of each, in order: enough to find the one that is wanted."""
        here = slice(self._rows.start, self._rows.stop)
        names = (self._index.names[code] for code in self._shard.touchpoint[here].tolist())
        return tuple(zip(self._shard.event_id[here].tolist(), names, strict=True))

    def _event(self, row: int) -> Happened:
        index, shard = self._index, self._shard
        code, value, late = int(shard.touchpoint[row]), float(shard.value[row]), float(shard.late_s[row])
        values = {name: index.dimensions[name][codes[row]] for name, codes in shard.dimensions.items()}
        return Happened(
            event_id=int(shard.event_id[row]),
            at=instant(shard.time[row]),
            touchpoint=index.names[code],
            channel=index.channels[code],
            stage=index.stage_of(code),
            value=None if value != value else value,
            promise={KEPT: "kept", BROKEN: "broken"}.get(int(shard.promise[row])),
            late_s=None if late != late else late,
            dimensions={name: text for name, text in values.items() if text},
        )


def _rows_of(index: Index, key: int) -> tuple[Shard, range]:
    for shard in index.shards:
        for customer in (shard.key == key).nonzero()[0].tolist():
            return shard, range(int(shard.offsets[customer]), int(shard.offsets[customer + 1]))
    return index.shards[0], range(0)
