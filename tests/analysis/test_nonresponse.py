"""Who answers, and what the score would be if all did: against strata, against a planted truth, and where it must refuse."""

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.analysis import ask, customers_of
from footpath.analysis.nonresponse import NonresponseRow
from footpath.errors import SpecError
from footpath.journeys import Index, journeys
from reference.nonresponse import Person, standardised

DAY = 1440


def asked(index: Index, **more: Any) -> tuple[NonresponseRow, dict[str, NonresponseRow]]:
    """The row of the score, and those of features by name."""
    first, *rest = ask(index, {"ask": "nonresponse", "top": None, **more}).rows
    assert first.feature == "score"
    return first, {row.feature: row for row in rest}


def planted(seed: int, people: int, effect: float) -> tuple[Index, float, float]:
    """Customers who buy once or often; those who do are happier, and answer less. Also the true and the answered mean, 1 to 5."""
    chance, texts, truth, told = Random(seed), {}, [], []
    for number in range(people):
        often = chance.random() < 0.5
        score = min(4, max(0, round(chance.gauss(2 + effect * (1 if often else -1), 0.7)))) / 4
        truth.append(1 + 4 * score)
        buys = range(4 + chance.randrange(3) if often else 1)
        text = " ".join(f"buy@{at + chance.randrange(30)}d" for at in buys)
        if chance.random() < (0.15 if often else 0.6):
            told.append(truth[-1])
            text += f" say@50d|kind=csat|score={score}"
        texts[f"c{number}"] = text
    return journeys(texts, shards=2), float(np.mean(truth)), float(np.mean(told))


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([-1.0, 0.8]))
def test_what_is_planted_on_a_recorded_feature_is_mended(seed: int, effect: float) -> None:
    index, truth, answered = planted(seed, 900, effect)
    score, features = asked(index)
    assert score.raw == pytest.approx(answered)
    assert score.reweighted is not None
    assert abs(score.reweighted - truth) < abs(answered - truth) / 3
    assert score.reweighted_low < score.reweighted < score.reweighted_high  # type: ignore[operator]
    assert (features["events"].difference or 0.0) < -0.5
    assert abs(features["events"].weighted_difference or 1.0) < 0.15


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    held, raw_held = 0, 0
    for seed in range(40):
        index, truth, _ = planted(seed, 500, 0.8)
        score, _ = asked(index)
        held += score.reweighted_low <= truth <= score.reweighted_high  # type: ignore[operator]
        raw_held += score.raw_low <= truth <= score.raw_high  # type: ignore[operator]
    assert held >= 34  # of 40; 38 are expected, and the truth of these few customers varies too
    assert raw_held <= 10


def test_nothing_is_mended_where_answering_is_left_to_chance() -> None:
    chance, texts = Random(5), {}
    for number in range(800):
        text = " ".join(f"buy@{at}d" for at in range(1 + chance.randrange(5)))
        texts[f"c{number}"] = text + (
            f" say@9d|kind=csat|score={chance.randrange(5) / 4}" if chance.random() < 0.3 else ""
        )
    score, features = asked(journeys(texts))
    assert score.reweighted == pytest.approx(score.raw, abs=0.1)
    assert all(row.q is not None and row.q > 0.05 for row in features.values())
    assert score.note is None


def test_strata_of_a_trait_are_the_whole_truth() -> None:
    people = [Person("Wien", score) for score in [1.0] * 80 + [0.5] * 20 + [None] * 40]
    people += [Person("Tirol", score) for score in [0.0] * 20 + [0.25] * 20 + [None] * 140]
    people += [Person("Graz", score) for score in [0.75] * 50 + [None] * 50]
    texts = {
        f"c{number}": "buy@0" + (f" say@1d|kind=csat|score={person.score}" if person.score is not None else "")
        for number, person in enumerate(people)
    }
    traits = {f"c{number}": {"region": person.stratum} for number, person in enumerate(people)}
    score, features = asked(journeys(texts, traits=traits, shards=3))
    assert score.reweighted == pytest.approx(1 + 4 * standardised(people), abs=0.03)  # the ridge holds it back a little
    row = features["region: Tirol"]
    assert (row.responders_mean, row.others_mean) == pytest.approx((40 / 190, 140 / 230))
    assert row.low < row.difference < 0  # type: ignore[operator]


