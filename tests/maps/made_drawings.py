"""Small maps as a drawing makes them (cards and claims numbered in order), and what people do to one."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from footpath.maps.goals import judged_again
from footpath.model.claims import Claim
from footpath.model.findings import ChecklistItem, ContentGap, Goal, MomentOfTruth, Opportunity, Pain, Praise, Worth
from footpath.model.maps import (
    Action,
    Curve,
    CurvePoint,
    Flow,
    JourneyMap,
    Measure,
    Quote,
    StageColumn,
    TouchpointCard,
)

PLACES = {"Ads": "Look", "Search": "Look", "Cart": "Buy", "Pay": "Buy", "Parcel": "Use", "Help": "Use"}
KINDS = ("leaving", "score", "delay")
WORDS = ("Ours", "من عندنا", "</script>", "=1+1", "長い言葉", "x" * 80)


@dataclass(frozen=True)
class Drawn:
    """What data say: which touchpoints there are, in which order, how they feel, where it hurts."""

    touchpoints: tuple[str, ...] = tuple(PLACES)
    pains: tuple[tuple[str, str], ...] = (("Cart", "leaving"), ("Parcel", "delay"))
    loved: tuple[str, ...] = ("Search",)
    value: float = 0.5

    def map(self) -> JourneyMap:
        return _Drawing(self).map()


class _Drawing:
    def __init__(self, said: Drawn) -> None:
        self._said = said
        self._claims: dict[str, Claim] = {}

    def _claim(self, ask: str, field: str, **pick: str) -> str:
        name = f"c{len(self._claims) + 1}"
        value = self._said.value
        self._claims[name] = Claim(
            id=name,
            text=f"{field} of {pick}: {value}",
            question={"ask": ask},
            pick=pick,
            field=field,
            value=value,
            low=value - 0.1,
            high=value + 0.1,
            n=100,
            unit="share",
        )
        return name

    def map(self) -> JourneyMap:
        shown = self._said.touchpoints
        stages = tuple(dict.fromkeys(PLACES[name] for name in shown))
        columns = tuple(StageColumn(name=s, reach=self._claim("stages", "customers", stage=s)) for s in stages)
        cards = tuple(self._touchpoint(name) for name in shown)
        points = tuple(self._point(name) for name in shown)
        quotes = tuple(self._quote(at, place) for at, place in enumerate(self._hurt()))
        pains = tuple(self._pain(at, place, kind) for at, (place, kind) in enumerate(self._hurt()))
        chances = tuple(self._answer(at, pain) for at, pain in enumerate(pains))
        loved = [name for name in self._said.loved if name in shown]
        chances += tuple(self._amplify(len(pains) + at, name) for at, name in enumerate(loved))
        return JourneyMap(
            title="Shop",
            praises=tuple(self._praise(at, name) for at, name in enumerate(loved)),
            moments=tuple(self._moment(name) for name in loved),
            goals=tuple(self._goal(at, name) for at, name in enumerate(n for n in ("Cart", "Pay") if n in shown)),
            checklist=tuple(self._item(stage) for stage in stages),
            gaps=tuple(self._gap(stage) for stage in stages[1:]),
            flows=tuple(self._flow(a, b) for a, b in itertools.pairwise(shown)),
            stages=columns,
            actions=tuple(
                Action(stage=PLACES[n], text=f"go to {n}", claim=card.reach)
                for n, card in zip(shown, cards, strict=True)
            ),
            touchpoints=cards,
            curve=Curve(points=points),
            quotes=quotes,
            pains=pains,
            opportunities=chances,
            measures=tuple(Measure(stage=c.name, label="go on", claim=c.reach or "") for c in columns),
            notes=(f"drawn with {self._said.value}", "stores are not recorded"),
            claims=self._claims,
            lake_version=str(self._said.value),
        )

    def _hurt(self) -> Sequence[tuple[str, str]]:
        return [(place, kind) for place, kind in self._said.pains if place in self._said.touchpoints]

    def _touchpoint(self, name: str) -> TouchpointCard:
        reach = self._claim("touchpoints", "share", touchpoint=name)
        return TouchpointCard(stage=PLACES[name], name=name, channel="web", reach=reach)

    def _point(self, name: str) -> CurvePoint:
        claim = self._claim("experience", "experience", touchpoint=name)
        return CurvePoint(stage=PLACES[name], touchpoint=name, claim=claim)

    def _quote(self, at: int, place: tuple[str, str]) -> Quote:
        name, kind = place
        return Quote(id=f"q{at + 1}", stage=PLACES[name], touchpoint=name, text=f"{kind} at {name}", source="survey")

    def _pain(self, at: int, name: str, kind: str) -> Pain:
        return Pain(
            id=f"p{at + 1}",
            stage=PLACES[name],
            touchpoint=name,
            title=f"{name}: {kind}",
            proof=f"{self._said.value} {kind}",
            sentence=f"{kind} at {name}.",
            kinds=(kind,),
            severity=self._said.value,
            claims=(self._claim(kind, "rate", touchpoint=name),),
            quotes=(f"q{at + 1}",),
        )

    def _answer(self, at: int, pain: Pain) -> Opportunity:
        claim = self._claim(pain.kinds[0], "left", touchpoint=pain.touchpoint)
        title = f"Mend {pain.touchpoint}"
        return Opportunity(
            id=f"o{at + 1}", stage=pain.stage, touchpoint=pain.touchpoint, title=title, claim=claim, pain=pain.id,
            bringing=Worth(text="more", value=self._said.value, claims=(self._claim("worth", "value", touchpoint=pain.touchpoint),)),
        )  # fmt: skip

    def _praise(self, at: int, name: str) -> Praise:
        place = {"stage": PLACES[name], "touchpoint": name}
        claims = (self._claim("praise", "rate", touchpoint=name),)
        words = {"title": f"{name}: loved", "proof": "much", "sentence": f"{name} is loved."}
        return Praise(id=f"a{at + 1}", kinds=("words",), strength=self._said.value, claims=claims, **words, **place)

    def _moment(self, name: str) -> MomentOfTruth:
        held = self._claim("moments", "difference", touchpoint=name)
        place = {"stage": PLACES[name], "touchpoint": name, "sentence": f"{self._said.value} more come back."}
        return MomentOfTruth(
            what="experience", outcome="they come back", difference=held, claims=(held,), effect=0.3, q=0.01, **place
        )

    def _goal(self, at: int, name: str) -> Goal:
        claim = self._claim("goal", "rate", touchpoint=name)
        known = Goal(id=f"g{at + 1}", title=f"More of {name}", stage=PLACES[name], claim=claim, start=0.1, target=1.1)
        return judged_again(known, self._claims[claim], None)

    def _item(self, stage: str) -> ChecklistItem:
        claim = self._claim("item", "rate", stage=stage)
        status: Any = "covered" if self._said.value > 0.5 else "gap"
        text = f"{self._said.value} come there."
        return ChecklistItem(
            id="self-help", stage=stage, title="They help themselves", status=status, text=text, claims=(claim,)
        )

    def _gap(self, stage: str) -> ContentGap:
        claims = (self._claim("gap", "customers", stage=stage),)
        return ContentGap(stage=stage, channel="email", text=f"{self._said.value} meet nothing.", claims=claims)

    def _flow(self, first: str, then: str) -> Flow:
        claim = self._claim("flow", "customers", pair=f"{first} {then}")
        return Flow(from_touchpoint=first, to_touchpoint=then, direction="forward", claim=claim)

    def _amplify(self, at: int, name: str) -> Opportunity:
        return Opportunity(id=f"o{at + 1}", stage=PLACES[name], touchpoint=name, title=f"More of {name}")


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    names = draw(st.permutations(tuple(PLACES)))
    places = st.tuples(st.sampled_from(tuple(PLACES)), st.sampled_from(KINDS))
    return Drawn(
        touchpoints=tuple(names[: draw(st.integers(1, len(names)))]),
        pains=tuple(draw(st.lists(places, max_size=5, unique=True))),
        loved=tuple(draw(st.lists(st.sampled_from(tuple(PLACES)), max_size=2, unique=True))),
        value=draw(st.sampled_from((0.2, 0.5, 0.9))),
    )


Change = dict[str, Any]
LISTS = ("touchpoints", "actions", "pains", "opportunities", "measures", "quotes", "praises", "goals", "checklist")
TEXTS = {
    "touchpoints": ("name", "channel"),
    "actions": ("text",),
    "pains": ("title", "sentence", "proof", "who"),
    "opportunities": ("title", "why", "worth"),
    "measures": ("label",),
    "quotes": (),
    "praises": ("title", "proof"),
    "goals": ("title", "owner"),
    "checklist": ("title",),
}


@dataclass(frozen=True)
class Edited:
    """A map as people have it, and what they did: texts that must stay, cards (by their old texts) that must stay away."""

    map: JourneyMap
    written: tuple[str, ...] = ()
    taken_away: tuple[tuple[str, Any], ...] = ()

    def having(self, kind: str, cards: Iterable[Any]) -> "Edited":
        return replace(self, map=self.map.model_copy(update={kind: tuple(cards)}))


@st.composite
def edited(draw: st.DrawFn, journey: JourneyMap) -> Edited:
    found = Edited(journey)
    for at in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(LISTS))
        deed = draw(st.sampled_from((_write, _take_away, _add, _reorder, _note)))
        found = deed(draw, found, kind, f"{draw(st.sampled_from(WORDS))} {at}")
    return found


def _write(draw: st.DrawFn, done: Edited, kind: str, text: str) -> Edited:
    cards = [*getattr(done.map, kind)]
    if not cards or not TEXTS[kind]:
        return done
    at, field = draw(st.integers(0, len(cards) - 1)), draw(st.sampled_from(TEXTS[kind]))
    before = getattr(cards[at], field)
    cards[at] = cards[at].model_copy(update={field: text})
    written = tuple(one for one in done.written if one != before)
    return replace(done.having(kind, cards), written=(*written, text))


def _take_away(draw: st.DrawFn, done: Edited, kind: str, _: str) -> Edited:
    cards = [*getattr(done.map, kind)]
    if not cards:
        return done
    gone = cards.pop(draw(st.integers(0, len(cards) - 1)))
    said = {str(value) for value in gone.model_dump().values()}
    written = tuple(one for one in done.written if one not in said)
    return replace(done.having(kind, cards), written=written, taken_away=(*done.taken_away, (kind, gone)))


def _add(draw: st.DrawFn, done: Edited, kind: str, text: str) -> Edited:
    stage = draw(st.sampled_from([column.name for column in done.map.stages]))
    place = {"stage": stage, "touchpoint": "Search"}
    claim = next(iter(done.map.claims))
    added: Any = {
        "touchpoints": TouchpointCard(stage=stage, name=text, channel="store"),
        "actions": Action(stage=stage, text=text),
        "pains": Pain(id=f"own {text}", title=text, proof="", sentence="", kinds=(), severity=0, claims=(), **place),
        "opportunities": Opportunity(id=f"own {text}", title=text, **place),
        "measures": Measure(stage=stage, label=text, claim=claim),
        "quotes": Quote(id=f"own {text}", text=text, source="heard in a shop", **place),
        "praises": Praise(
            id=f"own {text}", title=text, proof="", sentence="", kinds=(), strength=0, claims=(), **place
        ),
        "goals": Goal(id=f"own {text}", title=text, target=0.9, **place),
        "checklist": ChecklistItem(id=f"own {text}", stage=stage, title=text, status="unknown", text="Not asked yet."),
    }[kind]
    cards = [*getattr(done.map, kind)]
    cards.insert(draw(st.integers(0, len(cards))), added)
    return replace(done.having(kind, cards), written=(*done.written, text))


def _reorder(draw: st.DrawFn, done: Edited, kind: str, _: str) -> Edited:
    return done.having(kind, draw(st.permutations(getattr(done.map, kind))))


def _note(_: st.DrawFn, done: Edited, __: str, text: str) -> Edited:
    notes = (text, *done.map.notes[1:])
    return replace(
        done,
        map=done.map.model_copy(update={"notes": notes}),
        written=(*[w for w in done.written if w not in done.map.notes], text),
    )
