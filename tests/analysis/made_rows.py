"""Random events with many ties, as rows for the references and as an index for the kernels."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from footpath.journeys.index import Index
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from reference.rows import Row

START = datetime(2024, 1, 1, tzinfo=UTC)
PLACES = "abcd"

rows = st.lists(
    st.builds(
        Row,
        customer=st.integers(0, 5),
        at=st.integers(0, 12).map(lambda quarter: 6 * quarter),
        touchpoint=st.sampled_from(PLACES),
        device=st.sampled_from([None, "phone", "desk"]),
    ),
    min_size=1,
    max_size=30,
)


def index_of(events: list[Row], shards: int = 1) -> Index:
    """The same events as an index, in which each touchpoint is a stage of its own name."""
    return Index.in_memory(
        [row.customer for row in events],
        [START + timedelta(hours=row.at) for row in events],
        [row.touchpoint for row in events],
        dimensions={"device": [row.device for row in events]},
        catalogue=Catalogue(
            stages=tuple(Stage(name=place) for place in PLACES),
            touchpoints=tuple(Touchpoint(name=place, stage=place) for place in PLACES),
        ),
        shards=shards,
    )
