"""Personas of a workspace: cards of now, open questions that people ask and strike, newcomers of whom nothing is known."""

import csv
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from footpath.app import people
from footpath.app.kept_personas import persona_edits
from footpath.app.people_apart import drifted
from footpath.app.workspace import Workspace
from footpath.cli.commands import app
from footpath.errors import SpecError
from footpath.personas import Line, Persona

LATE = ("The parcel came far too late", "My parcel was delivered a week late", "The delivery was late again")
KIND = ("The staff in the shop were very kind", "Friendly people helped me in the shop", "Lovely staff, great advice")
MORE = (
    "and I told my sister.",
    "as my neighbour knows.",
    "on a Monday.",
    "believe it or not.",
    "once more.",
    "this time.",
)


def run(*words: object) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result


def reviews(path: Path, customers: range, name: str) -> Path:
    chance = random.Random(8)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["review_id", "customer_id", "created_at", "stars", "review_text"])
        for number in customers:
            text = f"{chance.choice(LATE if number % 2 else KIND)} {chance.choice(MORE)} It took {number + 4} days."
            out.writerow(
                [
                    f"{name}{number}",
                    f"{name}{number}",
                    f"2025-06-{number % 28 + 1:02d} 12:00:00",
                    1 if number % 2 else 5,
                    text,
                ]
            )
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop: half its customers come by app in the evening and complain, half by web in the morning and praise."""
    directory, chance = tmp_path_factory.mktemp("people"), random.Random(4)
    with (directory / "events.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["customer_id", "time", "event", "channel"])
        for customer in range(240):
            by_app = customer % 2
            for _ in range(chance.randint(6, 24)):
                hour = chance.randint(18, 23) if by_app else chance.randint(8, 11)
                event = chance.choice(
                    ["app search", "app product", "app cart"] if by_app else ["web home", "web help", "web cart"]
                )
                at = f"2025-{chance.randint(1, 6):02d}-{chance.randint(1, 28):02d} {hour:02d}:{chance.randint(0, 59):02d}:00"
                out.writerow([f"C{customer}", at, event, "app" if by_app else "web"])
    run("load", directory / "events.csv", reviews(directory / "reviews.csv", range(240), "C"), "-w", directory / "ws")
    run("voice", "-w", directory / "ws")
    run("personas", "find", "--count", "2", "-w", directory / "ws")
    return directory


@pytest.fixture
def workspace(folder: Path) -> Workspace:
    return Workspace(folder / "ws")


def shown(workspace: Workspace, name: str = "app") -> Persona:
    found = people.last_found(workspace)
    assert found is not None
    assert found.personas is not None
    return next(one for one in found.personas.personas if name in one.name.lower())


def lines(persona: Persona, title: str) -> tuple[Line, ...]:
    return next((part.lines for part in persona.sections if part.title == title), ())


def test_a_card_calls_a_theme_what_people_call_it_now(workspace: Workspace) -> None:
    pain = lines(shown(workspace), "Pains")[0]
    assert pain.kind == "theme"
    run("voice", "rename", pain.what, "Slow parcels", "-w", workspace.directory)
    after = {line.what: line for line in lines(shown(Workspace(workspace.directory)), "Pains")}
    assert pain.what not in after
    told = after["Slow parcels"]
    assert "“Slow parcels”" in told.text
    assert (told.value, told.n) == (pain.value, pain.n)
    assert "Slow parcels" in run("personas", "-w", workspace.directory).output


def test_people_ask_and_strike_and_it_survives_a_search(workspace: Workspace) -> None:
    mine, web = shown(workspace), shown(workspace, "web")
    derived = [line.text for line in lines(mine, "Open questions")]
    assert derived
    people.ask(workspace, mine.id, "Do they commute?")
    people.ask(workspace, mine.id, "=cmd|' /C calc'!A0")
    asked = [line.text for line in lines(shown(workspace), "Open questions")]
    assert asked == ["Do they commute?", "=cmd|' /C calc'!A0", *derived][:5]
    with pytest.raises(SpecError, match="already"):
        people.ask(workspace, mine.id, "do they COMMUTE?")
    with pytest.raises(SpecError, match="control signs"):
        people.ask(workspace, mine.id, "Who\x1b[2J?")
    with pytest.raises(SpecError, match="No open question holds"):
        people.strike(workspace, mine.id, "no such words")
    people.strike(workspace, mine.id, "commute")
    people.strike(workspace, mine.id, derived[0])
    people.find(workspace, count=2, seed=3)
    left = [line.text for line in lines(shown(Workspace(workspace.directory)), "Open questions")]
    assert left == ["=cmd|' /C calc'!A0", *derived[1:]]
    assert set(persona_edits(workspace).strike) == {mine.id}
    assert not any(
        "commute" in line.text or "cmd" in line.text for line in lines(shown(workspace, "web"), "Open questions")
    )
    assert web.asked == ()


def test_they_are_told_on_the_terminal_and_drawn_on_the_map(workspace: Workspace, tmp_path: Path) -> None:
    name = shown(workspace).name
    run("personas", "ask", name, "Why in the <evening>?", "-w", workspace.directory)
    assert "  Open questions: Why in the <evening>?\n" in run("personas", "-w", workspace.directory).output
    for ending, told in (
        (".html", "Why in the &lt;evening&gt;?"),
        (".md", "Why in the \\<evening\\>?"),
        (".csv", "Why in the <evening>?"),
    ):
        run("map", "-w", workspace.directory, "-o", tmp_path / f"map{ending}")
        assert told in (tmp_path / f"map{ending}").read_text(encoding="utf-8")
    run("check", tmp_path / "map.html", "-w", workspace.directory)
    run("personas", "strike", name, "evening", "-w", workspace.directory)
    assert "evening>" not in run("personas", "-w", workspace.directory).output


def test_newcomers_who_only_wrote_get_no_persona_and_it_is_told(folder: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(folder / "ws", tmp_path / "ws")
    run("load", reviews(tmp_path / "more.csv", range(60), "N"), "-w", tmp_path / "ws")
    workspace = Workspace(tmp_path / "ws")
    found = people.last_found(workspace)
    assert found is not None
    assert found.personas is not None
    assert sum(one.customers for one in found.personas.personas) == 240
    assert found.json()["undecided"] == {"few": 60, "unknown": 0, "unsure": 0, "needed": 1}
    assert (
        "60 customers have no persona: 60 did nothing themselves that is on record."
        in run("personas", "-w", tmp_path / "ws").output
    )
    apart = drifted(workspace)
    assert apart.rows == ()
    assert "60 did nothing themselves" in apart.about
