"""A sentence is filled from its row, its question and its claim; nothing else gets a number into it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import made_shop
import pytest
from drawn_shops import Spoken
from made_shop import Wrong

import footpath.maps
from footpath.analysis import ask
from footpath.maps import bind_claim, draft_map
from footpath.maps.claims import ClaimBook
from footpath.maps.sentences import Sentence, SentenceError
from footpath.maps.writers import LISTS, NUMBERS, WORDS
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap
from footpath.model.questions import Answer


@dataclass(frozen=True)
class Row:
    touchpoint: str = "Step 7"
    kind: str = "csat"
    customers: int = 50
    rate: float = 0.4
    low: float = 0.3
    high: float = 0.5
    rest_rate: float | None = 0.1
    path: tuple[str, ...] = ("Cart", "Pay")
    onset_on: str = "2025-03-01"


def claim(
    sentence: Sentence, row: Row | None = None, question: dict[str, Any] | None = None, **more: Any
) -> Claim | None:
    answer = Answer(question or {"ask": "repeats", "where": {"region": "Zone 9"}}, None, 300, (row or Row(),))
    return bind_claim("c1", answer, answer.dicts()[0], "rate", sentence, **more)


def text(sentence: Sentence, row: Row | None = None, **more: Any) -> str | None:
    found = claim(sentence, row, **more)
    return found.text if found else None


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{rate|share} of {customers|count} leave at {touchpoint}", "40% of 50 leave at Step 7"),
        ("{value|share} ({low|share} to {high|share}), {n|count}", "40% (30% to 50%), 50"),
        ("{value|figure}, elsewhere {rest_rate|share}", "40%, elsewhere 10%"),
        ("within {within|period}", "within 30 days"),  # the question does not say it: its own default
        ("since {onset_on|day}", "since 1 March 2025"),
        ("by {path|all}, {path|number} steps", "by Cart and Pay, 2 steps"),
        ("a score{kind|scale}", "a score of 5"),
        ("{field}: {value|exact}", "rate: 40%"),
    ],
)
def test_a_hole_is_filled_from_claim_row_and_question(template: str, said: str) -> None:
    assert text(Sentence(template)) == said


def test_value_and_interval_are_those_of_the_claim() -> None:
    sentence = Sentence("{value|share} ({low|share} to {high|share}) of {rate|share}")
    assert text(sentence, factor=0.5) == "20% (15% to 25%) of 40%"
    assert text(sentence, factor=-1, offset=1) == "60% (50% to 70%) of 40%"


@pytest.mark.parametrize(
    "template",
    ["50 leave", "half (½) leave", "٣ leave", "{rate|share} of 5", "m² of it", "{rate", "rate}", "{rate|guess}", "{}"],
)
def test_a_number_a_bracket_and_an_unknown_writer_are_refused_when_it_is_made(template: str) -> None:
    with pytest.raises(SentenceError):
        Sentence(template)


def test_a_name_that_it_does_not_want_is_refused() -> None:
    with pytest.raises(SentenceError, match="who"):
        Sentence("{rate|share} leave", who="customers")


@pytest.mark.parametrize(
    "template", ["{rates|share}", "{beside.rate|share}", "{rate}", "{touchpoint|share}", "{rate|listed}"]
)
def test_what_the_row_and_question_do_not_have_is_refused_whatever_the_data(template: str) -> None:
    with pytest.raises(SentenceError):
        claim(Sentence(template))


def test_what_is_empty_in_the_row_makes_no_claim() -> None:
    assert text(Sentence("elsewhere {rest_rate|share}"), Row(rest_rate=None)) is None
    with pytest.raises(SentenceError, match="does not say"):
        Sentence("{rest_rate|share}").told({"rest_rate": None})


def test_only_a_sentence_can_be_bound() -> None:
    assert get_type_hints(bind_claim)["sentence"] is Sentence
    assert get_type_hints(ClaimBook.bind)["sentence"] is Sentence


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("customers", "customers"),
        ("customers in Zone 9", "customers in Zone 9"),  # of the question
        ("those at Step 7", "those at Step 7"),  # of the row
        ("men of Stage 5", "men of Stage 5"),  # of the map
        ("1,234 customers", None),
        ("40% of them", None),
        ("٣ customers", None),
        ("{rate|share} <b>", "{rate|share} <b>"),  # a name is no template
        ("\u202e\x07", "\u202e\x07"),
    ],
)
def test_a_name_holds_no_number_but_those_of_the_row_the_question_and_the_map(who: str, said: str | None) -> None:
    assert text(Sentence("{who}", who=who), words=lambda: ["Stage 5"]) == said
    assert text(Sentence("{who|listed}", who=[who]), words=lambda: ["Stage 5"]) == said


def test_a_number_is_no_name() -> None:
    assert text(Sentence("{who|listed}", who=[40])) is None  # type: ignore[list-item]
    with pytest.raises(TypeError):
        text(Sentence("{who}", who=40))  # type: ignore[arg-type]


def test_a_book_knows_the_names_of_all_that_it_asked() -> None:
    answer = Answer({"ask": "repeats"}, None, 300, (Row(),))
    other = Answer({"ask": "repeats", "by": "os"}, None, 300, (Row("App 4.2"),))
    book = ClaimBook(lambda question: other if "by" in question else answer)
    row = book.rows({"ask": "repeats"})[0]
    assert book.bind(answer, row, "low", Sentence("{who}", who="those at App 4.2")) is None
    book.ask({"ask": "repeats", "by": "os"})
    assert book.bind(answer, row, "low", Sentence("{who}", who="those at App 4.2")) == "c1"


def test_sentences_nest_and_look_at_a_second_row() -> None:
    who = Sentence("{customers|count} {whom}", whom="customers")
    sentence = Sentence("{who}: {rate|share}, {beside.rate|share} of all", who=who, beside={"rate": 0.2})
    assert text(sentence) == "50 customers: 40%, 20% of all"


def _calls() -> Iterator[tuple[str, ast.Call]]:
    """Each place in the maps where a sentence is made or bound."""
    for path in sorted(Path(footpath.maps.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.stem}:{node.lineno}", node


def _name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def test_no_template_is_made_of_data() -> None:
    made = [(place, call) for place, call in _calls() if _name_of(call) == "Sentence"]
    assert len(made) > 80
    assert [place for place, call in made if any(isinstance(n, ast.JoinedStr) for n in ast.walk(call.args[0]))] == []


def test_no_number_is_written_into_a_name() -> None:
    """A name is taken as it is; what writes numbers is only called by a sentence."""
    writing = {
        "count_text",
        "share_text",
        "time_text",
        "score_text",
        "signed_text",
        "points_text",
        "figure_text",
        "str",
        "format",
    }
    given = [
        (place, key.value)
        for place, call in _calls()
        if _name_of(call) == "Sentence"
        for key in call.keywords
        if key.arg != "beside"
    ]
    inside = [(place, node) for place, value in given for node in ast.walk(value) if isinstance(node, ast.Call)]
    assert given
    assert [place for place, node in inside if _name_of(node) in writing] == []


def test_every_template_in_the_maps_is_well_formed() -> None:
    """Those at the end of rare paths, too: literal ones are made here."""
    literal = [
        (place, call.args[0].value, {key.arg or "": "" for key in call.keywords if key.arg != "beside"})
        for place, call in _calls()
        if _name_of(call) == "Sentence" and isinstance(call.args[0], ast.Constant)
    ]
    assert len(literal) > 60
    for _, template, names in literal:
        assert Sentence(str(template), **names).template == template


def test_each_writer_has_one_name() -> None:
    assert not (NUMBERS.keys() & WORDS.keys() | NUMBERS.keys() & LISTS.keys() | WORDS.keys() & LISTS.keys())


@cache
def _drawn(mark: str) -> JourneyMap:
    """A shop whose touchpoints, stages and segments carry a mark in their names."""
    stages = {name: f"{stage} {mark}" for name, stage in made_shop.STAGE_OF.items()}
    touchpoints = tuple(Touchpoint(name=f"{name} {mark}", stage=stage) for name, stage in stages.items())
    named = Catalogue(
        stages=tuple(Stage(name=name) for name in dict.fromkeys(stages.values())), touchpoints=touchpoints
    )
    plain = made_shop._index

    def marked(rows: list[Any], said: list[Any]) -> Any:
        rows = [(*row[:2], f"{row[2]} {mark}", {k: f"{v} {mark}" for k, v in row[3].items()}, *row[4:]) for row in rows]
        return plain(rows, [(at, f"{about} {mark}", score) for at, about, score in said])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made_shop, "_index", marked)
        patch.setattr(made_shop, "shop_catalogue", lambda: named)
        index = made_shop.made_shop(4, 2_500, Wrong("Cart", "device", "mobile", leaving=0.3, from_day=150))
    return draft_map(lambda question: ask(index, question), named, title="Shop", evidence=Spoken())


def test_digits_in_the_names_of_the_data_cost_no_claim() -> None:
    plain, marked = _drawn("zz"), _drawn("77")
    assert any("device" in str(claim.question) for claim in plain.claims.values())
    numbers = [
        [(one.question["ask"], one.field, one.value, one.n) for one in drawn.claims.values()]
        for drawn in (plain, marked)
    ]
    assert numbers[0] == numbers[1]
    assert [one.text.replace("zz", "77") for one in plain.claims.values()] == [
        one.text for one in marked.claims.values()
    ]
