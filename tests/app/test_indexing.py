"""The index follows the records: merged where that can be, else sorted anew, and the same either way."""

from pathlib import Path

import numpy as np
import pytest

from footpath.app.loading import load_into, unload_batch
from footpath.app.workspace import Workspace
from footpath.journeys import Index

QUESTIONS = [{"ask": "transitions"}, {"ask": "touchpoints"}, {"ask": "dropoff"}]


def log(first: int, customers: int, day: int, names: tuple[str, ...] = ("look", "buy")) -> str:
    rows = [
        f"c{who},{name},2024-03-{day:02d}T{10 + at}:00:00Z\n"
        for who in range(first, first + customers)
        for at, name in enumerate(names)
    ]
    return "customer_id,event,time\n" + "".join(rows)


class Told:
    """A workspace that says what it does."""

    def __init__(self, directory: Path) -> None:
        self.workspace = Workspace(directory)
        self.steps: list[str] = []
        self.workspace.progress = lambda text, _share: self.steps.append(text)

    @property
    def index(self) -> Index:
        return self.workspace.index

    @property
    def answers(self) -> list[object]:
        told = [self.workspace.ask(dict(question)) for question in QUESTIONS]
        return [(answer.n, answer.as_of, repr(answer.rows)) for answer in told]  # as text, for NaN differs from itself


def load(tmp_path: Path, name: str, text: str) -> str:
    (tmp_path / name).write_text(text)
    return load_into(tmp_path / "ws", [tmp_path / name]).batch


def rebuilt(tmp_path: Path) -> Told:
    """The same records, and an index that was built of all of them."""
    for path in (tmp_path / "ws" / "journeys").rglob("lineage.json"):
        path.unlink()
    (tmp_path / "ws" / "journeys" / "current").unlink()
    return Told(tmp_path / "ws")


def test_a_load_is_merged_and_answers_are_those_of_a_build(tmp_path: Path) -> None:
    load(tmp_path, "one.csv", log(0, 30, 1))
    first = Told(tmp_path / "ws")
    assert first.index.events == 60
    load(tmp_path, "two.csv", log(20, 20, 2))
    second = Told(tmp_path / "ws")
    assert second.index.events == 100
    assert "Merging new events" in second.steps
    assert not any(step.startswith("Sorting") for step in second.steps)
    merged = [shard.event_id.tolist() for shard in second.index.shards]
    other = rebuilt(tmp_path)
    assert [shard.event_id.tolist() for shard in other.index.shards] == merged
    assert second.answers == other.answers
    assert not any(step.startswith("Merging") for step in other.steps)


def test_a_new_name_gets_its_place_and_the_rest_is_merged(tmp_path: Path) -> None:
    load(tmp_path, "one.csv", log(0, 30, 1))
    assert Told(tmp_path / "ws").index.events == 60
    load(tmp_path, "two.csv", log(0, 30, 2, ("look", "return")))
    second = Told(tmp_path / "ws")
    assert second.index.coverage == 1.0
    assert len(second.index.names) == 4  # look, buy, return, and the remainder
    assert "Merging new events" in second.steps
    assert second.answers == rebuilt(tmp_path).answers


@pytest.mark.parametrize("again", [False, True])
def test_a_load_that_is_taken_back_is_gone_from_the_index(tmp_path: Path, again: bool) -> None:
    load(tmp_path, "one.csv", log(0, 30, 1))
    batch = load(tmp_path, "two.csv", log(20, 20, 2))
    assert Told(tmp_path / "ws").index.events == 100
    unload_batch(Workspace(tmp_path / "ws"), batch)
    if again:
        load(tmp_path, "two.csv", log(20, 20, 2))
    told = Told(tmp_path / "ws")
    assert told.index.events == (100 if again else 60)
    assert any(step.startswith("Sorting journeys: the load") for step in told.steps)


def test_an_open_index_answers_on_while_newer_ones_are_made(tmp_path: Path) -> None:
    load(tmp_path, "one.csv", log(0, 30, 1))
    old = Told(tmp_path / "ws")
    expected = [np.array(shard.touchpoint) for shard in old.index.shards]
    for day in (2, 3, 4):
        load(tmp_path, f"{day}.csv", log(0, 30, day))
        assert Told(tmp_path / "ws").index.events == day * 60
    assert [shard.touchpoint.tolist() for shard in old.index.shards] == [values.tolist() for values in expected]
    assert old.answers[0] is not None


@pytest.mark.parametrize("left", [0, 100, 150])
def test_an_index_that_a_power_cut_broke_is_built_anew(tmp_path: Path, left: int) -> None:
    load(tmp_path, "one.csv", log(0, 30, 1))
    answers = Told(tmp_path / "ws").answers
    (time,) = (tmp_path / "ws" / "journeys").glob("v*/shard-000/time.npy")
    short = time.read_bytes()[:left]
    time.unlink()  # who has it mapped reads on
    time.write_bytes(short)
    told = Told(tmp_path / "ws")
    assert told.answers == answers
    assert any(step.startswith("Sorting") for step in told.steps)


def reviews(first: int, rated: int, unrated: int) -> str:
    said = [
        f"it was {('dreadful', 'wonderful')[n % 2]} from the first day on as I told {n} friends"
        for n in range(first, first + rated + unrated)
    ]
    stars = [("1", "5")[n % 2] if n < first + rated else "" for n in range(first, first + rated + unrated)]
    rows = [
        f"c{at},Review,2024-03-01T{at % 24:02d}:{at // 24:02d}:00Z,{text},{star}"
        for at, (text, star) in enumerate(zip(said, stars, strict=True), first)
    ]
    return "customer_id,event,time,comment,rating\n" + "\n".join(rows) + "\n"


def test_what_ratings_taught_serves_until_a_tenth_more_have_come(tmp_path: Path) -> None:
    lessons = []
    for name, text in (("a", reviews(0, 60, 20)), ("b", reviews(100, 4, 1)), ("c", reviews(200, 20, 1))):
        load(tmp_path, f"{name}.csv", text)
        assert Told(tmp_path / "ws").index.events > 0
        lessons.append((tmp_path / "ws" / "calibration.json").read_text(encoding="utf-8"))
    assert lessons[0] == lessons[1] != lessons[2]
    (tmp_path / "ws" / "calibration.json").write_text("{broken")
    load(tmp_path, "d.csv", reviews(300, 1, 1))
    assert Told(tmp_path / "ws").index.events > 0
    assert (tmp_path / "ws" / "calibration.json").read_text(encoding="utf-8").startswith('{"n"')
