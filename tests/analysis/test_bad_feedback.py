"""Bad feedback: what is bad, which talk follows it, and what comes first."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.analysis import ask
from footpath.analysis.readings.bad_feedback import BadFeedback, Reopened, Subject, read_bad_feedback
from footpath.analysis.readings.conversations import conversations
from footpath.journeys import Index, journeys
from footpath.journeys.selection import select
from footpath.model.questions import Question
from reference.follow_ups import Step, first_talks

CHANNELS = {"chat": "chat", "call": "phone"}
MINUTE_US = 60_000_000
LONG_AGO = -(10**15)

steps = st.builds(
    Step,
    name=st.sampled_from(["chat", "ticket opened", "ticket answered", "cart", "survey"]),
    minute=st.integers(0, 12),
    record=st.sampled_from([None, 1, 2]),
    kind=st.sampled_from([None, None, "nps", "csat", "ces", "rating", "chat", "employee"]),
    score=st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 0.5, 0.6, 0.7, 1.0]),
)


def written(step: Step) -> str:
    said = f"|kind={step.kind}|score={step.score}" if step.kind else ""
    return f'"{step.name}"@{step.minute}' + (f"|record={step.record}" if step.record else "") + said


def read(index: Index, since_us: int = LONG_AGO, where: dict[str, str] | None = None, **more: object) -> BadFeedback:
    seen = select(index, Question(where=where or {}))
    return read_bad_feedback(seen, since_us, conversations(index), **more)[0]  # type: ignore[arg-type]


@given(st.lists(st.lists(steps, max_size=9), min_size=1, max_size=6), st.sampled_from([1, 3]))
def test_the_first_talk_after_each_is_that_of_plain_loops(everyone: list[list[Step]], shards: int) -> None:
    told = [sorted(own, key=lambda step: step.minute) for own in everyone]
    known = [Step("cart", 99), Step("ticket answered", 99)]  # so that the records tell of replies
    told.append(known)
    index = journeys(
        {f"c{n}": " ".join(map(written, own)) for n, own in enumerate(told)}, channels=CHANNELS, shards=shards
    )
    expected, event = {}, 0
    for own in told:
        expected |= {
            event + at: own[talk].minute if talk is not None else None for at, talk in first_talks(own).items()
        }
        event += len(own)
    start = index.first_us
    assert start is not None
    zero = start - min(step.minute for own in told for step in own) * MINUTE_US
    found = read(index)
    talks = [None if us < 0 else (us - zero) // MINUTE_US for us in found.contact_us.tolist()]
    assert dict(zip(found.event_id.tolist(), talks, strict=True)) == expected


TOPS = {"nps": 10, "csat": 4, "rating": 4, "review": 4, "ces": 6}


@given(st.lists(st.tuples(st.sampled_from(sorted(TOPS)), st.integers(0, 10)), min_size=1, max_size=30))
def test_as_many_are_bad_as_the_question_scores_counts_among_the_worst(scores: list[tuple[str, int]]) -> None:
    told = [(kind, score % (TOPS[kind] + 1) / TOPS[kind]) for kind, score in scores]
    index = journeys({f"c{n}": f"say@1|kind={kind}|score={score}" for n, (kind, score) in enumerate(told)})
    rows = ask(index, {"ask": "scores", "per": "all", "least": 1}).dicts()
    assert len(read(index).key) == sum(row["bottoms"] for row in rows)


def test_very_bad_comes_first_then_who_is_still_there_then_who_spent_most_then_who_waits_longest() -> None:
    rich = {f"r{n}": f"order@1d|value={n}" for n in range(1, 51)}
    late = "order@99.5d"  # still a customer
    index = journeys(
        {
            "waits": f"say@10d|kind=nps|score=0.6 {late}",
            "waits_less": f"say@11d|kind=nps|score=0.6 {late}",
            "spent": "say@12d|kind=nps|score=0.6 order@99.5d|value=500",
            "gone": "say@9d|kind=nps|score=0.6",
            "worst": "say@5d|kind=nps|score=0.2",
            **rich,
            "end": "order@100d",
        }
    )
    found = read(index)
    assert found.key.tolist() == [4, 2, 0, 1, 3]
    assert found.very_bad.tolist() == [True, False, False, False, False]
    assert found.stays.tolist() == [False, True, True, True, False]
    assert found.most_valuable.tolist() == [False, True, False, False, False]
    assert found.value[1] == 500.0
    assert np.isnan(found.value[[0, 2, 3, 4]]).all()


def test_a_text_is_bad_where_it_reads_like_two_of_five() -> None:
    told = {
        "a": "t@1|kind=ticket|experience=-0.5",
        "b": "t@1|kind=ticket|experience=-0.45",
        "c": "t@1|kind=ticket|experience=-1",
    }
    found = read(journeys(told))
    assert found.key.tolist() == [2, 0]
    assert found.very_bad.tolist() == [True, False]


def test_few_with_money_make_no_fifth() -> None:
    index = journeys(ann="say@1|kind=nps|score=0|value=900", bob="pay@2|value=1")
    found = read(index)
    assert found.value.tolist() == [900.0]
    assert not found.most_valuable[0]


def test_the_talk_that_a_chat_is_does_not_follow_it_up_but_a_reply_to_its_ticket_does() -> None:
    chat = '"chat started"@0|record=K|kind=chat|experience=-1 "chat ended"@9|record=K'
    ticket = '"ticket opened"@0|record=T|kind=ticket|experience=-1 "ticket answered"@9|record=T'
    index = journeys({"ann": chat, "bob": ticket}, channels={"chat started": "chat", "chat ended": "chat"})
    contact = dict(
        zip(*(column.tolist() for column in (lambda found: (found.key, found.contact_us))(read(index))), strict=True)
    )
    assert contact[0] == -1
    assert contact[1] > 0


def test_a_ticket_that_was_only_opened_counts_where_no_record_tells_of_replies() -> None:
    said = "say@0|kind=nps|score=0"
    only_opened = read(journeys(ann=f'{said} "ticket opened"@9', channels={"ticket opened": "support"}))
    answered = read(
        journeys(ann=f'{said} "ticket opened"@9', bob='"ticket answered"@1', channels={"ticket opened": "support"})
    )
    looked_at = read(journeys(ann=f'{said} "contact page"@9', channels={"contact page": "web"}))
    assert only_opened.contact_us[0] > 0
    assert answered.contact_us[0] == looked_at.contact_us[0] == -1


def test_who_fills_in_a_survey_about_a_call_was_not_called() -> None:
    index = journeys(ann="say@0|kind=nps|score=0 call@9|kind=csat|score=1", channels=CHANNELS)
    assert read(index).contact_us.tolist() == [-1]


def test_after_it_was_taken_up_again_only_later_talks_count() -> None:
    index = journeys(ann="say@0|kind=nps|score=0 call@9 call@20", channels=CHANNELS)
    start = index.first_us or 0
    event = np.array([0])
    for minute, contact in ((5, 9), (9, 20), (30, None)):
        found = read(index, reopened=Reopened(event, np.array([start + minute * MINUTE_US])))
        assert found.contact_us.tolist() == [-1 if contact is None else start + contact * MINUTE_US]


def test_since_conditions_and_subject_choose() -> None:
    index = journeys(
        ann="cart@0|device=phone say@1d|kind=nps|score=0|about=cart|theme=price|experience=-1",
        bob="say@2d|kind=nps|score=0|device=desk",
    )
    day = (index.first_us or 0) + 86_400_000_000
    assert sorted(read(index, day).key.tolist()) == [0, 1]
    assert read(index, day + 1).key.tolist() == [1]
    assert read(index, where={"device": "phone"}).key.tolist() == [0]  # that of the event it speaks of
    assert read(index, subject=Subject(touchpoints=(index.names.index("cart"),))).key.tolist() == [0]
    assert read(index, subject=Subject(themes=(0,))).key.tolist() == [0]
    assert read(index, subject=Subject(themes=())).key.tolist() == []


@pytest.mark.parametrize("text", ["look@0", "say@0|kind=nps|score=1", "say@0|kind=employee|score=0|experience=-1"])
def test_nothing_bad_is_an_empty_answer(text: str) -> None:
    assert len(read(journeys(ann=text)).key) == 0
