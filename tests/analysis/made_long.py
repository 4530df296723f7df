"""Random events over three months with few touchpoints, and as an index in a time zone whose clocks change in between."""

from datetime import timedelta

from hypothesis import strategies as st
from made_rows import START

from footpath.journeys.index import Index
from reference.rows import Row

ZONE = "America/New_York"  # clocks change on 10 March 2024

long_rows = st.lists(
    st.builds(
        Row,
        customer=st.integers(0, 4),
        at=st.one_of(st.integers(0, 60), st.integers(0, 400)).map(lambda quarter: 6 * quarter),
        touchpoint=st.sampled_from("abc"),
        device=st.sampled_from([None, "phone", "desk"]),
    ),
    min_size=1,
    max_size=25,
)


def long_index(events: list[Row], shards: int, zone: str = ZONE) -> Index:
    return Index.in_memory(
        [row.customer for row in events],
        [START + timedelta(hours=row.at) for row in events],
        [row.touchpoint for row in events],
        dimensions={"device": [row.device for row in events]},
        shards=shards,
        zone=zone,
    )


def only_phone(events: list[Row]) -> dict[str, dict[str, str]]:
    """A filter on phones, where there is one."""
    return {"where": {"device": "phone"}} if any(row.device == "phone" for row in events) else {}
