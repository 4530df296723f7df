"""footpath.toml: what a person wrote stays, what is new is added."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from footpath.app.configuration import FILE_NAME, read_guidance, read_settings, write_settings
from footpath.errors import SpecError, WorkspaceError
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.plans import ColumnPlan, Role, TableKind, TablePlan
from footpath.settings import Settings

HOSTILE = 'a "quoted" \\ name\n[[stages]]\n=cmd|x <script> 💥'


def settings() -> Settings:
    return Settings(
        name="Shop",
        catalogue=Catalogue(
            stages=(Stage(name="Decide"), Stage(name="Buy")),
            touchpoints=(
                Touchpoint(name=HOSTILE, stage="Buy", names=("/cart*", HOSTILE), confidence=0.5, why="says cart"),
            ),
        ),
        sources=(
            TablePlan(
                source="orders",
                kind=TableKind.ORDERS,
                columns=(
                    ColumnPlan(name=HOSTILE, role=Role.CUSTOMER),
                    ColumnPlan(name="score", role=Role.SCORE, scale=(1, 5)),
                ),
            ),
        ),
    )


def test_what_is_written_is_read_back_even_with_hostile_names(tmp_path: Path) -> None:
    write_settings(tmp_path, settings())
    assert read_settings(tmp_path) == settings()


def test_a_persons_words_and_comments_survive_new_entries(tmp_path: Path) -> None:
    write_settings(tmp_path, settings())
    path = tmp_path / FILE_NAME
    edited = path.read_text().replace('name = "Decide"', 'name = "Make up your mind" # agreed with sales')
    path.write_text(edited)
    corrected = read_settings(tmp_path)
    more = corrected.catalogue.model_copy(
        update={"touchpoints": (*corrected.catalogue.touchpoints, Touchpoint(name="Refund"))}
    )
    write_settings(tmp_path, corrected.model_copy(update={"catalogue": more}))
    assert "# agreed with sales" in path.read_text()
    again = read_settings(tmp_path)
    assert [stage.name for stage in again.catalogue.stages] == ["Make up your mind", "Buy"]
    assert [touchpoint.name for touchpoint in again.catalogue.touchpoints] == [HOSTILE, "Refund"]


def test_writing_the_same_settings_again_changes_no_byte(tmp_path: Path) -> None:
    write_settings(tmp_path, settings())
    before = (tmp_path / FILE_NAME).read_bytes()
    write_settings(tmp_path, read_settings(tmp_path))
    assert (tmp_path / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[workspace\n", "not valid TOML"),
        ("[workspace]\nformat = 99\n", "newer version"),
        ("[workspace]\ncolour = 1\n", "colour"),
        ('[[sources]]\nsource = "a"\nkind = "poems"\n', "kind"),
    ],
)
def test_a_bad_file_is_one_clear_sentence(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(WorkspaceError, match=says):
        read_settings(tmp_path)


def test_a_corrected_plan_replaces_the_one_of_its_source_only(tmp_path: Path) -> None:
    before = settings()
    other = TablePlan(source="log", kind=TableKind.EVENTS)
    write_settings(tmp_path, before.model_copy(update={"sources": (*before.sources, other)}))
    path = tmp_path / FILE_NAME
    path.write_text(path.read_text().replace('source = "log"', 'source = "log" # from the shop'))
    corrected = before.sources[0].model_copy(update={"kind": TableKind.EVENTS})
    write_settings(tmp_path, read_settings(tmp_path).model_copy(update={"sources": (corrected, other)}))
    assert set(read_settings(tmp_path).sources) == {corrected, other}
    assert "# from the shop" in path.read_text()


GOAL = """
[[goal]]
title = "Fewer leave the cart"
question = { ask = "dropoff" }
pick = { touchpoint = "Cart" }
field = "rate"
target = 0.2
start = 2025-01-31
by = 2025-06-30
over = "30d"
owner = "Shop team"
"""


def test_goals_are_read_and_stay_as_they_were_written(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(f"# ours{GOAL}")
    (goal,) = read_settings(tmp_path).goals
    assert (goal.title, goal.target, goal.start_on, goal.start_value) == (
        "Fewer leave the cart",
        0.2,
        date(2025, 1, 31),
        None,
    )
    assert goal.over == timedelta(days=30)
    write_settings(tmp_path, read_settings(tmp_path).model_copy(update={"name": "Shop"}))
    assert GOAL.strip() in (tmp_path / FILE_NAME).read_text()
    assert read_settings(tmp_path).goals == (goal,)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('field = "rate"', 'field = "rate"\ncolour = "red"', "colour"),
        ('{ ask = "dropoff" }', '{ touchpoint = "Cart" }', 'no "ask"'),
        ("2025-06-30", "2025-01-30", "not after the start"),
        ('"30d"', '"a month"', "is not a duration"),
        ('"30d"', '"0d"', "is no time"),
        ('over = "30d"', "since = 2025-01-01", "is a day already"),
        ('{ ask = "dropoff" }', '{ ask = "dropoff", during = "2024" }', 'a "during" of its own'),
        ("target = 0.2", "target = nan", "finite"),
        ("[[goal]]", "[goal]", "two brackets"),
    ],
)
def test_a_bad_goal_is_one_sentence_that_names_it(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    assert was in GOAL
    (tmp_path / FILE_NAME).write_text(GOAL.replace(was, becomes))
    with pytest.raises(WorkspaceError, match=says) as refused:
        read_settings(tmp_path)
    assert "Fewer leave the cart" in refused.value.message or "[goal]" in refused.value.message


def test_remedies_and_checklists_lie_beside_it(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(GOAL)
    shipped = read_guidance(tmp_path, read_settings(tmp_path))
    (tmp_path / "remedies.toml").write_text('[[remedy]]\nid = "tea"\nkinds = ["delay"]\ntitle = "Tea"\nwhy = "Nice."\n')
    (tmp_path / "checklists.toml").write_text(
        '[[item]]\nid = "tea"\nstage = "care"\ntitle = "Tea"\nwords = ["tea"]\nrecords = "Ask."\n'
    )
    own = read_guidance(tmp_path, read_settings(tmp_path))
    assert own.goals == shipped.goals
    assert (own.remedies[1:], own.checklists[1:]) == (shipped.remedies, shipped.checklists)
    assert (own.remedies[0].id, own.checklists[0].id) == ("tea", "tea")
    (tmp_path / "remedies.toml").write_text("[[remedy]]\nid = 1\n")
    with pytest.raises(SpecError, match=r"remedies\.toml, remedy number 1"):
        read_guidance(tmp_path, read_settings(tmp_path))
