"""What was said, tied to journeys."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from footpath.journeys import Index, build_index, journeys, open_index
from footpath.model.catalogue import Catalogue, Touchpoint
from footpath.model.records import FeedbackKind, LinkKind

# Event ids are the numbers of the events as written, from 0.
INDEX = journeys(
    ann="look@0 pay@1|record=A parcel@3|record=A review@4|record=A look@5 review@6|record=A",
    bob="review@0|record=B pay@1|record=B review@2",
    shards=2,
)
LOOK, PAY, PARCEL, REVIEW = (INDEX.names.index(name) for name in ("look", "pay", "parcel", "review"))


def test_the_nearest_earlier_event_that_is_no_feedback() -> None:
    assert INDEX.nearest_before([3, 5, 6, 8]).tolist() == [PARCEL, LOOK, -1, PAY]


def test_only_candidates_are_spoken_of() -> None:
    candidates = np.arange(len(INDEX.names)) == PAY
    assert INDEX.nearest_before([8, 5, 5, 999], candidates).tolist() == [PAY, PAY, PAY, -1]


def test_the_latest_earlier_event_of_the_record() -> None:
    assert INDEX.latest_of_record(np.array([3, 5, 6, 8])).tolist() == [PARCEL, PARCEL, -1, -1]


def small(directory: Path) -> Index:
    batch = pa.RecordBatch.from_pydict(
        {
            "event_id": pa.array([1, 2, 3]),
            "identity_id": pa.array([0, 0, 0]),
            "occurred_at": pa.array([10, 20, 30], pa.timestamp("us", tz="UTC")),
            "touchpoint": ["pay", "review", "review"],
            "record_id": pa.array([5, 5, None], pa.int64()),
            "promised_at": pa.array([8, None, None], pa.timestamp("us", tz="UTC")),
        }
    )
    catalogue = Catalogue(touchpoints=(Touchpoint(name="pay"), Touchpoint(name="review")))
    return build_index(directory, [batch], lambda ids: ids.astype(np.int32), 1, np.array([7]), catalogue)


def test_feedback_is_stored_beside_the_journeys_and_replaced_whole(tmp_path: Path) -> None:
    index = small(tmp_path)
    assert not index.has_feedback
    index.attach_feedback(
        [3, 2, 99], ["nowhere", "PAY", "pay"], ["nps", "rating", "?"], [0.1, 1, 1], [0, 1, 1], ["none", "stated", ""]
    )
    opened = open_index(tmp_path)
    assert opened is not None
    assert opened.has_feedback
    said = opened.shards[0].feedback
    assert said.row.tolist() == [1, 2]
    assert said.about.tolist() == [0, 65535]
    assert said.about_row.tolist() == [0, -1]
    assert said.promised_row.tolist() == [0, -1]
    assert said.kind.tolist() == [
        list(FeedbackKind).index(FeedbackKind.RATING),
        list(FeedbackKind).index(FeedbackKind.NPS),
    ]
    assert said.link.tolist() == [list(LinkKind).index(LinkKind.STATED), list(LinkKind).index(LinkKind.NONE)]
    assert said.score.tolist() == pytest.approx([1.0, 0.1])
    opened.attach_feedback([2], np.array([-1]), np.array([0]), [float("nan")], [0.5], np.array([3]))
    again = open_index(tmp_path)
    assert again is not None
    assert (again.shards[0].feedback.row.tolist(), again.shards[0].feedback.about.tolist()) == ([1], [65535])


def test_nobody_said_anything(tmp_path: Path) -> None:
    index = small(tmp_path).attach_feedback([], [], [], [], [], [])
    assert index.has_feedback
    assert len(index.shards[0].feedback.row) == 0
