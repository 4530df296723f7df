"""Personas on a map: shares, curves of their own, and only those differences that are more than chance and not small."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest

from footpath.app.questions import answer, parse
from footpath.journeys import Index, journeys
from footpath.maps import Ask, KnownPersona, NoEvidence, check_map, draft_map
from footpath.maps.evidence import Mood, Quotation
from footpath.maps.feeling import QuoteBook
from footpath.model.maps import JourneyMap, PersonaSection
from footpath.render import render_html
from footpath.render.exports.markdown import render_markdown


class Known(NoEvidence):
    dimensions = ("persona",)
    personas = tuple(
        KnownPersona(
            name.lower(), name, (PersonaSection(title="Behaviour"), PersonaSection(title="Value", unknown="None."))
        )
        for name in ("Calm", "Busy")
    )


def company(apart: float, seed: int = 5, each: int = 150) -> Index:
    """Two personas that use the same touchpoints; the busy rate delivery worse by ``apart``, and go on less often."""
    chance = np.random.default_rng(seed)
    texts, traits = {}, {}
    for number in range(2 * each):
        busy = number % 2
        felt = {"visit": chance.normal(0.2, 0.3), "delivery": chance.normal(0.3 - apart * busy, 0.3)}
        goes = chance.random() < 0.7 - 0.5 * apart * busy
        steps = f"visit@0 survey@1|about=visit|experience={np.clip(felt['visit'], -1, 1):.3f}"
        if goes:
            steps += f" delivery@2 survey@3|about=delivery|experience={np.clip(felt['delivery'], -1, 1):.3f}"
        texts[f"c{number}"] = steps
        traits[f"c{number}"] = {"persona": "Busy" if busy else "Calm"}
    stages = {"visit": "Look", "delivery": "Get"}
    return journeys(texts, traits=traits, stages=stages)


def asking(index: Index) -> Ask:
    return lambda question: answer(index, parse(question))


def drawn(index: Index, where: dict[str, Any] | None = None) -> JourneyMap:
    return draft_map(asking(index), index.meta.catalogue, title="Made", evidence=Known(), where=where)


def test_each_persona_has_its_share_and_its_curve() -> None:
    journey_map = drawn(company(0.6))
    shares = {card.name: journey_map.claims[card.claim] for card in journey_map.personas}
    assert {name: claim.value for name, claim in shares.items()} == {"Calm": 0.5, "Busy": 0.5}
    assert shares["Calm"].unit == "share"
    curves = {curve.persona: curve.points for curve in journey_map.curve.personas}
    felt = {
        (name, point.touchpoint): journey_map.claims[point.claim].value
        for name, points in curves.items()
        for point in points
    }
    assert felt["Busy", "delivery"] < felt["Calm", "delivery"] - 0.4
    assert abs(felt["Busy", "visit"] - felt["Calm", "visit"]) < 0.15


def test_every_line_of_a_card_is_a_claim_with_the_others_beside_it() -> None:
    journey_map = drawn(company(0.6))
    behaviour, value, _ = journey_map.personas[0].sections
    assert value.lines == ()
    assert value.unknown == "None."
    assert behaviour.lines
    for line in behaviour.lines:
        claim = journey_map.claims[line.claim or ""]
        assert claim.question == {"ask": "profile", "by": "persona"}
        assert (claim.low or 0.0) <= claim.value <= (claim.high or 0.0)
        assert claim.n == line.n == 150
        assert claim.pick["group"] == journey_map.personas[0].name
    assert {verdict.verdict for verdict in check_map(journey_map, asking(company(0.6)))} == {"held"}


def test_only_what_differs_is_told() -> None:
    told = drawn(company(0.6)).differences
    assert {(one.persona, one.text.split()[0]) for one in told} >= {("Busy", "delivery"), ("Calm", "delivery")}
    assert not any(one.text.startswith("visit feels") for one in told)
    assert all(one.q <= 0.05 and abs(one.effect) >= 0.2 for one in told)


@pytest.mark.parametrize("seed", range(5))
def test_personas_that_are_alike_are_not_told_apart(seed: int) -> None:
    assert drawn(company(0.0, seed)).differences == ()


def test_a_map_of_one_persona_asks_within_it_and_its_claims_say_so() -> None:
    journey_map = drawn(company(0.6), {"persona": "Busy"})
    wrong = [c.question for c in journey_map.claims.values() if c.question.get("where", {}).get("persona") != "Busy"]
    assert wrong == []
    assert journey_map.personas == ()
    assert journey_map.curve.personas == ()
    assert next(iter(journey_map.claims.values())).value == 150


class Speaking(Known):
    def quotes(self, touchpoint: str, mood: Mood, count: int, where: Mapping[str, Any]) -> Sequence[Quotation]:
        said = f"{where['persona']} at {touchpoint}" if "persona" in where else f"somebody at {touchpoint}"
        return [Quotation(id=said, text=said, source="survey", experience=0.5)][:count]


@pytest.mark.parametrize("most", [0, 14])
def test_each_persona_speaks_for_itself_however_many_quotes_there_are(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("footpath.maps.draft.QuoteBook", partial(QuoteBook, most=most))
    index = company(0.6)
    journey_map = draft_map(asking(index), index.meta.catalogue, title="Made", evidence=Speaking())
    quotes = {quote.id: quote.text for quote in journey_map.quotes}
    assert {card.name: quotes[str(card.quote)].split()[0] for card in journey_map.personas} == {
        "Calm": "Calm",
        "Busy": "Busy",
    }
    assert sum("somebody" in text for text in quotes.values()) <= most


class Asking(Known):
    """The first persona has two questions of people, and one of the records' is struck out."""

    def __init__(self, struck: tuple[str, ...] = ()) -> None:
        first, second = Known.personas
        self.personas = (replace(first, asked=("Do they <b>commute</b>?",), struck=struck), second)


