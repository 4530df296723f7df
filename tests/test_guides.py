"""The guides stay true: every question in them is answered, every question is in them, every field and link is there."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import Any

import pytest

from footpath.analysis import HOMES, ask, parse_question
from footpath.app.asking import read_question
from footpath.journeys import Index, journeys
from footpath.model.questions import Answer

DOCS = Path(__file__).parents[1] / "docs"
GUIDE = (DOCS / "guides" / "questions.md").read_text(encoding="utf-8")
PAGES = [*sorted((DOCS / "guides").glob("*.md")), DOCS / "architecture.md", DOCS.parent / "README.md"]
PLACES = {
    "Awareness": {"Ads click": "ads", "Email Sent": "email", "Email Clicked": "email"},
    "Consideration": {
        "Home page": "web",
        "Search page": "web",
        "Product page": "web",
        "App opened": "app",
        "Store visit": "store",
    },
    "Decision": {
        "Cart page": "web",
        "Checkout address page": "web",
        "Checkout shipping page": "web",
        "Help shipping costs page": "web",
        "Checkout payment page": "web",
        "Payment failed": "app",
    },
    "Purchase": {
        "Checkout confirmation page": "web",
        "Order placed": "other",
        "Order confirmed": "app",
        "Order shipped": "post",
        "Order delivered": "post",
    },
    "Retention": {
        "Help page": "web",
        "Contact page": "web",
        "Order tracking page": "web",
        "Returns page": "web",
        "Ticket created": "support",
        "First reply": "support",
        "Ticket solved": "support",
    },
    "Advocacy": {"Review": "review"},
}
STAGES = {touchpoint: stage for stage, places in PLACES.items() for touchpoint in places}
CHANNELS = {touchpoint: channel for places in PLACES.values() for touchpoint, channel in places.items()}
REGIONS = ("Tirol", "Wien", "Bayern")


def life(number: int, chance: Random) -> Iterator[str]:
    """A customer's events: they look, some buy, some of those wait too long, complain, come again."""
    region, device = REGIONS[number % 3], ("mobile", "desktop", "tablet")[number // 3 % 3]
    page = f"|device_category={device}|country={'DE' if region == 'Bayern' else 'AT'}"
    day = 366.0 + chance.randrange(40)
    for visit in range(chance.randrange(2, 6)):
        at, order = day * 1440, f"|record=order{number}-{visit}|region={region}"
        yield f'"{chance.choice(["Ads click", "Email Clicked", "Email Sent", "App opened"])}"@{at - 1}|campaign="Generic sofas"'
        walk = ["Home page", "Search page", "Product page"]
        if chance.random() < 0.7:
            walk += ["Cart page", "Checkout address page", "Checkout shipping page"]
            if chance.random() < 0.3:
                walk += ["Help shipping costs page", "Checkout shipping page"]
            if chance.random() < 0.6:
                walk += ["Checkout payment page", "Checkout confirmation page"]
        for step, name in enumerate(walk):
            yield f'"{name}"@{at + step}{page}'
        if walk[-1] == "Checkout confirmation page":
            came = at + chance.choice([2000, 9000])
            came = at + 2000 if region == "Tirol" and day < 450 else came
            yield f'"Order placed"@{at + 9}{order}|value={chance.randrange(20, 900)}'
            yield f'"Order shipped"@{at + 900}{order}'
            yield f'"Order delivered"@{came}{order}|promised={at + 5000}'
            yield (
                f'"Review"@{came + 900}{order}|about="Order delivered"|score={0.2 if came > at + 5000 else 0.9}|kind=rating'
                f"|theme={'strike:-1+' if 440 < day < 475 else ''}{'late:-1|stated=2d|waited=7d|emotion=anger|aim=obstacle' if came > at + 5000 else 'sofa:1|emotion=delight|aim=goal'}"
            )
            yield f'"Ticket created"@{came + 50}|record=t{number}-{visit} "First reply"@{came + 90}|record=t{number}-{visit}'
            yield f'"Ticket solved"@{came + 95 + visit}|record=t{number}-{visit}'
            yield f'"Returns page"@{came + 200}{page} "Contact page"@{came + 300}{page} "Help page"@{came + 400}{page}'
            yield f'"Order tracking page"@{came + 500}{page}'
            yield f'"Payment failed"@{at + 7} "Order confirmed"@{at + 9} "Store visit"@{came + 600}|value=10'
        day += chance.choice([3, 40, 90])


@pytest.fixture(scope="module")
def company() -> Index:
    chance, names = Random(7), [f"customer {number}" for number in range(150)]
    return journeys(
        {name: " ".join(life(number, chance)) for number, name in enumerate(names)},
        stages=STAGES,
        channels=CHANNELS,
        traits={name: {"home_region": REGIONS[number % 3]} for number, name in enumerate(names)},
        shards=2,
    )


def questions_in(text: str) -> list[dict[str, Any]]:
    """The questions of a guide: indented lines of JSON, and what stands behind ``footpath ask``."""
    typed = re.findall(r"^    footpath ask (?:'(\{.*?\})'|([a-z_]+)) ", text, re.MULTILINE)
    return [
        *(read_question(quoted or bare) for quoted, bare in typed),
        *(json.loads(line) for line in re.findall(r"^    (\{\"ask\".*\})$", text, re.MULTILINE)),
    ]


def tables_in(text: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each question that a table follows, with the names of its columns."""
    for line, head in re.findall(r"^    (\{\"ask\".*\})\n\n\| (.+) \|\n\|[-:|]+\|$", text, re.MULTILINE):
        yield json.loads(line), head.split(" | ")


def conditions_in(text: str) -> list[dict[str, Any]]:
    """The conditions in the guide's table of what ``where`` may say."""
    return [json.loads(entry) for entry in re.findall(r"^\| `(\{.*\})` \|", text, re.MULTILINE)]


def promised_fields() -> dict[str, list[str]]:
    """By question: the row fields that architecture.md names, without what it says about them in parentheses or after ";"."""
    table = (DOCS / "architecture.md").read_text(encoding="utf-8").partition("| ask | own fields | rows |")[2]
    found = {}
    for line in table.partition("\n\n")[0].splitlines()[2:]:
        name, _, rows = (cell.strip() for cell in line.strip("|").split("|"))
        while (shorter := re.sub(r"\s*\([^()]*\)", "", rows)) != rows:
            rows = shorter
        found[name] = [field.strip() for field in rows.partition(";")[0].split(",")]
    return found


def row_fields(answer: Answer) -> list[str]:
    return [name for field in fields(answer.rows[0]) if (name := field.name.rstrip("_")) != "group"]


@pytest.mark.parametrize("question", questions_in(GUIDE), ids=lambda question: question["ask"])
def test_every_question_of_the_guide_has_an_answer(company: Index, question: dict[str, Any]) -> None:
    answer = ask(company, question)
    assert answer.rows
    assert parse_question(answer.question).spec() == answer.question


@pytest.mark.parametrize("condition", conditions_in(GUIDE), ids=str)
def test_every_condition_of_the_guide_keeps_something(company: Index, condition: dict[str, Any]) -> None:
    assert ask(company, {"ask": "overview", "where": condition}).n > 0


def test_every_question_is_in_the_guide_under_its_name() -> None:
    headings = re.findall(r"^### (.+)$", GUIDE, re.MULTILINE)
    assert sorted(headings) == sorted(HOMES)
    for heading, section in zip(headings, re.split(r"^### .+$", GUIDE, flags=re.MULTILINE)[1:], strict=True):
        assert [question["ask"] for question in questions_in(section)] == [heading]
        assert [question["ask"] for question, _ in tables_in(section)] == [heading]


def test_tables_of_the_guide_show_fields_of_the_rows(company: Index) -> None:
    for question, columns in tables_in(GUIDE):
        known = {*ask(company, question).dicts()[0]}
        assert set(columns) <= known, question


def test_the_table_of_row_fields_is_exact(company: Index) -> None:
    promised = promised_fields()
    assert list(promised) == [*HOMES, "profile"]  # the question of another room stands last
    for question, _ in tables_in(GUIDE):
        assert promised[question["ask"]] == row_fields(ask(company, question)), question["ask"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", text):
        assert (page.parent / target).exists(), target


def test_every_guide_is_in_the_index_of_guides() -> None:
    index = (DOCS / "guides" / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([a-z-]+\.md)\)", index))
    assert {page.name for page in (DOCS / "guides").glob("*.md")} <= {*linked, "README.md"}
