"""How far have later records come towards a future map?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from footpath.errors import FootpathError, MapError
from footpath.maps.claims import Ask, bind_claim
from footpath.maps.future.closing import Estimate, closed_part, moved_part
from footpath.maps.future.naming import EXPERIENCE
from footpath.maps.sentences import Sentence
from footpath.maps.wording import count_text
from footpath.model.claims import Claim
from footpath.model.futures import PlannedChange, Reached, subject_of
from footpath.model.intervals import wilson_rate
from footpath.model.maps import JourneyMap
from footpath.model.questions import Answer, parse_period

_INSTANT = timedelta(microseconds=1)
NO_GAP = "The target lies within the interval of what was: it cannot be told whether there was a gap."
NOT_SAID = "Later records say nothing of it."
LATER = "in later records"
SET_ITSELF, COMERS = "{about}", "share of customers who came to {about}"
NOTHING_BEFORE = "There was nothing to start from."


def measure_progress(future: JourneyMap, ask: Ask, during: str | None = None) -> JourneyMap:
    """The same map, with how far each of its planned changes is reached.

    Every claim that a target is about is asked again over the time since the map's records ended, and over as long a time before,
    with nothing else changed: the longer one looks, the more customers come anywhere, so only equal times can be compared.
    Of a removed touchpoint it is told how many still come there, of an added one how many come now.

    Args:
        ask: answers questions over the records as they are now.
        during: another period; without it, what is later than the map's ``as_of``.

    Returns:
        The map with ``reached``, one for each planned change in their order, and the claims that they rest on.

    Raises:
        MapError: it is no future map, or no later record is there.
    """
    if future.state != "future":
        raise MapError(f'"{future.title}" is no map of the future.', "Plan one first: footpath map future.")
    earlier = {name for one in future.reached for name in (one.claim, one.before) if name}
    claims = {name: claim for name, claim in future.claims.items() if name not in earlier}
    asking = _Later(future, ask, *_periods(future, ask, during), claims)
    reached = tuple(asking.reached(at, change) for at, change in enumerate(future.planned_changes))
    return future.model_copy(update={"reached": reached, "claims": asking.claims})


def _periods(future: JourneyMap, ask: Ask, during: str | None) -> tuple[str, str]:
    """The later time, and as long a one before: shares and rates grow with the time that is looked at."""
    overview = ask({"ask": "overview"})
    now, then = overview.as_of, future.as_of
    if then is None:
        raise MapError("The map does not say when its records end.", "Draw and plan it again.")
    if now is None or now <= then:
        raise MapError(
            f"There are no records later than those of the map, which end on {then:%Y-%m-%d}.", "Load newer ones first."
        )
    start, end = parse_period(during) if during else (then + _INSTANT, now + _INSTANT)
    first_at = future.from_at or datetime.fromisoformat(str(overview.dicts()[0]["first_at"]))
    long = min(end - start, then + _INSTANT - first_at)
    return _period(max(start, end - long), end), _period(then + _INSTANT - long, then + _INSTANT)


def _period(start: datetime, end: datetime) -> str:
    return f"{start.isoformat()}..{end.isoformat()}"


@dataclass
class _Later:
    """One map asked about later records; ``claims`` grow by what they say."""

    future: JourneyMap
    ask: Ask
    during: str
    before: str
    claims: dict[str, Claim] = field(default_factory=dict)

    def reached(self, at: int, change: PlannedChange) -> Reached:
        ways: dict[str, Callable[[int, PlannedChange], Reached]] = {
            "target": self._target,
            "remove": self._removed,
            "add": self._added,
            "move": self._moved,
        }
        try:
            return ways[change.what](at, change)
        except FootpathError as error:
            return Reached(at=at, target=change.target, why=f"It cannot be asked any more: {error.message}")

    def _target(self, at: int, change: PlannedChange) -> Reached:
        was = self.future.claims.get(change.claim or "")
        if was is None:
            return self._unmeasured_before(at, change)
        before, now = self._twice(at, change, was)
        if before is None or now is None or change.target is None:
            return Reached(at=at, target=change.target, why=NOT_SAID)
        if before.value == was.value and before.n == was.n:  # the map's own time is as long
            part = closed_part(_estimate(before), _estimate(now), change.target)
        else:
            part = moved_part(_estimate(before), _estimate(now), _estimate(was), change.target)
        return _compared(at, before, now, change.target, part)

    def _twice(self, at: int, change: PlannedChange, was: Claim) -> tuple[Claim | None, Claim | None]:
        """The same number of as long a time before the map was made, and of later records."""
        found = []
        for during, name, words in ((self.before, "before", "in as long a time before"), (self.during, "later", LATER)):
            answer = self.ask({**was.question, "during": during})
            found.append(self._bound(self._free(f"{name}{at + 1}"), change, answer, was, words))
        return found[0], found[1]

    def _unmeasured_before(self, at: int, change: PlannedChange) -> Reached:
        answer = self._asked({"ask": "experience", "per": "touchpoint"})
        row = answer.pick({"touchpoint": change.touchpoint}) if change.of == EXPERIENCE else None
        now = self._new(at, change, answer, row, "experience")
        if now is None:
            return Reached(at=at, target=change.target, why=NOT_SAID)
        return Reached(at=at, now=now.value, target=change.target, claim=now.id, why=NOTHING_BEFORE)

    def _removed(self, at: int, change: PlannedChange) -> Reached:
        was = self.future.claims.get(change.claim or "")
        if was is None:
            return Reached(at=at, target=0.0, why=NOTHING_BEFORE)
        before, now = self._twice(at, change, was)
        if before is None:
            return Reached(at=at, target=0.0, why=NOTHING_BEFORE)
        if now is not None:
            return _compared(at, before, now, 0.0, closed_part(_estimate(before), _estimate(now), 0.0))
        n = self.ask({**was.question, "during": self.during}).n
        if not n:
            return Reached(at=at, was=before.value, target=0.0, before=before.id, why=NOT_SAID)
        part = closed_part(_estimate(before), Estimate(0.0, *wilson_rate(0, n)), 0.0)
        why = f"Nobody of {count_text(n)} customers came there."
        return Reached(at=at, was=before.value, now=0.0, target=0.0, before=before.id, why=why, **_part(part))

    def _added(self, at: int, change: PlannedChange) -> Reached:
        answer = self._asked({"ask": "touchpoints"})
        now = self._new(at, change, answer, answer.pick({"touchpoint": change.touchpoint}), "share")
        if now is None or not now.value:
            return Reached(at=at, why="No record of it yet.")
        return Reached(at=at, now=now.value, claim=now.id)

    def _moved(self, at: int, change: PlannedChange) -> Reached:
        row = self._asked({"ask": "touchpoints"}).pick({"touchpoint": change.touchpoint})
        if row is None:
            return Reached(at=at, why=NOT_SAID)
        stands = row.get("stage")
        return Reached(at=at, why=f"It stands in {stands} now." if stands else "It stands in no stage now.")

    def _asked(self, question: dict[str, Any]) -> Answer:
        return self.ask({**question, "during": self.during})

    def _new(
        self, at: int, change: PlannedChange, answer: Answer, row: dict[str, Any] | None, name: str
    ) -> Claim | None:
        if row is None:
            return None
        sentence = self._sentence(change, LATER)
        return self._kept(bind_claim(self._free(f"later{at + 1}"), answer, row, name, sentence, words=self._words))

    def _bound(self, name: str, change: PlannedChange, answer: Answer, was: Claim, words: str) -> Claim | None:
        """The same number as the map's claim, of another time."""
        row = answer.pick(was.pick)
        if row is None:
            return None
        ways = {"factor": was.factor, "offset": was.offset, "unit": was.unit, "tier": was.tier}
        sentence = self._sentence(change, words)
        bound = bind_claim(name, answer, row, was.field, sentence, words=self._words, **ways)  # type: ignore[arg-type]
        return self._kept(bound.model_copy(update={"pick": was.pick}) if bound else None)

    def _kept(self, claim: Claim | None) -> Claim | None:
        if claim is not None:
            self.claims[claim.id] = claim
        return claim

    def _sentence(self, change: PlannedChange, when: str) -> Sentence:
        about = subject_of(change, {pain.id: pain.title for pain in self.future.pains})
        named = SET_ITSELF if change.of else COMERS
        return Sentence("{named} {when}: {value|figure}", named=Sentence(named, about=about), when=when)

    def _words(self) -> Iterator[str]:
        """What things are called on the map, and what was planned for it."""
        for change in self.future.planned_changes:
            yield from (change.stage, change.touchpoint, change.of)
        yield from (pain.title for pain in self.future.pains)

    def _free(self, name: str) -> str:
        while name in self.claims:
            name += "x"
        return name


def _estimate(claim: Claim) -> Estimate:
    return Estimate(claim.value, claim.low, claim.high)


def _compared(at: int, before: Claim, now: Claim, target: float, part: Estimate | None) -> Reached:
    numbers = {"was": before.value, "now": now.value, "target": target}
    why = "" if part is not None else NO_GAP
    return Reached(at=at, claim=now.id, before=before.id, why=why, **numbers, **_part(part))


def _part(part: Estimate | None) -> dict[str, float | None]:
    if part is None:
        return {}
    return {"closed": part.value, "closed_low": part.low, "closed_high": part.high}
