"""Random events with many ties, money and records, as tuples for the references and as an index for the kernels."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from footpath.journeys.index import Index
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from reference.events import Event

START = datetime(2024, 1, 1, tzinfo=UTC)
STAGES = {"a": "one", "b": "two", "c": "three", "d": None}
CHANNELS = {"a": "ads", "b": "email", "c": "web", "d": "phone"}

events = st.lists(
    st.builds(
        Event,
        customer=st.integers(0, 5),
        at=st.integers(0, 12).map(lambda tens: 10 * tens),
        touchpoint=st.sampled_from("abcd"),
        device=st.sampled_from([None, "phone", "desk"]),
        value=st.sampled_from([None, None, 1.0, 0.1, -2.5, 1e9]),
        record=st.sampled_from([None, 7, 8]),
    ),
    min_size=1,
    max_size=30,
)


def index_of(events: list[Event], shards: int = 1) -> Index:
    return Index.in_memory(
        [event.customer for event in events],
        [START + timedelta(minutes=event.at) for event in events],
        [event.touchpoint for event in events],
        dimensions={"device": [event.device for event in events]},
        value=[event.value for event in events],
        record=[event.record for event in events],
        catalogue=Catalogue(
            stages=tuple(Stage(name=stage) for stage in STAGES.values() if stage),
            touchpoints=tuple(Touchpoint(name=name, stage=STAGES[name], channel=CHANNELS[name]) for name in STAGES),
        ),
        shards=shards,
    )
