"""Recorded names become touchpoints with a stage, a channel and a reason."""

import pyarrow as pa
import pytest

from footpath.errors import SpecError
from footpath.maps import coverage, propose_catalogue, stage_template
from footpath.model.catalogue import REMAINDER, Catalogue, Stage, Touchpoint

HELPDESK = [
    "Assign seriousness",
    "Take in charge ticket",
    "Resolve ticket",
    "Closed",
    "Wait",
    "Create SW anomaly",
    "Insert ticket",
    "Require upgrade",
    "VERIFIED",
    "RESOLVED",
    "INVALID",
    "DUPLICATE",
    "Schedule intervention",
    "Resolve SW anomaly",
]


def names(*rows: tuple[object, ...]) -> pa.Table:
    """(source, name, channel, events, position) each."""
    columns = ["source", "touchpoint", "channel", "events", "position"]
    types = [pa.string(), pa.string(), pa.string(), pa.int64(), pa.float64()]
    full = [(*row, *[None] * (5 - len(row))) for row in rows]
    return pa.table({c: pa.array([row[i] for row in full], types[i]) for i, c in enumerate(columns)})


def stages(catalogue: Catalogue) -> dict[str, str | None]:
    return {t.name: t.stage for t in catalogue.touchpoints}


def test_a_log_keeps_all_its_names_as_they_are_written_however_rare() -> None:
    table = names(*[("log", name, None, 1 if i else 10_000) for i, name in enumerate(HELPDESK)])
    found = propose_catalogue(table)
    assert {t.name for t in found.touchpoints} == set(HELPDESK)
    assert all(t.names == (t.name,) for t in found.touchpoints)
    assert found.template == "support"
    assert stages(found)["Closed"] == "Closed"
    assert len(set(stages(found).values())) >= 5


def test_addresses_become_pages() -> None:
    products = [("web", f"https://shop.example/product/{i}-chair?x={i}", "web", 1) for i in range(60)]
    blog = [("web", f"/blog/{word}", "web", 1) for word in "abcdefghijklmnop"]
    found = propose_catalogue(names(*products, *blog, ("web", "/cart", "web", 5), ("web", "/cart?step=2", "web", 5)))
    by_name = {t.name: t for t in found.touchpoints}
    assert set(by_name) == {"Product page", "Blog page", "Cart page"}
    assert by_name["Product page"].names == ("*/product/*", "Product")
    assert {"/cart", "/cart?step=2"} <= set(by_name["Cart page"].names)


def test_a_page_seen_later_is_explained_by_the_pattern() -> None:
    table = names(*[("web", f"/product/{i}", "web", 1) for i in range(60)])
    found = propose_catalogue(table)
    assert coverage(found, names(("web", "/product/99999", "web", 7))).unexplained_events == 0


def test_ids_in_names_are_taken_out_when_there_are_many() -> None:
    found = propose_catalogue(
        names(*[("log", f"Order #{i}", None, 1) for i in range(1000, 1020)], ("log", "Step 2", None, 9))
    )
    assert {t.name for t in found.touchpoints} == {"Order", "Step 2"}


def test_short_numbers_tell_steps_apart_until_there_are_too_many() -> None:
    few = propose_catalogue(names(*[("log", f"Step {i:02d}", None, 1) for i in range(40)]))
    assert len(few.touchpoints) == 40
    many = propose_catalogue(names(*[("log", f"Step {i}", None, 1) for i in range(80)]))
    assert {t.name for t in many.touchpoints} == {"Step"}


def test_the_same_words_meet_across_sources_when_the_channel_agrees() -> None:
    table = names(("shop", "add_to_cart", "web", 5), ("tags", "Add to cart", "web", 9), ("app", "addToCart", "app", 3))
    found = propose_catalogue(table)
    assert {(t.name, t.channel, t.names) for t in found.touchpoints} == {
        ("Add to cart", "web", ("Add to cart", "add_to_cart")),
        ("Add to cart (app)", "app", ("addToCart",)),
    }


def test_one_name_on_two_channels_is_told_apart_by_its_source() -> None:
    found = propose_catalogue(names(("web", "cart", "web", 9), ("app", "cart", "app", 3)))
    assert {(t.channel, t.names) for t in found.touchpoints} == {("web", ("web:cart",)), ("app", ("app:cart",))}


def test_a_page_is_found_by_the_name_that_people_call_it() -> None:
    said = names(("survey", "checkout shipping", None, 0))
    web = ("web", "/checkout/shipping", "web", 5)
    assert coverage(propose_catalogue(names(web)), said).unexplained == ()
    taken = propose_catalogue(names(web, ("app", "checkout_shipping", "app", 5)))
    web_page = next(t for t in taken.touchpoints if t.channel == "web")
    assert web_page.names == ("/checkout/shipping", "*/checkout/shipping")  # the app's step goes by that name already


def test_rare_names_are_folded_only_when_there_are_too_many() -> None:
    many = [("log", f"step {chr(97 + i // 26)}{chr(97 + i % 26)}", None, 1) for i in range(100)]
    found = propose_catalogue(names(("log", "main", None, 1_000_000), *many))
    assert {t.name for t in found.touchpoints} == {"Main", REMAINDER}
    assert "100 names" in next(t.why for t in found.touchpoints if t.name == REMAINDER)
    few = propose_catalogue(names(("log", "main", None, 1_000_000), *many[:40]))
    assert len(few.touchpoints) == 41


