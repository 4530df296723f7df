"""Scores: few answers, answers that are all alike, employees, relation, and who was asked."""

from math import isnan

import pytest

from footpath.analysis import ask, customers_of
from footpath.analysis.readings.inviting import invites, kind_asked
from footpath.analysis.scores import ScoreRow
from footpath.journeys import Index, journeys
from footpath.model.intervals import nps_interval, scale_interval, wilson_rate


def said(scores: list[float], kind: str = "nps", more: str = "") -> dict[str, str]:
    return {f"{kind}{n}": f"pay@0 say@{n + 1}|kind={kind}|score={score}{more}" for n, score in enumerate(scores)}


def only(index: Index, **more: object) -> ScoreRow:
    (row,) = ask(index, {"ask": "scores", "per": "all", **more}).rows
    assert isinstance(row, ScoreRow)
    return row


def test_fewer_answers_than_the_least_give_no_score_and_say_so() -> None:
    row = only(journeys(said([1.0] * 4)))
    assert (row.n, row.tops, row.enough) == (4, 4, False)
    assert all(isnan(value) for value in (row.score, row.low, row.high, row.top_share, row.bottom_share))
    assert only(journeys(said([1.0] * 5))).enough
    assert only(journeys(said([1.0] * 4)), least=4).score == 100.0
    assert len(customers_of(journeys(said([1.0] * 4)), {"ask": "scores", "per": "all"}, 0)) == 4


def test_answers_that_are_all_alike_are_not_sure_for_that() -> None:
    nps, stars = only(journeys(said([1.0] * 20))), only(journeys(said([0.75] * 20, "rating")))
    assert (nps.score, nps.high) == (100.0, 100.0)
    assert 60 < nps.low < 90
    assert (stars.score, stars.top_share) == (4.0, 1.0)
    assert 3.4 < stars.low < 4.0 < stars.high < 4.2
    assert (stars.top_low, stars.top_high) == wilson_rate(20, 20)


@pytest.mark.parametrize(
    ("promoters", "detractors", "n"), [(0, 1, 1), (1, 0, 1), (0, 0, 3), (7, 0, 7), (300, 200, 1000)]
)
def test_an_interval_holds_its_score_and_stays_on_the_scale(promoters: int, detractors: int, n: int) -> None:
    low, high = nps_interval(promoters, detractors, n)
    assert -100 <= low <= 100 * (promoters - detractors) / n <= high <= 100
    assert low < high


def test_large_samples_have_the_interval_of_the_multinomial() -> None:
    low, high = nps_interval(5000, 2000, 10_000)
    half = 1.96 * 100 * ((0.5 + 0.2 - 0.3**2) / 10_000) ** 0.5
    assert (low, high) == pytest.approx((30 - half, 30 + half), abs=0.02)
    assert scale_interval(0, 0.0, 0.0, (1.0, 5.0)) == scale_interval(1, 3.0, 9.0, (1.0, 5.0)) == (1.0, 5.0)


def test_what_employees_say_is_never_among_what_customers_say() -> None:
    index = journeys({**said([0.9] * 6), **said([0.0] * 9, "employee", "|about=pay|experience=-1|emotion=anger")})
    assert [(row.kind, row.n) for row in ask(index, {"ask": "scores"}).rows] == []
    assert [(row.kind, row.n) for row in ask(index, {"ask": "scores", "per": "all"}).rows] == [("nps", 6)]
    assert only(index, kind="employee").score == 1.0
    assert [row.n for row in ask(index, {"ask": "experience", "per": "all"}).rows] == [6]
    assert ask(index, {"ask": "emotions"}).rows == ()
    assert [row.n for row in ask(index, {"ask": "emotions", "kind": "employee"}).rows] == [9]
    kept = "order@0|record=A parcel@9|promised=99|record=A note@10|record=A|score=0|kind=employee"
    (promise,) = ask(journeys(ann=kept), {"ask": "promises"}).rows
    assert (promise.kind, promise.n_kept) == (None, 0)


