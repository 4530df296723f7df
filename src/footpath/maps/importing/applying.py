"""What a person edited, put into the map: names that others refer to are changed everywhere they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from footpath.maps.goals import AIMED, judged_again
from footpath.maps.importing.citing import cited, without_unused
from footpath.maps.importing.deltas import Delta, FieldEdit
from footpath.maps.importing.following import reached_of, touched
from footpath.maps.importing.kinds import KINDS
from footpath.maps.importing.reading import read_cell
from footpath.maps.importing.records import Change, Edited
from footpath.maps.importing.staging import Staging
from footpath.model.findings import Goal, Opportunity, Pain
from footpath.model.maps import Action, Curve, CurvePoint, JourneyMap, PersonaCard, TouchpointCard
from footpath.model.records import Tier

_WORDS = {kind.sheet: kind.word for kind in KINDS}
_NOTHING = Delta({}, (), (), (), {}, ())
_Place = tuple[str, str]  # stage, touchpoint
P = TypeVar("P", bound=Any)


def apply_deltas(base: JourneyMap, deltas: Mapping[str, Delta]) -> Edited:
    """The map after the edits, and every one of them, in the order of the sheets."""
    return _Application(base, deltas).edited()


class _Application:
    """One sheet after the other; stages first, as every other row names one."""

    def __init__(self, base: JourneyMap, deltas: Mapping[str, Delta]) -> None:
        self._base = base
        self._deltas = deltas
        self._changes: dict[str, list[Change]] = {kind.sheet: [*self._delta(kind.sheet).refused] for kind in KINDS}
        self._staging = Staging(base.stages, self._delta("Stages"), self._changes["Stages"])
        self._moved: dict[_Place, _Place] = {}

    def _delta(self, sheet: str) -> Delta:
        return self._deltas.get(sheet, _NOTHING)

    def edited(self) -> Edited:
        touchpoints = self._touchpoints()
        quotes = self._parts("Quotes", "quote", self._base.quotes)
        pains = self._pains({quote.id for quote in quotes})
        parts: dict[str, Any] = {
            **self._head(),
            "actions": self._actions(),
            "touchpoints": touchpoints,
            "quotes": quotes,
            "pains": pains,
            "opportunities": self._opportunities({pain.id for pain in pains}),
            "measures": self._parts("Measures", "measure", self._base.measures),
            "parts": self._following(self._base.parts),
            "aims": self._parts("Aims", "aim", self._base.aims),
            "praises": self._parts("Praise", "praise", self._base.praises),
            "moments": self._parts("Moments of truth", "moment", self._base.moments),
            "goals": self._goals(),
            "checklist": self._parts("Checklist", "item", self._base.checklist),
            **self._people(touchpoints),
            **self._plans(touchpoints),
        }
        parts["stages"] = self._staging.settled(_standing(parts))
        edited = self._base.model_copy(
            update={name: part for name, part in parts.items() if part != getattr(self._base, name)}
        )
        changes = tuple(change for kind in KINDS for change in self._changes[kind.sheet])
        return Edited(without_unused(edited, cited(self._base)), changes)

    def _tell(self, sheet: str, where: str, edit: FieldEdit, why: str = "") -> None:
        self._changes[sheet].append(
            Change(_WORDS[sheet], where, edit.heading, edit.was, edit.now, taken=not why, why=why)
        )

    def _gone(self, sheet: str, name: str) -> None:
        self._changes[sheet].append(Change(_WORDS[sheet], name, "", name, ""))

    def _new(self, sheet: str, name: str, why: str = "") -> None:
        self._changes[sheet].append(Change(_WORDS[sheet], name, "", "", name, taken=not why, why=why))

    def _head(self) -> dict[str, Any]:
        delta = self._delta("About")
        for name, edits in delta.edits.items():
            self._tell("About", delta.names[name], edits[0])
        return {name: edits[0].now for name, edits in delta.edits.items()}

    def _parts(self, sheet: str, prefix: str, parts: Sequence[P]) -> tuple[P, ...]:
        """Parts after their edits, without the removed ones, each at the place where its stage and touchpoint now are."""
        delta = self._delta(sheet)
        kept = []
        for at, part in enumerate(parts, start=1):
            name = f"{prefix}-{at}"
            if name in delta.removed:
                self._gone(sheet, delta.names[name])
                continue
            update = self._placed(part)
            for edit in delta.edits.get(name, ()):
                now, why = self._read(edit)
                self._tell(sheet, delta.names[name], edit, why)
                update |= {} if why else {edit.attribute: now}
            kept.append(part.model_copy(update=update) if update else part)
        return tuple(kept)

    def _read(self, edit: FieldEdit) -> tuple[Any, str]:
        return self._staging.found(edit.now) if edit.attribute == "stage" else read_cell(edit.attribute, edit.now)

    def _goals(self) -> tuple[Goal, ...]:
        """Goals after their edits; one with another target or day is held against its number again."""
        drawn = {goal.id: goal for goal in self._base.goals}
        goals = self._parts("Goals", "goal", self._base.goals)
        return tuple(
            judged_again(goal, claim, self._base.as_of)
            if (claim := self._base.claims.get(goal.claim or ""))
            and any(getattr(goal, field) != getattr(drawn[goal.id], field) for field in AIMED)
            else goal
            for goal in goals
        )

    def _plans(self, touchpoints: tuple[TouchpointCard, ...]) -> dict[str, Any]:
        """What names touchpoints by themselves, and what is planned; planned changes speak of the map that they began from."""
        gone = set(self._delta("Touchpoints").removed)
        staying = [card for at, card in enumerate(self._base.touchpoints, start=1) if f"touchpoint-{at}" not in gone]
        now = touched(self._base.touchpoints, zip(staying, touchpoints, strict=False))
        removed = self._delta("Planned changes").removed
        walk, current = self._base.walk, self._base.current_curve
        return {
            "gaps": self._people_named(self._parts("Gaps", "gap", self._base.gaps)),
            "flows": now.flows(self._parts("Ways", "way", self._base.flows)),
            "plan": now.plan(self._base.plan),
            "planned_changes": self._parts("Planned changes", "change", self._base.planned_changes),
            "reached": reached_of(
                self._base.reached, self._base.planned_changes, lambda at: f"change-{at + 1}" in removed
            ),
            "walk": walk and walk.model_copy(update={"steps": self._following(walk.steps)}),
            "current_curve": current and current.model_copy(update={"points": self._following(current.points)}),
        }

    def _people_named(self, parts: Sequence[P]) -> tuple[P, ...]:
        """Parts that name a persona, by the name that it has now."""
        edits = self._delta("Personas").edits
        named = {
            card.name: edit.now
            for at, card in enumerate(self._base.personas, start=1)
            for edit in edits.get(f"persona-{at}", ())
            if edit.attribute == "name"
        }
        return tuple(
            part.model_copy(update={"persona": named[part.persona]}) if part.persona in named else part
            for part in parts
        )

    def _following(self, parts: Sequence[P]) -> tuple[P, ...]:
        """Parts that no sheet edits, at the place where their stage and touchpoint now are."""
        return tuple(part.model_copy(update=update) if (update := self._placed(part)) else part for part in parts)

    def _placed(self, part: Any) -> dict[str, str]:
        """What changes of a part because its stage or its touchpoint was renamed or moved."""
        was = getattr(part, "stage", ""), getattr(part, "touchpoint", "")
        stage, touchpoint = self._moved.get(was, (self._staging.now(was[0]), was[1]))
        update = {"stage": stage, "touchpoint": touchpoint}
        return {name: text for name, text in update.items() if hasattr(part, name) and getattr(part, name) != text}

    def _added(self, sheet: str, there: Iterable[_Place] = ()) -> Iterator[dict[str, str]]:
        """New rows whose stage is one of the map, and which are not ``there`` already; each is told."""
        places = set(there)
        for row in self._delta(sheet).added:
            name = row.get("title") or row.get("name") or row.get("text") or ""
            stage, why = self._staging.found(row["stage"])
            if not why and (stage, name) in places:
                why = f'"{name}" stands in this stage already.'
            self._new(sheet, name, why)
            if not why:
                places |= {(stage, name)} if sheet == "Touchpoints" else set()
                yield {**row, "stage": stage}

    def _actions(self) -> tuple[Action, ...]:
        kept = self._parts("Actions", "action", self._base.actions)
        return (*kept, *(Action(stage=row["stage"], text=row["text"]) for row in self._added("Actions")))

    def _touchpoints(self) -> tuple[TouchpointCard, ...]:
        kept = self._parts("Touchpoints", "touchpoint", self._base.touchpoints)
        removed = {int(name.rpartition("-")[2]) - 1 for name in self._delta("Touchpoints").removed}
        staying = [card for at, card in enumerate(self._base.touchpoints) if at not in removed]
        for before, after in reversed(tuple(zip(staying, kept, strict=True))):  # of two of one name the first counts
            self._moved[before.stage, before.name] = after.stage, after.name
        new = (
            TouchpointCard(
                stage=row["stage"],
                name=row["name"],
                channel=row["channel"] or "other",
                ownership=row["ownership"] or "owned",
                tier=Tier.ASSUMED,
            )
            for row in self._added("Touchpoints", [(card.stage, card.name) for card in kept])
        )
        return (*kept, *new)

    def _pains(self, quotes: set[str]) -> tuple[Pain, ...]:
        kept = [self._with_quotes(pain, quotes) for pain in self._parts("Pain points", "pain", self._base.pains)]
        new_id = _Ids("p", (pain.id for pain in self._base.pains))
        for row in self._added("Pain points"):
            placed = {
                "stage": row["stage"],
                "touchpoint": row["touchpoint"],
                "title": row["title"],
                "sentence": row["title"],
            }
            kept.append(Pain(id=new_id.next(), proof="", kinds=(), severity=0, claims=(), tier=Tier.ASSUMED, **placed))
        return tuple(kept)

    def _with_quotes(self, pain: Pain, quotes: set[str]) -> Pain:
        left = tuple(name for name in pain.quotes if name in quotes)
        gone = len(left) < len(pain.quotes) and bool(self._delta("Quotes").removed)
        return pain.model_copy(update={"quotes": left}) if gone else pain

    def _opportunities(self, pains: set[str]) -> tuple[Opportunity, ...]:
        kept = [
            chance
            if chance.pain in pains or not self._delta("Pain points").removed
            else chance.model_copy(update={"pain": None})
            for chance in self._parts("Opportunities", "opportunity", self._base.opportunities)
        ]
        new_id = _Ids("o", (chance.id for chance in self._base.opportunities))
        return (*kept, *(Opportunity(id=new_id.next(), **row) for row in self._added("Opportunities")))

    def _people(self, touchpoints: tuple[TouchpointCard, ...]) -> dict[str, Any]:
        """Personas, and what else names them: their curves and what sets them apart."""
        personas = self._parts("Personas", "persona", self._base.personas)
        removed = {int(name.rpartition("-")[2]) - 1 for name in self._delta("Personas").removed}
        staying: list[PersonaCard] = [card for at, card in enumerate(self._base.personas) if at not in removed]
        named = {before.name: after.name for before, after in zip(staying, personas, strict=True)}
        gone = {card.name for at, card in enumerate(self._base.personas) if at in removed} - named.keys()
        curves = tuple(
            curve.model_copy(
                update={
                    "persona": named.get(curve.persona, curve.persona),
                    "points": self._points(curve.points, touchpoints),
                }
            )
            for curve in self._base.curve.personas
            if curve.persona not in gone
        )
        differences = tuple(
            difference.model_copy(update={"persona": named.get(difference.persona, difference.persona)})
            for difference in self._base.differences
            if difference.persona not in gone
        )
        points = self._points(self._base.curve.points, touchpoints)
        curve = Curve(points=points, personas=curves, missing=self._base.curve.missing)
        return {"personas": personas, "curve": curve, "differences": differences}

    def _points(self, points: tuple[CurvePoint, ...], cards: tuple[TouchpointCard, ...]) -> tuple[CurvePoint, ...]:
        """The points of touchpoints that are still there; one that never had a card stays where its stage is."""
        had = {(card.stage, card.name) for card in self._base.touchpoints}
        have = {(card.stage, card.name) for card in cards}
        moved = [(point, point.model_copy(update=self._placed(point))) for point in points]
        return tuple(
            now for was, now in moved if (was.stage, was.touchpoint) not in had or (now.stage, now.touchpoint) in have
        )


class _Ids:
    """Ids for what a person added: the next number that none of the map's has."""

    def __init__(self, letter: str, taken: Iterable[str]) -> None:
        self._letter = letter
        self._taken = set(taken)

    def next(self) -> str:
        number = next(n for n in range(1, len(self._taken) + 2) if f"{self._letter}{n}" not in self._taken)
        name = f"{self._letter}{number}"
        self._taken.add(name)
        return name


def _standing(parts: Mapping[str, Any]) -> dict[str, int]:
    """How many things stand in each stage."""
    listed = (
        "actions", "touchpoints", "quotes", "pains", "opportunities", "measures", "parts", "praises", "moments", "goals",
        "checklist", "gaps", "aims",
    )  # fmt: skip
    counts: dict[str, int] = {}
    for part in (part for name in listed for part in parts[name]):
        counts[part.stage] = counts.get(part.stage, 0) + 1
    return counts
