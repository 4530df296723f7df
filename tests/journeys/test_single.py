"""One customer's journey, whole and by its places."""

from footpath.journeys import journeys
from footpath.journeys.single import Single


def test_the_outline_and_the_events_at_its_places_are_those_of_the_whole_journey() -> None:
    index = journeys(ann="cart@0|device=phone pay@10", bob="pay@3", eve="cart@1 cart@2|device=desk pay@9|value=5")
    for shard in index.shards:
        for key in shard.key.tolist():
            whole, single = index.journey(key), Single(index, key)
            assert single.events() == whole
            assert single.outline() == tuple((event.event_id, event.touchpoint) for event in whole)
            assert tuple(single.event(place) for place in range(len(whole))) == whole


def test_of_a_stranger_nothing_is_known() -> None:
    index = journeys(ann="cart@0")
    stranger = 1 + max(int(shard.key.max()) for shard in index.shards if len(shard.key))
    assert (index.journey(stranger), Single(index, stranger).outline()) == ((), ())
