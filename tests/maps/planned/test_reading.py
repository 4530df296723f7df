"""Plans are read from CJML, Mermaid and lists; what is no plan is refused in words."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.errors import MapError
from footpath.maps.planned import PlanStep, read_plan
from footpath.model.maps import JourneyMap, StageColumn, TouchpointCard
from footpath.render.exports.cjml import render_cjml
from footpath.render.exports.mermaid import render_mermaid

CJML = """<?xml version="1.0" encoding="UTF-8"?>
<CJML version="2.0"><plannedJourney><journeyTitle>Buying &amp; using</journeyTitle><touchpoints>
<plannedCommunicationPoint><touchpointID>T1</touchpointID><initiator><initiatorLabel>Look</initiatorLabel></initiator>
<receiver><receiverLabel>Be seen</receiverLabel></receiver><channel><channelName>web</channelName></channel></plannedCommunicationPoint>
<plannedAction><actionLabel>Think</actionLabel></plannedAction>
<plannedCommunicationPoint><receiver><receiverLabel>Pay</receiverLabel></receiver></plannedCommunicationPoint>
</touchpoints></plannedJourney></CJML>"""
MERMAID = """---
config: {}
---
%% a comment
journey
    title My way
    section Find
      Look: 5: Me, You
      Think
    section Buy
      Pay: 3: Me
"""


def steps(text: str | bytes) -> list[str]:
    return [f"({step.name})?" if step.optional else step.name for step in read_plan(text).steps]


def test_cjml_is_read_in_its_order() -> None:
    plan = read_plan(CJML.encode())
    assert (plan.name, plan.source) == ("Buying & using", "CJML")
    assert [step.name for step in plan.steps] == ["Look", "Think", "Pay"]


def test_mermaid_is_read_without_its_sections_and_scores() -> None:
    plan = read_plan(MERMAID)
    assert (plan.name, plan.source) == ("My way", "Mermaid")
    assert [step.name for step in plan.steps] == ["Look", "Think", "Pay"]


@pytest.mark.parametrize(
    "text",
    [
        "Look > (Think)? > Pay",
        "Look -> [Think]? → Pay",
        "# A plan\n\n1. Look\n2. (Think)?\n3. Pay\n",
        "- Look\n- (Think) ?\n- Pay",
        '"Look"\n[Think]\n“Pay”\nPay',
        "\ufeffLook\t(Think)?\tPay",
        "Look\r\n• (Think)?\r\n• Pay",
    ],
)
def test_a_list_is_read_however_it_is_written(text: str) -> None:
    assert steps(text) == ["Look", "(Think)?", "Pay"]
    assert steps(text.encode()) == steps(text.encode("utf-16")) == ["Look", "(Think)?", "Pay"]


def test_what_we_write_we_read() -> None:
    names = ["Look & see", "Café <menu>", "Pay: now", "返品"]
    cards = tuple(TouchpointCard(stage="Buy", name=name, channel="web") for name in names)
    journey = JourneyMap(title="Ours", state="future", stages=(StageColumn(name="Buy"),), touchpoints=cards)
    plan = read_plan(render_cjml(journey))
    assert (plan.name, [step.name for step in plan.steps]) == ("Ours", names)
    with pytest.raises(MapError, match="0 steps"):  # of which nobody felt anything
        read_plan(render_mermaid(journey))


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><CJML><touchpoints><p><name>&b;</name></p></touchpoints></CJML>'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds 0 steps"),
        ("Look", "holds 1 steps"),
        ("(Look)? > (Pay)?", "may be left out"),
        (" > ".join(f"step {at}" for at in range(41)), "holds 41 steps"),
        ("<CJML><touchpoints>", "not well-formed"),
        ("<html><body>Look</body></html>", "no CJML"),
        (BOMB, "declares a document type"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><CJML/>', "declares a document type"),
        ("x" * 2_000_001, "larger than a plan"),
        (b"\xff\xfe\x00", "not text"),
        (b"Look > \xe9t\xe9", "not text in UTF-8"),
        ("<a>" * 100_000, "not well-formed"),
        ("<a>" * 50_000 + "</a>" * 50_000, "no CJML"),
    ],
)
def test_what_is_no_plan_is_refused(text: str | bytes, told: str) -> None:
    with pytest.raises(MapError) as refused:
        read_plan(text)
    assert told in str(refused.value)


def test_control_characters_and_long_names_are_tamed() -> None:
    plan = read_plan("a\x00\x1bb > " + "x" * 5_000 + " > \u202eevil")
    assert [step.name[:5] for step in plan.steps] == ["a b", "xxxxx", "evil"]
    assert max(len(step.name) for step in plan.steps) == 300
    assert plan.steps[0] == PlanStep("a b")


@given(st.text(max_size=300) | st.binary(max_size=300))
def test_anything_is_read_or_refused(content: str | bytes) -> None:
    with suppress(MapError):
        assert len(read_plan(content).steps) >= 2
