"""The catalogue of remedies: whole, strict, and a workspace's own entries in it."""

from pathlib import Path

import pytest

from footpath.errors import SpecError
from footpath.maps.opportunities import read_remedies, shipped_remedies, with_remedies
from footpath.maps.opportunities.catalogue import placeholders
from footpath.maps.opportunities.facts import FACTS
from footpath.maps.vocabulary import table

KINDS = {"leaving", "delay", "promise", "repeat", "score", "frustration", "words"}
OWN = """
[[remedy]]
id = "free-tea"
kinds = ["delay"]
title = "Serve tea at {touchpoint}{among}"
why = "It is nicer to wait with tea."
fits = ["It takes {wait}{among}."]
"""


def test_there_are_remedies_for_every_kind_of_pain_and_one_for_any_place() -> None:
    known = shipped_remedies()
    assert len(known) >= 30
    general = [one for one in known if not (one.concepts or one.themes or one.segment or one.stages or one.channels)]
    assert {kind for one in general for kind in one.kinds} >= KINDS - {"words", "frustration"}
    assert {kind for one in known for kind in one.kinds} == KINDS | {"gap", "high", "records"}


def test_a_remedy_speaks_of_known_concepts_and_says_why_it_fits() -> None:
    concepts = {entry["name"] for entry in table()["concept"]}
    for one in shipped_remedies():
        assert {*one.concepts, *one.needs} <= concepts, one.id
        if not set(one.kinds) & {"gap", "high"}:
            assert one.fits, one.id


def test_entries_of_ones_own_come_first_or_take_the_place_of_shipped_ones() -> None:
    known = with_remedies(shipped_remedies(), OWN, "remedies.toml")
    assert (known[0].id, len(known)) == ("free-tea", len(shipped_remedies()) + 1)
    at = [one.id for one in shipped_remedies()].index("settle-it")
    changed = with_remedies(shipped_remedies(), OWN.replace("free-tea", "settle-it"), "remedies.toml")
    assert changed[at].title == "Serve tea at {touchpoint}{among}"
    assert len(changed) == len(shipped_remedies())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (OWN + 'colour = "red"', 'remedies.toml, remedy "free-tea": "colour" is not known here'),
        (OWN.replace("delay", "gloom"), '"free-tea": "kinds.0": Input should be'),
        (OWN.replace("{wait}", "{gloom}"), '"{gloom}" is no figure'),
        (OWN.replace("{wait}", "{wait.__class__}"), "is no name of a figure"),
        (OWN.replace("{touchpoint}", "{touchpoint"), "free-tea"),
        (OWN.replace('id = "free-tea"', 'id = " "'), "it is empty"),
        (OWN.replace('["delay"]', "[]"), "at least one kind"),
        (OWN + OWN, "twice"),
        ('[remedy]\nid = "x"', "holds one [remedy]"),
        ("remedy = [1]", "number 1"),
        ("[[pill]]\nid = 1", '"pill", which is not known'),
        ("[[remedy]", "not valid TOML"),
        ('[[remedy]]\nid = "x"\nkinds = ["delay"]\nwhy = "y"', '"x": "title" is missing'),
    ],
)
def test_what_is_wrong_is_one_sentence_with_the_file_and_the_entry(text: str, says: str) -> None:
    with pytest.raises(SpecError) as refused:
        with_remedies(shipped_remedies(), text, "remedies.toml")
    assert says in refused.value.message
    assert refused.value.message.startswith("remedies.toml")


def test_a_workspace_without_a_file_of_its_own_has_the_shipped_ones(tmp_path: Path) -> None:
    assert read_remedies(tmp_path / "remedies.toml") == shipped_remedies()
    (tmp_path / "remedies.toml").write_text(OWN)
    assert read_remedies(tmp_path / "remedies.toml")[0].id == "free-tea"
    (tmp_path / "remedies.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SpecError, match="UTF-8"):
        read_remedies(tmp_path / "remedies.toml")


def test_the_guide_names_every_figure() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "guides" / "opportunities.md").read_text(encoding="utf-8")
    assert [name for name in FACTS if f"`{{{name}}}`" not in guide] == []


def test_placeholders_are_names_only() -> None:
    assert placeholders("{{x}} {left} of {among}") == ("left", "among")
    for wrong in ("{0}", "{}", "{a!r}", "{a:>9}", "{a[0]}", "{a"):
        with pytest.raises(ValueError, match=r"."):
            placeholders(wrong)