def test_it_is_told_where_it_cannot_be_done() -> None:
    few = {f"c{n}": "buy@0" + (" say@1d|kind=nps|score=1" if n < 20 else "") for n in range(200)}
    score, features = asked(journeys(few))
    assert (score.raw, score.reweighted, features) == (100.0, None, {})
    assert score.note == "not reweighted: fewer than 30 customers answered"
    all_answer = {f"c{n}": "buy@0 say@1d|kind=nps|score=1" for n in range(50)}
    assert asked(journeys(all_answer))[0].note == "not reweighted: fewer than 30 customers did not answer"
    apart = {f"c{n}": "buy@0|device=x say@1d|kind=nps|score=1" for n in range(60)}
    apart |= {f"s{n}": " ".join(f"look@{at}d" for at in range(40)) for n in range(60)}
    score, features = asked(journeys(apart, channels={"buy": "store", "look": "web"}))
    assert score.note == "not reweighted: hardly anybody who answered is like 100% of those who did not"
    assert (score.raw, score.reweighted) == (100.0, None)
    assert features["channel: store"].difference == pytest.approx(
        2.0
    )  # in deviations of all: nobody differs from their own


def test_the_commonest_kind_and_no_kind_at_all() -> None:
    texts = {f"c{n}": f"buy@0 say@1d|kind={'ces' if n % 3 else 'nps'}|score=0.5" for n in range(30)}
    staff = {f"e{n}": "say@1d|kind=employee|score=0.5" for n in range(90)}
    assert asked(journeys({**texts, **staff}))[0].kind == "ces"
    assert asked(journeys({**texts, **staff}), kind="NPS")[0].kind == "nps"
    assert ask(journeys(ann="buy@0 look@1"), {"ask": "nonresponse"}).rows == ()
    with pytest.raises(SpecError, match="not a kind of feedback"):
        ask(journeys(ann="buy@0"), {"ask": "nonresponse", "kind": "stars"})


def test_surveys_themselves_are_no_part_of_a_journey() -> None:
    sent = ' "Survey sent"@1d "Survey opened"@2d say@3d|kind=nps|score=1'
    texts = {f"c{n}": f"buy@{n % 7}" + (sent if n % 2 else "") for n in range(200)}
    _, features = asked(journeys(texts, channels={"Survey sent": "email", "Survey opened": "email"}))
    assert "channel: email" in features or "events" not in features
    assert not any(row.q is not None and row.q < 0.05 for row in features.values())


def invited(number: int) -> str:
    """Half of those who came twice before they were asked answer; of the others few do. All come often afterwards."""
    before = "buy@0 buy@1d" if number % 2 else "buy@1d"
    answers = number % 4 == 1 or number % 16 == 0
    answer = f" say@5d|kind=nps|score={1.0 if number % 2 else 0.0}" if answers else ""
    return f'{before} "NPS survey sent"@2d{answer} ' + " ".join(f"buy@{40 + day}d" for day in range(number % 9))


def test_of_the_invited_only_what_came_before_counts() -> None:
    texts = {f"c{n}": invited(n) for n in range(640)}
    texts["late"] = 'buy@0 "NPS survey sent"@60d say@61d|kind=nps|score=0'
    index = journeys({**texts, "end": "buy@70d"})
    score, features = asked(index, among="invited")
    assert (score.responders, score.others) == (200, 440)  # the late one is open, the last was not invited
    assert score.raw == pytest.approx(100 * (160 - 40) / 200)
    assert score.reweighted == pytest.approx(0, abs=8)  # half of them came twice, and they are the promoters
    assert (features["events"].difference or 0.0) > 0.3
    assert len(customers_of(index, {"ask": "nonresponse", "among": "invited"}, 0)) == 200


def test_nobody_can_be_compared_with_the_invited_where_nobody_was() -> None:
    with pytest.raises(SpecError, match="invited to give a nps score"):
        ask(journeys(ann="buy@0 say@1|kind=nps|score=1"), {"ask": "nonresponse", "among": "invited"})


def test_groups_have_scores_of_their_own() -> None:
    texts, traits = {}, {}
    for number in range(400):
        texts[f"c{number}"] = f"buy@{number % 5}d" + (
            f" say@9d|kind=nps|score={0.9 if number % 2 else 0.2}" if number % 4 < 2 else ""
        )
        traits[f"c{number}"] = {"persona": "hunter" if number % 2 else "gatherer"}
    rows = ask(journeys(texts, traits=traits), {"ask": "nonresponse", "by": "persona", "top": 1}).rows
    scores = {row.group: (row.raw, row.responders, row.others) for row in rows if row.feature == "score"}
    assert scores == {"gatherer": (-100.0, 100, 100), "hunter": (100.0, 100, 100)}
