"""Of every text that a part of the map holds it is known whether it is the id of a claim: a new field must say so here."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from made_maps import rich_map

from footpath.maps.aligning import RECKONED, with_claim_ids
from footpath.maps.importing.citing import cited
from footpath.maps.matching import CLAIM_FIELDS, holds_claims
from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap
from footpath.model.parts import Part

# Fields of text that hold no id of a claim, by the part that has them.
WORDS = {
    "JourneyMap": "title scope language currency notes lake_version",
    "Figure": "label",
    "PersonaLine": "text",
    "PersonaSection": "title unknown",
    "PersonaCard": "name id note quote",
    "Difference": "persona text",
    "StageColumn": "name icon",
    "Action": "stage text",
    "TouchpointCard": "stage name channel ownership",
    "CurvePoint": "stage touchpoint",
    "PersonaCurve": "persona",
    "Curve": "missing",
    "Quote": "id stage touchpoint text source language link",
    "Flow": "from_touchpoint to_touchpoint",
    "Saying": "text",
    "Measure": "stage label",
    "MapLink": "stage touchpoint map",
    "Worth": "text assumptions",
    "Pain": "id stage touchpoint title proof who sentence kinds quotes coincides segment",
    "Praise": "id stage touchpoint title proof who sentence kinds quotes segment",
    "MomentOfTruth": "stage touchpoint outcome sentence",
    "Opportunity": "id stage touchpoint title worth pain why remedy fits goals",
    "Goal": "id title stage touchpoint owner why",
    "ChecklistItem": "id stage title text",
    "ContentGap": "stage persona channel text",
    "PlannedChange": "touchpoint stage to_stage channel of why owner",
    "Reached": "why",
    "Deviation": "after instead text",
    "PlannedJourney": "name source steps unmatched pattern outcome notes",
    "Walk": "customer persona chosen currency",
    "Step": "touchpoint channel stage said source emotion promise",
    "Aim": "stage touchpoint text quotes",
}


def leaves(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    yield from ([annotation] if not inner else [leaf for one in inner for leaf in leaves(one)])


def parts_of(part: type[Part]) -> Iterator[type[Part]]:
    yield part
    for field in part.model_fields.values():
        for leaf in leaves(field.annotation):
            if isinstance(leaf, type) and issubclass(leaf, Part) and leaf is not Claim:
                yield from parts_of(leaf)


PARTS = sorted(set(parts_of(JourneyMap)), key=lambda part: part.__name__)


def texts_of(part: type[Part]) -> set[str]:
    """Fields that can hold a text that is not one of a few words."""
    return {name for name, field in part.model_fields.items() if str in leaves(field.annotation)} - {"trend_question"}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_each_text_is_known_to_be_words_or_the_id_of_a_claim(part: type[Part]) -> None:
    card = dict.fromkeys(part.model_fields, "")
    held = {name for name in texts_of(part) if holds_claims(card, name)}
    words = set(WORDS.get(part.__name__, "").split())
    if part is JourneyMap:
        words |= {"claims"}  # by their ids
        held -= {"claims"}
    assert held | words == texts_of(part), "say in WORDS or in CLAIM_FIELDS what a new field holds"
    assert not held & words


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_claims_of_every_part_are_renamed_and_cited(part: type[Part]) -> None:
    """Every field that holds claims is reached from the top, wherever its part stands."""
    data = rich_map().model_copy(update={"claims": {}}).model_dump()
    for path in paths_to(JourneyMap, part):
        name = "c-lone"
        held = {
            field: name
            for field in part.model_fields
            if field in CLAIM_FIELDS and str in leaves(part.model_fields[field].annotation)
        }
        if part is JourneyMap or not held:
            continue
        made = planted(data, path, {**dict.fromkeys(part.model_fields, ""), **held})
        renamed = with_claim_ids(made, {name: "c-new"})
        card = renamed
        for step in path:
            card = card[step][0] if isinstance(card[step], tuple) else card[step]
        for field in held:
            assert card[field] == (name if (part.__name__, field) in NOT_CLAIMS else "c-new"), (path, field)


NOT_CLAIMS = {("MomentOfTruth", "outcome"), ("PlannedJourney", "outcome")}


def paths_to(top: type[Part], part: type[Part]) -> Iterator[tuple[str, ...]]:
    if top is part:
        yield ()
    for name, field in top.model_fields.items():
        for leaf in leaves(field.annotation):
            if isinstance(leaf, type) and issubclass(leaf, Part) and leaf is not Claim:
                yield from ((name, *path) for path in paths_to(leaf, part))


def planted(data: dict[str, Any], path: tuple[str, ...], card: dict[str, Any]) -> dict[str, Any]:
    """The map with one card at a path, alone in its lists."""
    inner = card
    for at in range(len(path) - 1, -1, -1):
        listed = path[at] not in (*RECKONED, "curve", "current_curve", "plan", "walk")
        value: Any = (inner,) if listed else inner
        inner = {**data, path[0]: value} if at == 0 else {path[at]: value}
    return inner


def test_a_map_with_everything_cites_all_that_it_holds() -> None:
    journey = rich_map()
    assert cited(journey) <= set(journey.claims)
    shown = {
        name for name in journey.claims if f'"{name}"' in journey.model_copy(update={"claims": {}}).model_dump_json()
    }
    assert cited(journey) == shown
