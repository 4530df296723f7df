"""Surveys: what is asked, whom, who answers, and what they say."""

from collections.abc import Collection, Sequence
from typing import Final

from footpath.simulate.clock import DAY, END, HOUR
from footpath.simulate.ledger import SurveyAnswer
from footpath.simulate.life import Life
from footpath.simulate.pains import (
    PLANNER_HIGH,
    RETURN_LOOP,
    SHIPPING_COSTS,
    SLOW_PAGE,
    STORE_HIGH,
    TRACKING_HIGH,
)
from footpath.simulate.scores import EASY, GOOD, HARD, HIGH, LIKELY, LOW, rate
from footpath.simulate.shop import PAGE_NAMES

_HIGH_PAGES: Final = {"planner": PLANNER_HIGH, "tracking": TRACKING_HIGH}
_SHOWN_RATE: Final = 0.09
_CES_RATE: Final = 0.6
_CES_ANSWER_RATE: Final = 0.4
_NPS_ANSWER_RATE: Final = 0.22
_NPS_EVERY: Final = 120 * DAY


def ask_on_site(life: Life, pages: Collection[str]) -> None:
    """The survey that pops up at the end of a visit: how satisfied are you with one of the pages just seen?"""
    rng = life.rng
    if rng.random() >= _SHOWN_RATE * (2.5 if "tracking" in pages or "planner" in pages else 1):
        return
    choice = sorted(set(pages) & PAGE_NAMES.keys())
    if not choice or life.now >= END:
        return
    page = rng.choice(choice)
    pain = _pain_at(life, page)
    high = _HIGH_PAGES.get(page)
    is_high = high is not None and high.id in life.planted
    score = rate(rng, LOW if pain else HIGH if is_high else GOOD)
    answered = life.now + 5 + rng.random() * 20
    theme = pain or (high.theme if high and is_high else "site_good")
    life.ledger.surveys.append(
        SurveyAnswer(
            "csat",
            life.person,
            life.cookie,
            PAGE_NAMES[page],
            life.now,
            answered,
            score,
            theme if score >= 4 or pain else "site_bad",
        )
    )
    life.now = answered


def _pain_at(life: Life, page: str) -> str:
    if page == "product" and life.device == "mobile" and life.meets(SLOW_PAGE):
        return SLOW_PAGE.theme
    if page == "shipping" and life.meets(SHIPPING_COSTS):
        return SHIPPING_COSTS.theme
    return ""


def ask_after_store(life: Life) -> None:
    """A card at the till asks about the visit to the store."""
    if life.rng.random() < 0.2:
        is_high = STORE_HIGH.id in life.planted
        score = rate(life.rng, HIGH if is_high else GOOD)
        theme = STORE_HIGH.theme if is_high else "site_good" if score >= 4 else "site_bad"
        answered = life.now + (1 + 20 * life.rng.random()) * HOUR
        if answered < END:
            life.ledger.surveys.append(
                SurveyAnswer("csat", life.person, "", "Store visit", life.now, answered, score, theme)
            )
            life.now = answered


def ask_effort(life: Life, about: str, *, looped: bool = False) -> None:
    """A mail asks how easy it was."""
    rng = life.rng
    if rng.random() >= _CES_RATE:
        return
    sent = life.now + (0.5 + 2 * rng.random()) * HOUR
    if sent >= END:
        return
    survey = SurveyAnswer("ces", life.person, "", about, sent)
    life.ledger.surveys.append(survey)
    life.now = sent
    answered = sent + (0.5 + rng.expovariate(1 / 8)) * HOUR
    if rng.random() < _CES_ANSWER_RATE and answered < END:
        survey.answered, survey.score = answered, rate(rng, HARD if looped else EASY)
        survey.theme = RETURN_LOOP.theme if looped else ("effort_good" if survey.score >= 5 else "effort_bad")
        life.now = answered


def ask_recommendation(life: Life, troubles: Sequence[float]) -> None:
    """Every four months a mail asks whether they would recommend the shop, for as long as they are seen there.

    ``troubles`` are the moments when a pain struck; those of the months before count.
    """
    rng, person = life.rng, life.person
    until = min(life.now, END)
    sent = person.arrives_at + (20 + 60 * rng.random()) * DAY
    while sent < until:
        survey = SurveyAnswer("nps", person, "", "", sent)
        life.ledger.surveys.append(survey)
        answered = sent + rng.expovariate(1 / 14) * HOUR
        if rng.random() < _NPS_ANSWER_RATE and answered < until:
            recent = min(sum(sent - _NPS_EVERY < at < sent for at in troubles), 2)
            survey.answered, survey.score = answered, rate(rng, LIKELY[recent], 0)
            survey.theme = "shop_good" if survey.score >= 8 else "shop_bad" if survey.score <= 6 else "shop_fair"
        sent += _NPS_EVERY
