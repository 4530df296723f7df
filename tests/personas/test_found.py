"""Personas: found, found again by the same ids, edited by people, given to new customers, kept whole."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from footpath.analysis import ask
from footpath.errors import SpecError, WorkspaceError
from footpath.journeys import journeys
from footpath.personas import (
    NOBODY,
    Edits,
    NoStructure,
    Personas,
    SpokenOf,
    find_personas,
    read_features,
    read_personas,
    write_personas,
)
from footpath.personas.cards import Compared, card, compare_groups
from footpath.personas.features import Feature, FeatureTable
from footpath.personas.naming import name_groups
from personas.made import KINDS, made_index

CUSTOMERS = 360


@pytest.fixture(scope="module")
def found() -> Personas:
    personas = find_personas(made_index(KINDS, CUSTOMERS)[0], found_at="2026-01-01")
    assert isinstance(personas, Personas)
    return personas


def test_each_kind_is_a_persona_named_after_what_sets_it_apart(found: Personas) -> None:
    assert len(found.personas) == len(KINDS)
    names = [one.name for one in found.personas]
    assert len(set(names)) == len(names)
    kind_of = {name: {int(key) % 3 for key in found.keys[found.codes == at]} for at, name in enumerate(names)}
    by_kind = {min(kinds): name for name, kinds in kind_of.items() if len(kinds) == 1}
    assert "web" in by_kind[0].lower()
    assert "app" in by_kind[1].lower()
    assert "store" in by_kind[2].lower()


def test_each_line_is_a_statistic_that_differs(found: Personas) -> None:
    lines = [line for one in found.personas for part in one.sections for line in part.lines]
    assert lines
    assert all(line.q <= 0.05 and abs(line.effect) >= 0.2 and line.n >= 30 for line in lines)
    for one in found.personas:
        assert [part.title for part in one.sections if not part.lines and part.unknown]
        goals = next(part for part in one.sections if part.title == "Goals")
        assert not goals.lines
        assert "footpath voice listens" in goals.unknown


def test_what_they_speak_of_is_a_pain_or_a_motivation_only_where_it_is_more_than_the_others() -> None:
    def spoken(keys: np.ndarray, codes: np.ndarray, groups: int) -> dict[int, list[SpokenOf]]:
        late, staff = SpokenOf("late parcels", -0.6, 40, 80, 20, 160), SpokenOf("kind staff", 0.7, 10, 80, 20, 160)
        return {0: [late, staff]}

    personas = find_personas(made_index(KINDS, CUSTOMERS)[0], spoken=spoken)
    assert isinstance(personas, Personas)
    told = {part.title: [line.text for line in part.lines] for part in personas.personas[0].sections}
    assert told["Pains"] == ["Complain of “late parcels”: 50%, others 12%"]
    assert told["Motivations"] == []


def test_found_again_they_keep_their_ids_and_new_ones_are_flagged(found: Personas) -> None:
    later = made_index(KINDS, CUSTOMERS + 60, seed=9)[0]
    again = find_personas(later, known=found, found_at="2026-03-01", seed=5)
    assert isinstance(again, Personas)
    assert {one.id for one in again.personas} == {one.id for one in found.personas}
    assert all(not one.new_since for one in again.personas)
    fresh = find_personas(made_index(KINDS[:2], CUSTOMERS)[0], found_at="2025-01-01")
    assert isinstance(fresh, Personas)
    third = find_personas(made_index(KINDS, CUSTOMERS)[0], known=fresh, found_at="2026-03-01")
    assert isinstance(third, Personas)
    assert sum(one.new_since == "2026-03-01" for one in third.personas) >= 1


def test_what_people_decide_survives_a_search(found: Personas) -> None:
    one, two, three = (persona.id for persona in found.personas)
    edits = Edits(rename={one: "Night owls"}, merge={three: two}, pin=frozenset({one}), note={one: "Seen in the shop."})
    again = find_personas(made_index(KINDS, CUSTOMERS, seed=3)[0], known=found, edits=edits, seed=2)
    assert isinstance(again, Personas)
    known = {persona.id: persona for persona in again.personas}
    assert known[one].name == "Night owls"
    assert (known[one].note, known[one].pinned) == ("Seen in the shop.", True)
    assert three not in known
    assert known[two].customers == CUSTOMERS - known[one].customers


def test_a_pinned_persona_stays_when_it_is_not_found_and_others_are_told_to_be_gone() -> None:
    before = find_personas(made_index(KINDS, CUSTOMERS)[0])
    assert isinstance(before, Personas)
    store = next(one for one in before.personas if "store" in one.name.lower())
    only_two = made_index((KINDS[0], KINDS[1]), CUSTOMERS, seed=4)[0]
    shared = np.isin(before.keys, [key for key in before.keys if key % 3 != 2])  # none of the store's customers is left
    known = replace(
        before, keys=before.keys[shared], codes=before.codes[shared], probability=before.probability[shared]
    )
    kept = find_personas(only_two, known=known, edits=Edits(pin=frozenset({store.id})))
    dropped = find_personas(only_two, known=known)
    assert isinstance(kept, Personas)
    assert isinstance(dropped, Personas)
    pinned = next(one for one in kept.personas if one.id == store.id)
    assert (pinned.found, pinned.pinned, pinned.customers) == (False, True, 0)
    assert store.id not in {one.id for one in dropped.personas}
    assert (store.name in kept.gone, store.name in dropped.gone) == (False, True)


def test_new_customers_get_theirs_by_the_rules_and_the_trait_can_be_asked(found: Personas) -> None:
    later, _ = made_index(KINDS, CUSTOMERS + 90)
    now = found.assign(read_features(later))
    known = np.isin(now.keys, found.keys)
    assert (now.codes[known] == found.codes).all()
    new = now.codes[~known]
    right = [code == found.codes[found.keys == key % 3][0] for key, code in zip(now.keys[~known], new, strict=True)]
    assert np.mean(right) >= 0.9
    later.attach_trait("persona", *now.trait())
    rows = ask(later, {"ask": "overview", "by": "persona"}).rows
    counted = {row.group: row.customers for row in rows if row.group}
    assert counted == {one.name: one.customers for one in now.personas if one.customers}
    assert sum(one.customers for one in now.personas) == (now.codes != NOBODY).sum()


def test_new_customers_who_only_said_something_have_no_persona_and_it_is_told_why(found: Personas) -> None:
    said = read_features(journeys({f"s{n}": "survey@0|experience=-0.5" for n in range(500)}))
    now = found.assign(replace(said, keys=said.keys + 10_000))
    assert (now.codes == NOBODY).all()
    assert now.undecided.few == 500
    assert str(now.undecided) == "500 customers have no persona: 500 did nothing themselves that is on record."
    assert all(one.customers == 0 for one in now.personas)
    names, _, codes = now.trait()
    assert names[0] == ""
    assert not codes.any()


def test_where_what_decides_is_unknown_nobody_knows_who_they_are(found: Personas) -> None:
    later = read_features(made_index(KINDS, 60, seed=8)[0])
    table = FeatureTable(later.keys + 10_000, later.features, later.values.copy())
    decides = [table.features.index(feature) for feature in found.rules.features]
    table.values[:30, decides] = np.nan
    now = found.assign(table)
    assert (now.codes[:30] == NOBODY).all()
    assert (now.probability[:30] == 0).all()
    assert now.undecided.unknown == 30
    assert (now.codes[30:] != NOBODY).mean() > 0.9


def test_who_had_none_is_looked_at_again(found: Personas) -> None:
    table = read_features(made_index(KINDS, CUSTOMERS)[0])
    codes = found.codes.copy()
    codes[:40] = NOBODY
    again = replace(found, codes=codes).assign(table)
    assert (again.codes[:40] == found.codes[:40]).mean() > 0.9


def test_customers_who_only_say_something_are_in_no_persona_when_they_are_found() -> None:
    index = made_index(KINDS, CUSTOMERS, silent=40)[0]
    found = find_personas(index)
    assert isinstance(found, Personas)
    assert (found.codes[found.keys >= CUSTOMERS] == NOBODY).all()
    assert found.undecided.few == 40
    assert sum(one.customers for one in found.personas) == CUSTOMERS


def test_names_rest_on_lines_of_the_card(found: Personas) -> None:
    compared = compare_groups(read_features(made_index(KINDS, CUSTOMERS)[0]), found.codes, len(found.personas))
    for code, name in enumerate(name_groups(compared, len(found.personas))):
        on_card = {line.what for part in card(compared, code) for line in part.lines}
        kept = tuple(row for row in compared.rows if row.code != code or (row.feature and row.feature.name in on_card))
        q = np.array([q for row, q in zip(compared.rows, compared.q, strict=True) if row in kept])
        assert name_groups(Compared(kept, q), len(found.personas))[code] == name


def test_a_name_is_not_made_of_what_the_card_has_no_room_for() -> None:
    """Four things of what they do stand on the card; the fifth is that they come often."""
    places = [
        Feature(f"touchpoint:p{n}", f"share of events at p{n}", "touchpoint", "share", (f"p{n}",)) for n in range(4)
    ]
    often = Feature("events", "events", "tempo", "count", ("events",))
    rng = np.random.default_rng(3)
    group = np.arange(400) % 2
    shares = [rng.normal(0.1 + 0.6 * group, 0.02) for _ in places]
    values = np.stack([*shares, 20 + 6 * group + rng.normal(0, 2, 400)], axis=1).astype(np.float32)
    table = FeatureTable(np.arange(400), (*places, often), values)
    compared = compare_groups(table, group.astype(np.uint8), 2)
    assert "events" in {row.feature.name for row, _ in compared.of(1) if row.feature}
    assert name_groups(compared, 2) == ("Customers A", "Customers B")


def test_customers_of_one_kind_have_no_personas() -> None:
    from personas.made import ALIKE

    assert isinstance(find_personas(made_index((ALIKE,), CUSTOMERS)[0]), NoStructure)


def test_kept_and_read_again(found: Personas, tmp_path: Path) -> None:
    path = tmp_path / "personas.json"
    assert read_personas(path) is None
    write_personas(found, path)
    write_personas(found, path)
    again = read_personas(path)
    assert again is not None
    assert again.personas == found.personas
    assert (again.codes == found.codes).all()
    assert [str(leaf) for leaf in again.rules.leaves()] == [str(leaf) for leaf in found.rules.leaves()]
    assert len(list(tmp_path.glob("*.npz"))) == 1
    path.write_text("{}")
    with pytest.raises(WorkspaceError, match="holds no personas"):
        read_personas(path)


def test_edits_are_kept_beside_what_people_wrote_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "personas.toml"
    path.write_text('# from the workshop in May\npin = []\n\n[rename]\np1 = "Night owls"  # agreed\n')
    edits = Edits.read(path)
    Edits(rename={**edits.rename, "p2": 'Say "hello" = {x}'}, pin=frozenset({"p1"})).write(path)
    assert "# from the workshop in May" in path.read_text()
    assert 'p1 = "Night owls"  # agreed' in path.read_text()
    assert Edits.read(path).rename == {"p1": "Night owls", "p2": 'Say "hello" = {x}'}
    with pytest.raises(SpecError, match="in a circle"):
        Edits(merge={"a": "b", "b": "a"})
    with pytest.raises(SpecError, match="control signs"):
        Edits(rename={"a": "x\x1b[2J"})
    path.write_text("pin = 3")
    with pytest.raises(SpecError, match="not a list"):
        Edits.read(path)
