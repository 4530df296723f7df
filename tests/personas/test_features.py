"""What customers do, counted by hand."""

import numpy as np
import pytest
from tests.personas.made import KINDS, made_index

from footpath.journeys import journeys
from footpath.personas.features import ACTS, FeatureTable, read_features
from footpath.personas.features_used import finds_groups

CHANNELS = {"cart": "web", "pay": "app", "visit": "store"}


def told(table: FeatureTable, name: str) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), 4) for value in table.column(name)]


def test_shares_are_of_the_events_of_which_the_thing_is_known() -> None:
    index = journeys(
        ann="cart@0|device=phone cart@1|device=desktop pay@2 visit@3|device=phone", bob="pay@0", channels=CHANNELS
    )
    table = read_features(index)
    assert told(table, "channel:web") == [0.5, 0.0]
    assert told(table, "device:device=phone") == [0.6667, None]
    assert told(table, "touchpoint:visit") == [0.25, 0.0]


def test_steps_are_shares_of_all_steps_and_unknown_of_one_event() -> None:
    table = read_features(journeys(ann="cart@0 pay@1 cart@2 pay@3", bob="pay@0"))
    assert told(table, "step:cart → pay") == [0.6667, None]
    assert told(table, "step:pay → cart") == [0.3333, None]


def test_steps_never_lead_from_one_customer_to_the_next() -> None:
    table = read_features(journeys(ann="cart@0 cart@1", bob="pay@0 pay@1"))
    assert "step:cart → pay" not in {feature.name for feature in table.features}


def test_pace_and_worth() -> None:
    table = read_features(journeys(ann="cart@0 pay@30|value=5 cart@1d pay@3d|value=15", bob="cart@7"))
    assert told(table, "events") == [4, 1]
    assert told(table, "sessions") == [3, 1]
    assert told(table, "pause") == [(86_400 - 1800 + 2 * 86_400) / 2, None]
    assert told(table, "span") == [3 * 86_400, 0]
    assert told(table, "value") == [20, None]
    assert told(table, "event_value") == [10, None]
    assert told(table, "valued_events") == [2, 0]


def test_hours_are_those_of_the_zone() -> None:
    text = {"ann": "cart@23h cart@22h cart@9h"}
    assert told(read_features(journeys(text)), "time:evening") == [0.6667]
    assert told(read_features(journeys(text, zone="Asia/Tokyo")), "time:morning") == [0.6667]


def test_what_was_said() -> None:
    table = read_features(journeys(ann="buy@0 survey@1|experience=0.5 survey@2|experience=-1", bob="buy@0"))
    assert told(table, "feedback") == [2, 0]
    assert told(table, "experience") == [-0.25, None]


def test_traits_are_numbers_or_categories() -> None:
    who = [f"c{n}" for n in range(20)]
    traits = {name: {"born": str(1970 + n), "tier": "gold" if n % 4 == 0 else "plain"} for n, name in enumerate(who)}
    traits["c19"] = {}
    table = read_features(journeys(dict.fromkeys(who, "cart@0"), traits=traits))
    assert told(table, "trait:born")[:2] == [1970, 1971]
    assert told(table, "trait:tier=gold")[:2] == [1, 0]
    assert told(table, "trait:born")[19] is None
    assert told(table, "trait:tier=gold")[19] is None


def test_ids_are_no_features_and_neither_is_what_was_found_before() -> None:
    who = [f"c{n}" for n in range(60)]
    traits = {name: {"number": str(n * 7), "persona": "A" if n % 2 else "B"} for n, name in enumerate(who)}
    events = {name: f"cart@0|order=o{n}" for n, name in enumerate(who)}
    table = read_features(journeys(events, traits=traits))
    assert not [feature.name for feature in table.features if feature.group in ("demographic", "device")]


def test_hostile_names_are_only_names() -> None:
    name = '"><script>=→ ‮'
    table = read_features(journeys({"a": 'cart@0|how="x=y" cart@1|how="<b>"'}, traits={"a": {name: "1"}}))
    assert {feature.of for feature in table.features if feature.group == "device"} == {("how", "x=y"), ("how", "<b>")}


@pytest.mark.parametrize("shards", [2, 5])
def test_the_table_is_the_same_whatever_the_shards(shards: int) -> None:
    one, many = (read_features(made_index(KINDS, 60, shards=count)[0]) for count in (1, shards))
    assert one.features == many.features
    np.testing.assert_array_equal(one.keys, many.keys)
    np.testing.assert_array_equal(one.values, many.values)


def test_months_places_and_how_records_were_kept_find_no_groups() -> None:
    index = journeys(
        ann="cart@0|region=north|status=open|os=iOS cart@800d|region=south|status=done|os=Android", bob="cart@5"
    )
    found = {feature.name for feature in read_features(index).features if finds_groups(feature)}
    assert "device:os=iOS" in found
    assert not {name for name in found if "region" in name or "status" in name or "–" in name}


def test_a_step_between_words_with_dashes_still_counts() -> None:
    table = read_features(journeys(ann='"buy – now"@0 pay@1'))
    assert finds_groups(next(feature for feature in table.features if feature.name == "touchpoint:buy – now"))


def test_visits_are_told_by_what_customers_do_not_by_what_the_company_does() -> None:
    """An approval within the visit makes it no richer, one a day later no second one; what is said is said in a visit, and is no deed."""
    index = journeys(
        ann="order@0 order_approved@5 parcel_delivered@9000",
        bob="order@0 order_approved@3000 parcel_delivered@9000",
        eve="order@0 survey@10|experience=0.5 order@5000",
    )
    table = read_features(index)
    found = {name: table.column(name).tolist() for name in ("events", "sessions", "events_per_session", ACTS)}
    assert found["events"] == [3, 3, 3]
    assert found["sessions"] == [1, 1, 2]
    assert found["events_per_session"] == [1, 1, 1.5]
    assert found[ACTS] == [1, 1, 2]
