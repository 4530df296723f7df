"""What people write as planned changes is read strictly, and every refusal names the place."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.errors import MapError
from footpath.maps.future import read_wishes, typed_wishes

PLAN = """
# what we want
[[target]]
of = "Delivery.experience"
target = 0.4
by = 2026-12-31
owner = "Ann"

[[remove]]
touchpoint = "Fax form"
why = "nobody should need it"

[[add]]
touchpoint = "Chat"
stage = "Decision"
channel = "chat"

[[move]]
touchpoint = "Costs"
stage = "Consideration"
"""


def test_a_file_holds_places_first_and_targets_last() -> None:
    wishes = read_wishes(PLAN)
    assert [wish.what for wish in wishes] == ["remove", "add", "move", "target"]
    assert (wishes[3].of, wishes[3].target, wishes[3].by_on, wishes[3].owner) == (
        "Delivery.experience",
        "0.4",
        date(2026, 12, 31),
        "Ann",
    )
    assert (wishes[1].stage, wishes[1].channel, wishes[0].why) == ("Decision", "chat", "nobody should need it")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[remove]]\ntouchpoint = 'a'\n\n[[remove]]\nname = 'b'", "[[remove]] 2 of plan.toml, line 4"),
        ("[[target]]\nof = 'x'", '"target" is missing'),
        ("[[target]]\nof = 'x'\ntarget = true", '"target" is no value'),
        ("[[target]]\nof = 'x'\ntarget = 1\nby = 'soon'", '"soon" is not a day'),
        ("[[target]]\nof = 'x'\ntarget = 1\nby = 7", '"7" is not a day'),
        ("[[remove]]\ntouchpoint = 3", '"touchpoint" is not a text'),
        ("[remove]\ntouchpoint = 'a'", '"remove" in plan.toml is not a list'),
        ("[[rename]]\nfrom = 'a'", 'holds "rename"'),
        ("remove = =", "line 1"),
        ("", "holds no change"),
        ("[[remove]]\ntouchpoint = '" + "x" * 401 + "'", "at most 400 letters"),
        ("#" + "x" * 1_000_001, "too long"),
        ("a = " + "[" * 5000, "not valid TOML"),
        ("[[remove]]\ntouchpoint = 'a'\n" * 501, "501 changes"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, told: str) -> None:
    with pytest.raises(MapError) as refused:
        read_wishes(text, "plan.toml")
    assert told in str(refused.value)


def test_options_are_read() -> None:
    remove, add, target = typed_wishes(
        remove=["Fax"], add=["Chat@Decision/chat"], target=["a = b.experience=-0.4 by 2026-12-31"]
    )
    assert (remove.touchpoint, add.touchpoint, add.typed) == ("Fax", "Chat@Decision/chat", True)
    assert (target.of, target.target, target.by_on) == ("a = b.experience", "-0.4", date(2026, 12, 31))


@pytest.mark.parametrize("text", ["", "x", "x=", "=0.4", "x=1 by 2026-13-40"])
def test_an_option_that_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(MapError):
        typed_wishes(target=[text])


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for read in (read_wishes, lambda said: typed_wishes(target=[said])):
        with suppress(MapError):
            assert read(text)
