"""What customers want and what stands in their way, stage by stage, each with its claim and a customer's own words."""

from collections.abc import Mapping, Sequence
from typing import Any

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.maps import draft_map
from footpath.maps.evidence import NoEvidence, Quotation
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.maps import JourneyMap
from footpath.model.records import Aim, Tier

STAGES = {"look": "Find", "pay": "Buy", "parcel": "Get"}


class Spoken(NoEvidence):
    """Somebody has listened, and everything stated has its words."""

    heard = True

    def stating(
        self, touchpoint: str, aim: Aim, count: int, where: Mapping[str, Any], during: str | None = None
    ) -> Sequence[Quotation]:
        words = f"<b>{aim.value}</b> at {touchpoint} {where.get('device', '')}".strip()
        return [Quotation(id=f"{aim} {touchpoint}", text=words, source="comment")][:count]


def drawn(*, link: str = "stated", evidence: NoEvidence | None = None, **more: Any) -> JourneyMap:
    """Sixty customers: of the texts about paying 24 state an obstacle, 16 a goal, 12 a need and 8 why; a few speak of looking."""
    aims = ["obstacle"] * 24 + ["goal"] * 16 + ["need"] * 12 + ["motivation"] * 8
    texts = {
        f"c{n}": f"look@0 pay@{n + 1}|device={'phone' if n % 2 else 'desk'} parcel@90 say@99|about=pay|link={link}|aim={aim}|kind=comment"
        + (" say@100|about=look|aim=goal|kind=comment" if n < 4 else "")
        for n, aim in enumerate(aims)
    }
    places = tuple(Touchpoint(name=name, stage=stage) for name, stage in STAGES.items())
    catalogue = Catalogue(stages=tuple(Stage(name=stage) for stage in STAGES.values()), touchpoints=places)
    index = journeys(texts, catalogue=catalogue)
    return draft_map(
        lambda question: ask(index, question),
        catalogue,
        title="Shop",
        evidence=evidence or Spoken(),
        **more,
    )


def test_a_stage_tells_what_is_wanted_then_what_hinders_then_what_most_state() -> None:
    journey = drawn()
    assert [(aim.stage, aim.kind, aim.touchpoint) for aim in journey.aims] == [
        ("Buy", "goal", "pay"),
        ("Buy", "obstacle", "pay"),
        ("Buy", "need", "pay"),
    ]
    claims = [journey.claims[aim.claim or ""] for aim in journey.aims]
    assert [(round(claim.value * 60), claim.n, claim.tier) for claim in claims] == [
        (16, 60, Tier.MEASURED),
        (24, 60, Tier.MEASURED),
        (12, 60, Tier.MEASURED),
    ]
    assert all(claim.low is not None and claim.low < claim.value < (claim.high or 0) for claim in claims)
    said = {quote.id: quote.text for quote in journey.quotes}
    assert [said[quote] for aim in journey.aims for quote in aim.quotes] == [
        f"<b>{kind}</b> at pay" for kind in ("goal", "obstacle", "need")
    ]


def test_too_few_texts_and_words_that_nobody_listened_to_are_no_evidence() -> None:
    assert all(aim.stage == "Buy" for aim in drawn().aims)  # four texts speak of looking
    assert drawn(evidence=NoEvidence()).aims == ()


def test_what_had_to_be_linked_is_inferred() -> None:
    journey = drawn(link="nearest")
    assert {journey.claims[aim.claim or ""].tier for aim in journey.aims} == {Tier.INFERRED}


def test_a_map_of_some_customers_tells_their_aims_in_their_words() -> None:
    journey = drawn(where={"device": "phone"})
    (aim, *_) = journey.aims
    assert journey.claims[aim.claim or ""].n == 30
    assert "phone" in next(quote.text for quote in journey.quotes if quote.id in aim.quotes)
