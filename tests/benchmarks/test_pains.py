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
    assert "    4        2       1          2       50%      1             1/1      9.0" in printed
    assert "recall 50% (1 of 2)" in printed
    assert "precision 50% (1 of 2 findings are not planted)" in printed
