"""Which remedies are chosen, why, and that none is absurd where it makes no sense."""

from typing import Any

import pytest
from drawn_shops import Draw
from made_shop import Wrong

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.maps.claims import ClaimBook
from footpath.maps.evidence import NoEvidence
from footpath.maps.opportunities import Remedy, opportunities, shipped_remedies
from footpath.maps.opportunities.fitting import filled, fitting, names_in
from footpath.maps.opportunities.situation import Situation
from footpath.maps.scene import Scene
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.figures import share_text
from footpath.model.findings import ChecklistItem, ContentGap, Goal
from footpath.model.questions import Answer


def scene(*names: str, channel: str = "web") -> Scene:
    known = Catalogue(
        stages=(Stage(name="Now"),),
        touchpoints=tuple(Touchpoint(name=name, stage="Now", channel=channel) for name in names),
    )
    index = journeys(catalogue=known, ann=" ".join(f'"{name}"@{at}' for at, name in enumerate(names)))

    def asked(question: dict[str, Any]) -> Answer:
        return ask(index, question)

    return Scene(ClaimBook(asked), known, NoEvidence())


def chosen(kind: str, *names: str, segment: tuple[str, str] | None = None) -> list[str]:
    situation = Situation(scene(*names), "Now", names[0], (kind,), segment)
    return [fit.remedy.id for fit in fitting(shipped_remedies(), situation)]


@pytest.mark.parametrize(
    ("kind", "names", "segment", "first"),
    [
        ("leaving", ["Home page"], None, "menu-and-search"),
        ("delay", ["First reply"], None, "automatic-answers"),
        ("delay", ["First reply"], ("weekend", "weekend"), "weekend-hours"),
        ("leaving", ["Cart"], None, "fewer-fields"),
        ("leaving", ["Delivery choice", "Order placed"], None, "costs-earlier"),
        ("leaving", ["Newsletter"], None, "next-step"),
        ("leaving", ["Pricing page"], None, "clear-prices"),
        ("repeat", ["Support call"], None, "sort-and-staff"),
        ("score", ["Order placed"], None, "as-described"),
        ("frustration", ["Checkout address"], None, "fewer-fields"),
        ("repeat", ["Returns label"], None, "returns-first-time"),
        ("leaving", ["Product page"], ("device", "mobile"), "fast-on-phones"),
        ("promise", ["Order delivered"], ("region", "Tirol"), "other-carrier"),
        ("promise", ["Anything at all"], None, "promise-what-is-kept"),
        ("delay", ["Closed"], None, "close-when-solved"),
    ],
)
def test_the_first_remedy(kind: str, names: list[str], segment: tuple[str, str] | None, first: str) -> None:
    assert chosen(kind, *names, segment=segment)[0] == first


def test_nothing_is_said_of_delivery_where_nothing_is_sent() -> None:
    tickets = ["Ticket opened", "First reply", "Waiting", "Resolved", "Closed"]
    for name in tickets:
        for kind in ("leaving", "delay", "repeat", "score", "frustration"):
            others = [other for other in tickets if other != name]
            found = chosen(kind, name, *others)
            known = {one.id: one for one in shipped_remedies()}
            said = " ".join(known[one].title + known[one].why for one in found).lower()
            assert not any(word in said for word in ("deliver", "cart", "order", "parcel", "menu")), (name, kind, found)


def test_every_kind_of_pain_has_a_remedy_everywhere() -> None:
    for kind in ("leaving", "delay", "promise", "repeat", "score", "frustration", "words"):
        assert chosen(kind, "Zxqv"), kind


def test_reasons_hold_the_figures_of_the_pain_and_their_claims(draw: Draw) -> None:
    journey, _ = draw(1, Wrong("Product page", "device", "mobile", leaving=0.15, score=0.4))
    first = journey.opportunities[0]
    assert (first.remedy, first.pain, first.kind) == ("fast-on-phones", "p1", "fix")
    left, rest = (journey.claims[claim] for claim in journey.pains[0].claims[:2])
    here, others = share_text(left.value), share_text(rest.value)
    assert first.fits[0] == f"{here} of customers on mobile leave here, {others} of the others."
    assert {left.id, rest.id} <= set(first.fit_claims) <= set(journey.claims)
    assert first.why
    assert len({chance.id for chance in journey.opportunities}) == len(journey.opportunities)


def test_a_name_with_braces_stays_what_it_is() -> None:
    own = Remedy(id="x", kinds=("leaving",), title="Mend {touchpoint}{among}", why="{stage}")
    situation = Situation(scene("{among} {left}"), "{stage}", "{among} {left}", ("leaving",), ("device", "{x}"))
    (fit,) = fitting([own], situation)
    assert filled(fit.remedy.title, names_in(situation)) == "Mend {among} {left} on {x}"


def test_gaps_are_filled_and_goals_named() -> None:
    drawn = scene("Product page", "Cart")
    lacking = ChecklistItem(id="self-help", stage="Now", title="t", status="gap", text="Nobody helps.", claims=("c7",))
    found = opportunities(
        drawn,
        (),
        {},
        shipped_remedies(),
        goals=[Goal(id="g1", title="g", target=1, stage="Now"), Goal(id="g2", title="g", target=1, touchpoint="Cart")],
        checklist=[lacking, lacking.model_copy(update={"id": "trust", "status": "unknown"})],
        gaps=[ContentGap(stage="Now", persona="Lovers", channel="email", text="None.", claims=("c8",))],
    )
    assert [(one.remedy, one.kind, one.fits, one.fit_claims) for one in found] == [
        ("self-help", "fill", ("Nobody helps.",), ("c7",)),
        ("carry-the-channel-on", "fill", ("None.",), ("c8",)),
    ]
    assert found[1].title == "Be there in Now by email as well for Lovers"
    assert [one.goals for one in found] == [("g1",), ("g1",)]