def lacking(index: Index) -> Index:
    """The same where the age of every fifth customer is known."""
    keys = np.sort(np.concatenate([shard.key for shard in index.shards]))
    return index.attach_trait("age", ("", "30", "40"), keys, np.where(np.arange(len(keys)) % 5, 0, 1 + keys % 2))


def asked_of(struck: tuple[str, ...] = ()) -> tuple[JourneyMap, PersonaSection]:
    index = lacking(company(0.6))
    drawn = draft_map(asking(index), index.meta.catalogue, title="Made", evidence=Asking(struck))
    card = next(card for card in drawn.personas if card.name == "Calm")
    assert {verdict.verdict for verdict in check_map(drawn, asking(lacking(company(0.6))))} == {"held"}
    return drawn, next(part for part in card.sections if part.title == "Open questions")


def test_open_questions_stand_on_the_card_people_s_own_first_and_each_other_one_is_a_claim() -> None:
    drawn, section = asked_of()
    own, *others = section.lines
    assert (own.text, own.n, own.claim) == ("Do they <b>commute</b>?", 0, None)
    assert others
    for line in others:
        claim = drawn.claims[line.claim or ""]
        assert claim.pick["kind"] == "question"
        assert claim.n == line.n
    age = next(line for line in others if line.text.startswith("Age is known of"))
    assert drawn.claims[age.claim or ""].value < 0.5
    page, told = render_html(drawn), render_markdown(drawn)
    assert "Do they &lt;b&gt;commute&lt;/b&gt;?" in page
    assert "<b>commute" not in page
    assert f"Open questions: {age.text.replace('.', '')[:12]}" in told
    assert "commute" in told
    assert "(n = 0)" not in told


def test_a_question_that_was_struck_out_is_not_drawn_again() -> None:
    _, section = asked_of()
    _, left = asked_of(("known age",))
    assert any(line.text.startswith("Age") for line in section.lines)
    assert not any(line.text.startswith("Age") for line in left.lines)