@pytest.mark.parametrize(
    ("recorded", "stage"),
    [
        ("Anzeige geklickt", "Awareness"),
        ("Produktseite", "Consideration"),
        ("Warenkorb", "Decision"),
        ("Bestellung aufgegeben", "Purchase"),
        ("Rücksendung angemeldet", "Retention"),
        ("panier", "Decision"),
        ("commande_livree", "Purchase"),
        ("réclamation", "Retention"),
        ("carrito", "Decision"),
        ("pedido_entregado", "Purchase"),
        ("avaliacao", "Advocacy"),
        ("order_delivered_carrier_date", "Purchase"),
        ("Checkout shipping", "Decision"),
        ("loyalty_points_used", "Loyalty"),
    ],
)
def test_words_of_several_languages_say_the_stage(recorded: str, stage: str) -> None:
    found = propose_catalogue(names(("log", recorded, None, 5)), template="retail")
    assert found.touchpoints[0].stage == stage
    assert found.touchpoints[0].confidence >= 0.6
    assert found.touchpoints[0].why


def test_a_log_that_no_template_knows_has_its_stages_from_the_order_of_its_journeys() -> None:
    order = ["ER Registration", "ER Sepsis", "Leucocytes", "CRP", "LacticAcid", "Admission NC", "Release A"]
    found = propose_catalogue(names(*[("er", n, None, 10, i / 6) for i, n in enumerate(order)]))
    assert found.template == "positions"
    assert 3 <= len(found.stages) <= 5
    columns = [s.name for s in found.stages]
    where = [columns.index(stages(found)[n] or "") for n in ["ER Registration", "Leucocytes", "Release A"]]
    assert where == sorted(where)
    assert len(set(where)) == 3


def test_stages_that_contradict_the_order_of_the_journeys_are_not_believed() -> None:
    backwards = ["delivered", "shipped", "order placed", "cart", "product", "ad click"]
    found = propose_catalogue(names(*[("log", n, None, 10, i / 5) for i, n in enumerate(backwards)]))
    assert found.template == "positions"


def test_without_words_and_places_nothing_is_invented() -> None:
    found = propose_catalogue(names(("log", "Xyzzy", None, 5), ("log", "Plugh", None, 5)))
    assert {t.stage for t in found.touchpoints} == {None}
    assert {t.confidence for t in found.touchpoints} == {0.0}


def test_what_a_person_wrote_wins_and_is_kept() -> None:
    mine = Touchpoint(name="Checkout", channel="app", stage="Pay", names=("cart", "pay*"), why="my own")
    existing = Catalogue(template="custom", stages=(Stage(name="Look"), Stage(name="Pay")), touchpoints=(mine,))
    table = names(("log", "cart", "web", 5), ("log", "payment_done", "web", 5), ("log", "product", "web", 9))
    found = propose_catalogue(table, existing=existing)
    assert found.stages == existing.stages
    assert found.touchpoints[0] == mine
    assert [t.name for t in found.touchpoints[1:]] == ["Product"]
    assert all(t.stage in ("Look", "Pay", None) for t in found.touchpoints)


def test_proposing_again_changes_nothing() -> None:
    table = names(
        ("a", "ad_click", "ads", 5), ("a", "/product/1", "web", 50), ("a", "order", None, 7), ("a", "zzz", None, 7)
    )
    first = propose_catalogue(table)
    assert propose_catalogue(table, template=first.template, existing=first) == first


def test_coverage_counts_the_events_that_no_rule_explains() -> None:
    found = propose_catalogue(names(("a", "cart", None, 90)))
    covered = coverage(found, names(("a", "cart", None, 90), ("a", "new", None, 10)))
    assert (covered.events, covered.unexplained_events, covered.unexplained) == (100, 10, ("new",))
    assert covered.unexplained_share == 0.1


def test_what_customers_receive_is_passive_and_whose_it_is_is_known() -> None:
    table = names(
        ("mail", "email_sent", "email", 5), ("mail", "email_opened", "email", 3), ("o", "order_sent", None, 3),
        ("r", "review_posted", None, 2), ("o", "handed_to_carrier", None, 3),
    )  # fmt: skip
    by_name = {t.name: t for t in propose_catalogue(table, template="retail").touchpoints}
    assert [n for n, t in by_name.items() if t.passive] == ["Email sent"]
    assert by_name["Review posted"].ownership == "earned"
    assert by_name["Handed to carrier"].ownership == "partner"


def test_templates() -> None:
    assert [s.name for s in stage_template("saas")] == [
        "Discover", "Sign up", "Onboard", "Use", "Expand", "Renew", "Advocate",
    ]  # fmt: skip
    with pytest.raises(SpecError, match="no stage template"):
        stage_template("nonsense")


def test_hostile_names_stay_texts() -> None:
    hostile = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "a' OR 1=1 --", "\u202egnp.exe", "[x]*?", "🛒 cart"]
    found = propose_catalogue(names(*[("s", n, None, 5, i / 5) for i, n in enumerate(hostile)]))
    assert len(found.touchpoints) == len(hostile)
    assert coverage(found, names(*[("s", n, None, 5) for n in hostile])).unexplained_events == 0
