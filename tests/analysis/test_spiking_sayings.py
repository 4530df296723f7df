"""Spikes in what is said, where no theme has any: found, told once, by their own words, by those who said it."""

from dataclasses import replace

import numpy as np

from footpath.analysis import ask, customers_of
from footpath.analysis.spikes import Spikes
from footpath.journeys import Index, journeys
from footpath.journeys.feedback import heard_in
from footpath.model.sayings import Sayings
from footpath.model.themes import Theme

TREE = Sayings(
    ("Circles, machine", "Colleague, promised", "Lovely, lamp", "Circles, colleague", "All"), ((0, 1), (3, 2))
)


def company(*sudden: tuple[int, ...], seed: int = 1) -> Index:
    """Two to six texts a day that say "Lovely, lamp"; from day 60 on, one more a day for each of the sets of sayings."""
    draw, said = np.random.default_rng(seed), dict[str, tuple[int, ...]]()
    walks = dict[str, str]()
    for day in range(120):
        for n in range(int(draw.integers(2, 7))):
            walks[f"u{day}.{n}"], said[f"u{day}.{n}"] = f"answer@{day}d{n}h|experience=0|about=answer", (2,)
        for n, sayings in enumerate(sudden if day >= 60 else ()):
            walks[f"s{day}.{n}"], said[f"s{day}.{n}"] = f"answer@{day}d{n + 8}h|experience=-1|about=answer", sayings
    return heard(journeys(**walks), list(said.values()))  # type: ignore[arg-type]


def heard(index: Index, said: list[tuple[int, ...]]) -> Index:
    """All texts speak of one theme, and each customer's of their sayings."""
    (shard,) = index.shards
    known = shard.feedback
    ids = shard.event_id[known.row]
    own = [said[key] for key in shard.key[shard.customer_at(known.row)].tolist()]
    told = replace(
        heard_in(index, ids),
        themes=(Theme("t1", "Anything"),),
        theme_starts=np.arange(len(ids) + 1),
        theme=np.zeros(len(ids), np.uint16),
        theme_mood=np.zeros(len(ids), np.float32),
        sayings=TREE,
        saying_starts=np.cumsum([0, *map(len, own)]),
        saying=np.array([saying for one in own for saying in one], np.uint16),
    )
    return index.attach_feedback(ids, known.about, known.kind, known.score, known.experience, known.link, told)


def test_what_no_theme_tells_is_told_once_by_its_own_words() -> None:
    index = company((0,), (1,))
    (row,) = ask(index, Spikes()).rows
    assert (row.theme, row.id, row.words, row.touchpoint) == ("Circles, colleague", None, "Circles, colleague", None)
    assert (row.onset_on, row.open, row.seen, row.about) == ("2024-03-01", True, row.customers, "answer")
    assert row.seen == 2 * 59  # the last day is not over
    assert len(customers_of(index, Spikes(), 0)) == row.customers


def test_what_is_said_beside_it_is_not_told_again() -> None:
    rows = ask(company((0, 2), (0, 2), (0, 2)), Spikes()).rows
    assert [row.words for row in rows] == ["Circles, machine"]


def test_a_whole_theme_that_rises_keeps_its_name() -> None:
    index = company((0,), (0,))
    (shard,) = index.shards
    said = shard.feedback
    own = [said.saying[at] for at in said.saying_starts[:-1]]
    told = replace(
        heard_in(index, shard.event_id[said.row]),
        themes=(Theme("t1", "Anything"), Theme("t2", "The chat robot")),
        theme=np.array([int(saying == 0) for saying in own], np.uint16),
    )
    ids = shard.event_id[said.row]
    index.attach_feedback(ids, said.about, said.kind, said.score, said.experience, said.link, told)
    (row,) = ask(index, Spikes()).rows
    assert (row.theme, row.id) == ("The chat robot", "t2")


def test_without_anything_new_nothing_is_told() -> None:
    assert sum(len(ask(company(seed=seed), Spikes()).rows) for seed in range(6)) == 0


def test_broader_themes_leave_sayings_out() -> None:
    assert ask(company((0,), (1,)), Spikes(level="parent")).rows == ()
