"""Codes are one byte where one is enough, and two where it is not; nothing else tells the two apart."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from footpath.analysis import ask
from footpath.analysis.transitions import Transitions
from footpath.journeys import Index, build_index
from footpath.journeys.recorded import with_remainder
from footpath.model.catalogue import Catalogue, Touchpoint


def walked(touchpoints: int, values: int, folder: Path | None = None) -> Index:
    """One customer who goes through all places but one, each event with its own device, and back to the first."""
    names = [f"t{n}" for n in range(touchpoints - 1)]  # the remainder is the last
    steps = max(len(names), values - 1)
    walk = [names[n % len(names)] for n in range(steps)] + names[:1]
    devices = [f"d{n % (values - 1)}" for n in range(steps)] + [None]
    catalogue = Catalogue(touchpoints=tuple(Touchpoint(name=name) for name in names))
    if folder is None:
        return Index.in_memory(
            [0] * len(walk), range(len(walk)), walk, catalogue=catalogue, dimensions={"device": devices}
        )
    batch = pa.RecordBatch.from_pydict(
        {
            "event_id": range(len(walk)),
            "identity_id": [0] * len(walk),
            "occurred_at": pa.array(range(len(walk)), pa.timestamp("us", tz="UTC")),
            "touchpoint": walk,
            "device": devices,
        }
    )
    traits = pa.table({"identity_id": range(values - 1), "trait": ["t"] * (values - 1), "value": devices[: values - 1]})
    people = values
    return build_index(
        folder,
        [batch],
        lambda ids: ids.astype(np.int32),
        people,
        np.arange(people),
        catalogue,
        traits=traits,
        dimensions=["device"],
    )


@pytest.mark.parametrize(("touchpoints", "values"), [(255, 256), (256, 257), (300, 5), (5, 70_000)])
@pytest.mark.parametrize("at_rest", [False, True])
def test_codes_are_as_narrow_as_they_can_be(tmp_path: Path, touchpoints: int, values: int, at_rest: bool) -> None:
    index = walked(touchpoints, values, tmp_path if at_rest else None)
    shard = index.shards[0]
    assert len(with_remainder(index.meta.catalogue)) == touchpoints
    assert shard.touchpoint.dtype == (np.uint8 if touchpoints <= 255 else np.uint16)
    assert shard.dimensions["device"].dtype == (np.uint8 if values <= 256 else np.uint16)
    assert ("device" in index.meta.folded) == (values > 65_000)
    if at_rest:
        assert shard.traits["t"].dtype == (np.uint8 if values <= 256 else np.uint16)
    assert [event.dimensions.get("device") for event in index.journey(0)[:3]] == [
        index.dimensions["device"][code] for code in shard.dimensions["device"][:3]
    ]


@pytest.mark.parametrize("touchpoints", [255, 256, 400])
def test_answers_do_not_depend_on_the_width(touchpoints: int) -> None:
    index = walked(touchpoints, 3)
    rows = ask(index, Transitions()).rows
    assert len(rows) == touchpoints - 1  # each place to the next one, and the last to the first
    assert {row.count for row in rows} == {1}
    assert len(ask(index, Transitions(where={"device": "d0"})).rows) == touchpoints // 2 - 1  # every second event
