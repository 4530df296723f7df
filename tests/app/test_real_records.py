"""From a company's own exports to its map, on records that nobody here made."""

import json
from pathlib import Path

import pytest

from footpath.app.checking import check
from footpath.app.drawing import write_map
from footpath.app.loading import load_into
from footpath.app.mapping import draft, read_map
from footpath.app.oneshot import map_files
from footpath.app.workspace import Workspace
from footpath.sources import Overrides

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = [pytest.mark.shared_data, pytest.mark.skipif(not DATA.exists(), reason="no ../shared/data")]


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, float]]:
    read: dict[str, dict[str, float]] = json.loads((DATA / "FACTS.json").read_text())
    return read


@pytest.fixture(scope="module")
def marketplace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    directory = tmp_path_factory.mktemp("marketplace")
    load_into(directory, sorted((DATA / "olist_sample15k").glob("*.csv.gz")))
    return Workspace(directory)


def test_a_marketplace_without_a_flag(marketplace: Workspace, facts: dict[str, dict[str, float]]) -> None:
    known = facts["olist_sample15k"]
    (overview,) = marketplace.ask({"ask": "overview"}).dicts()
    assert (overview["customers"], overview["feedback"]) == (known["unique_customers"], known["reviews"])
    (score,) = marketplace.ask({"ask": "scores", "per": "all"}).dicts()
    assert score["score"] == pytest.approx(known["review_mean"], abs=5e-4)
    (promise,) = marketplace.ask({"ask": "promises"}).dicts()
    assert promise["promised"] == known["status_delivered"]
    assert promise["score_broken"] == pytest.approx(known["review_mean_late"], abs=5e-3)
    assert promise["score_kept"] == pytest.approx(known["review_mean_on_time"], abs=5e-3)


def test_its_stamps_are_touchpoints_in_the_order_in_which_they_happen(marketplace: Workspace) -> None:
    (first, *_) = marketplace.ask({"ask": "variants", "top": 1}).dicts()
    words = ["purchase", "approved", "carrier", "customer", "review"]
    assert [word in name.casefold() for word, name in zip(words, first["path"], strict=True)] == [True] * 5


def test_its_map_names_late_delivery_and_every_claim_holds(marketplace: Workspace, tmp_path: Path) -> None:
    drawn = draft(marketplace)
    late = [pain for pain in drawn.pains if "promise" in pain.kinds]
    assert len(late) == 1
    assert "2.60" in late[0].proof
    assert "4.28" in late[0].proof
    assert any(quote.language == "pt" for quote in drawn.quotes)
    for form in ("html", "json"):
        write_map(drawn, tmp_path / f"map.{form}")
        assert read_map(tmp_path / f"map.{form}") == drawn
    assert {verdict.verdict for verdict in check(marketplace, drawn)} == {"held"}


def test_a_grocers_lines_are_baskets_and_campaigns_are_touchpoints(
    tmp_path: Path, facts: dict[str, dict[str, float]]
) -> None:
    known = facts["completejourney"]
    load_into(tmp_path, sorted((DATA / "completejourney").glob("*.parquet")))
    workspace = Workspace(tmp_path)
    rows = {row["touchpoint"].casefold(): row for row in workspace.ask({"ask": "touchpoints"}).dicts()}
    assert max(row["events"] for row in rows.values()) == known["baskets"]
    assert workspace.ask({"ask": "overview"}).dicts()[0]["customers"] == known["households"]
    campaign = next(row for name, row in rows.items() if "campaign" in name)
    redemption = next(row for name, row in rows.items() if "redemption" in name)
    assert campaign["customers"] == known["campaign_households"]
    assert (redemption["events"], redemption["customers"]) == (known["redemptions"], known["redeemers"])


def test_a_helpdesks_cases_as_customers(tmp_path: Path, facts: dict[str, dict[str, float]]) -> None:
    known = facts["helpdesk"]
    load_into(tmp_path, [DATA / "helpdesk" / "helpdesk_events.csv.gz"], Overrides(customer="case_id"))
    workspace = Workspace(tmp_path)
    (overview,) = workspace.ask({"ask": "overview"}).dicts()
    counts = (overview["customers"], overview["events"], overview["touchpoints"])
    assert counts == (known["cases"], known["events"], known["activities"])
    first, second, *_ = variants = workspace.ask({"ask": "variants"}).dicts()
    assert (len(variants), first["journeys"], second["journeys"]) == (
        known["variants"],
        known["top_variant"],
        known["second_variant"],
    )


def test_a_shop_log_counts_the_people_at_each_step(tmp_path: Path) -> None:
    known = json.loads((DATA / "FACTS.json").read_text())["clickstream"]["simple_onlineshop"]
    load_into(tmp_path, [DATA / "clickstream" / "simple_onlineshop.csv.gz"])
    rows = Workspace(tmp_path).ask({"ask": "funnel", "steps": list(known["users_by_step"]), "within": "3650d"}).dicts()
    assert rows[0]["customers"] == known["users_by_step"]["catalog"]
    assert [row["customers"] for row in rows] == sorted((row["customers"] for row in rows), reverse=True)


def test_one_command_leaves_nothing_but_the_map(tmp_path: Path) -> None:
    map_files([DATA / "extras" / "running-example.csv"], tmp_path / "map.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["map.svg"]
