"""The yardstick itself: what counts as found, as false, and as the right segment."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def load_scorer() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "pains.py"
    spec = importlib.util.spec_from_file_location("benchmarks_pains", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


scorer = load_scorer()
SLOW = {
    "id": "slow",
    "touchpoints": ["product page"],
    "segment": {"device_category": "mobile"},
    "segment_names": {"device_category": ["device"], "mobile": ["phone"]},
}
LABEL = {"id": "label", "touchpoints": ["returns label"], "segment": {}, "segment_names": {}}
TRUTH = {"pains": [SLOW, LABEL]}


def finding(touchpoint: str, **segment: str) -> dict[str, Any]:
    return {"touchpoint": touchpoint, "segment": segment, "kinds": ["leaving"]}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (finding("Product page"), True),
        (finding("product", device="Phone"), True),
        (finding("Products", region="North"), True),
        (finding("Product page", **{"Device category": "desktop"}), False),
        (finding("Product viewed"), False),
        (finding("Returns label"), False),
    ],
)
def test_a_finding_matches_by_touchpoint_and_is_not_contradicted(found: dict[str, Any], expected: bool) -> None:
    assert scorer.matches(found, SLOW) is expected


def test_a_segment_is_right_when_it_is_the_planted_one_or_none_is_planted() -> None:
    assert scorer.has_right_segment(finding("Product page", device_category="mobile"), SLOW)
    assert not scorer.has_right_segment(finding("Product page"), SLOW)
    assert not scorer.has_right_segment(finding("Product page", region="North"), SLOW)
    assert scorer.has_right_segment(finding("Returns label"), LABEL)
    assert not scorer.has_right_segment(finding("Returns label", region="North"), LABEL)


def test_a_planted_pain_counts_once_and_what_matches_nothing_is_false() -> None:
    findings = [finding("Product page", device="mobile"), finding("Product"), finding("Cart"), finding("Wishlist")]
    scored = scorer.score(TRUTH, findings, 1, 2.5)
    assert scored.found == ("slow",)
    assert scored.missed == ("label",)
    assert scored.segments_right == 1
    assert scored.false == ("Cart (leaving)", "Wishlist (leaving)")
    assert (scored.recall, scored.precision) == (0.5, 0.5)


def test_where_nothing_is_planted_every_finding_is_false() -> None:
    scored = scorer.score({"pains": []}, [finding("Cart", device="mobile")], 1, 0.0)
    assert scored.false == ("Cart [device = mobile] (leaving)",)
    assert (scored.recall, scored.precision) == (1.0, 0.0)
    assert scorer.is_good_enough([scored])


def test_scores_are_printed_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    scorer.print_scores([scorer.score(TRUTH, [finding("Returns label"), finding("Cart")], 4, 9.0)])
    printed = capsys.readouterr().out
    figures = ["4", "2", "1", "2", "50%", "1", "1/1", "1/1", "1/1", "0/0", "0/0", "9.0"]
    assert figures in [line.split() for line in printed.splitlines()]
    assert "recall 50% (1 of 2)" in printed
    assert "precision 50% (1 of 2 findings are not planted)" in printed


BEGUN = {"onset_on": "2025-04-01", "first_struck_on": "2025-04-08"}
ALWAYS = {"onset_on": "2025-01-01", "first_struck_on": "2025-01-01"}


@pytest.mark.parametrize(
    ("stated", "planted", "expected"),
    [
        ("2025-03-27", BEGUN, True),
        ("2025-03-26", BEGUN, False),
        ("2025-04-13", BEGUN, True),
        ("2025-04-14", BEGUN, False),
        (None, BEGUN, False),
        (None, ALWAYS, True),
        ("2025-01-06", ALWAYS, True),
        ("2025-01-07", ALWAYS, False),
    ],
)
def test_an_onset_is_right_within_five_days_of_the_cause_or_of_the_first_stroke(
    stated: str | None, planted: dict[str, Any], expected: bool
) -> None:
    assert scorer.has_right_onset({"onset_on": stated}, planted, "2025-01-01") is expected


def test_segment_and_onset_count_together_only_when_one_finding_has_both() -> None:
    slow = {**SLOW, **BEGUN}
    truth = {"pains": [slow], "period": {"from": "2025-01-01T00:00:00Z"}, "moments_of_truth": []}
    where = {**finding("Product page", device_category="mobile"), "onset_on": None}
    when = {**finding("Product page", region="North"), "onset_on": "2025-04-02"}
    apart = scorer.score(truth, [where, when], 1, 0.0)
    assert (apart.segments_right, apart.onsets_right, apart.both_right) == (1, 1, 0)
    together = scorer.score(truth, [{**where, "onset_on": "2025-04-02"}], 1, 0.0)
    assert (together.segments_right, together.onsets_right, together.both_right) == (1, 1, 1)


def test_a_moment_of_truth_is_found_at_one_of_its_touchpoints() -> None:
    planted = [{"id": "planner", "touchpoints": ["room planner"]}, {"id": "late", "touchpoints": ["order delivered"]}]
    truth = {"pains": [], "moments_of_truth": planted}
    found = scorer.score(truth, [], 1, 0.0, [{"touchpoint": "Room planner page"}, {"touchpoint": "Cart"}])
    assert (found.found_moments, found.told_moments) == (("planner",), 2)


def test_a_praise_counts_for_the_high_that_is_planted_there_and_of_all_customers() -> None:
    truth = {
        **TRUTH,
        "highs": [{"id": "planner", "touchpoints": ["room planner"]}, {"id": "store", "touchpoints": ["shop"]}],
    }
    praises = [finding("Room planner page"), finding("Room planner", region="North"), finding("Cart")]
    told = scorer.score(truth, [], 1, 0.0, (), praises)
    assert (told.planted_highs, told.found_highs, told.praises) == (("planner", "store"), ("planner",), 3)
    assert told.false_praises == ("Room planner [region = North] (leaving)", "Cart (leaving)")