def test_transactional_and_relational_scores_apart() -> None:
    soon = said([0.0] * 6, "nps", "|about=pay")
    late = {f"late{n}": "pay@0 say@15d|kind=nps|score=1|about=pay" for n in range(5)}
    loose = {f"loose{n}": "pay@0 say@1|kind=nps|score=1|about=pay|link=words" for n in range(3)}
    index = journeys({**soon, **late, **loose})
    rows = ask(index, {"ask": "scores", "per": "all", "relation": "apart"}).rows
    assert [(row.relation, row.n, row.score) for row in rows] == [
        ("transactional", 6, -100.0),
        ("relational", 8, 100.0),
    ]
    assert customers_of(index, {"ask": "scores", "per": "all", "relation": "apart"}, 1).tolist() == list(range(6, 14))
    whole = only(index)
    assert (whole.relation, whole.n, whole.transactional) == (None, 14, 6)


def test_the_response_rate_is_of_invitations_whose_time_is_over() -> None:
    sent = '"NPS survey sent"'
    index = journeys(
        {f"answer{n}": f"{sent}@0 say@29d|kind=nps|score=1" for n in range(6)},
        late=f"{sent}@0 say@31d|kind=nps|score=1",
        other=f"{sent}@0 say@1d|kind=csat|score=1",
        twice=f"{sent}@0 {sent}@5d say@6d|kind=nps|score=1",
        open=f"pay@90d {sent}@95d say@96d|kind=nps|score=1",
        **{f"silent{n}": f"{sent}@0 look@100d" for n in range(4)},
    )
    row = only(index, kind="nps")
    assert (row.n, row.invited, row.answered) == (9, 14, 7)
    assert (row.response_rate, row.response_low, row.response_high) == (7 / 14, *wilson_rate(7, 14))
    csat = only(index, kind="csat", least=1)
    assert (csat.invited, csat.response_rate) == (None, None)  # an invitation to one kind asks for no other
    assert ask(index, {"ask": "scores"}).rows == ()  # none of them is about a place


def test_where_nobody_was_invited_there_is_no_response_rate() -> None:
    assert only(journeys(said([1.0] * 5))).response_rate is None
    forms = {f"c{n}": f'"CSAT survey"@{n}|kind=csat|score=1' for n in range(5)}
    assert only(journeys(forms)).invited is None  # the touchpoint is where people answer
    shown = {**forms, **{f"s{n}": '"CSAT survey"@0 look@90d' for n in range(6)}}
    assert (only(journeys(shown)).invited, only(journeys(shown)).answered) == (
        6,
        0,
    )  # some events are answers, most are not


@pytest.mark.parametrize(
    ("name", "invited", "kind"),
    [
        ("NPS survey sent", True, "nps"),
        ("survey_invitation", True, None),
        ("ReviewRequestSent", True, None),
        ("Pesquisa de satisfação enviada", True, "csat"),
        ("CES survey shown", True, "ces"),
        ("Survey reminder opened", False, None),
        ("Survey reminder sent", False, None),
        ("NPS survey answered", False, "nps"),
        ("Invitation sent", False, None),
        ("Feedback", None, None),
        ("<b>Umfrage</b> gesendet", True, None),
    ],
)
def test_names_that_invite(name: str, invited: bool | None, kind: str | None) -> None:
    assert (invites(name), kind_asked(name)) == (invited, kind)


def test_scores_over_time_and_by_persona() -> None:
    texts = {f"c{n}": f"say@{n % 2 * 40}d|kind=csat|score={n % 2}" for n in range(20)}
    index = journeys(
        texts, traits={who: {"persona": "hunter" if n % 4 < 2 else "gatherer"} for n, who in enumerate(texts)}
    )
    by_month = ask(index, {"ask": "scores", "per": "all", "by": "month"}).rows
    assert [(row.group, row.n, row.score, row.rest_score) for row in by_month] == [
        ("2024-01", 10, 1.0, 5.0),
        ("2024-02", 10, 5.0, 1.0),
    ]
    by_persona = ask(index, {"ask": "scores", "per": "all", "by": "persona"}).rows
    assert [(row.group, row.n, row.score) for row in by_persona] == [("gatherer", 10, 3.0), ("hunter", 10, 3.0)]
