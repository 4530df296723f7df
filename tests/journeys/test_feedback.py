"""What was said, tied to journeys."""

import pickle
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from footpath.analysis import ask
from footpath.journeys import Index, build_index, journeys, open_index
from footpath.journeys.feedback import heard_in
from footpath.model.catalogue import Catalogue, Touchpoint
from footpath.model.records import Aim, Emotion, FeedbackKind, LinkKind

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


def test_what_words_tell_stays_with_its_feedback() -> None:
    written = {
        "ann": 'visit@0 review@1|score=0|theme="late:-1+staff:0.5"|emotion=anger|aim=need|stated=2d|waited=9d',
        "bob": "visit@0 visit@5",
        "eve": "review@1|score=1|theme=staff",
    }
    for shards in (1, 3):
        index = journeys(written, shards=shards)
        assert [theme.name for theme in index.themes] == ["late", "staff"]
        told = {}
        for shard in index.shards:
            said = shard.feedback
            for entry, row in enumerate(said.row):
                places = slice(said.theme_starts[entry], said.theme_starts[entry + 1])
                told[int(shard.key[shard.customer_at(row)])] = (
                    list(zip(said.theme[places].tolist(), said.theme_mood[places].tolist(), strict=True)),
                    list(Emotion)[said.emotion[entry]].value,
                    list(Aim)[said.aim[entry]].value,
                    float(said.stated_s[entry]),
                    float(said.waited_s[entry]),
                )
        assert told[0] == ([(0, -1.0), (1, 0.5)], "anger", "need", 2 * 86400, 9 * 86400)
        assert told[2][:3] == ([(1, 1.0)], "none", "none")


def test_a_trait_can_be_added_and_replaced(tmp_path: Path) -> None:
    for index in (journeys(a="x@0", b="x@0", c="x@0", shards=2), _at_rest(tmp_path)):
        keys = np.sort(np.concatenate([shard.key for shard in index.shards]))
        index.attach_trait("persona", ("", "calm", "busy"), keys[:2], [2, 1])
        groups = {row.group for row in ask(index, {"ask": "sessions", "by": "persona"}).rows}
        assert {"calm", "busy"} <= groups
        index.attach_trait("persona", ("", "new"), keys[2:], [1])
        again = pickle.loads(pickle.dumps(index))
        found = {
            int(key): again.traits["persona"][code]
            for shard in again.shards
            for key, code in zip(shard.key, shard.traits["persona"], strict=True)
        }
        assert found == {int(keys[0]): "", int(keys[1]): "", int(keys[2]): "new"}


def _at_rest(folder: Path) -> Index:
    batches = [
        pa.RecordBatch.from_pydict(
            {
                "event_id": [1, 2, 3],
                "identity_id": [0, 1, 2],
                "occurred_at": pa.array([0, 1, 2], pa.timestamp("us", tz="UTC")),
                "touchpoint": ["x"] * 3,
                "source": ["s"] * 3,
            }
        )
    ]
    catalogue = Catalogue(touchpoints=(Touchpoint(name="x"),))
    return build_index(folder, batches, lambda ids: ids.astype(np.int32), 3, np.arange(3) + 10, catalogue, shards=2)


def test_what_was_heard_can_be_had_back_in_any_order() -> None:
    index = journeys(
        ann='review@1|score=0|theme="late:-1+staff:0.5"|emotion=anger|aim=obstacle',
        bob="visit@0",
        eve="review@1|score=1|theme=staff",
        shards=2,
    )
    found = heard_in(index, np.array([2, 7, 0, 1]))
    assert np.diff(found.theme_starts).tolist() == [1, 0, 2, 0]
    assert [found.themes[code].name for code in found.theme] == ["staff", "late", "staff"]
    assert found.emotion.tolist() == [0, 0, 4, 0]
    assert found.aim.tolist() == [0, 0, 4, 0]
    assert heard_in(journeys(), np.array([5])).theme_starts.tolist() == [0, 0]
