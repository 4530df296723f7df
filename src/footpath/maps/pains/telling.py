"""Tell a finding in plain words: a title, the figure that proves it, whom it touches, since when, what is at stake, its claims.

What goes together is said, never what causes what.
"""

from dataclasses import replace

from footpath.maps.feeling import QuoteBook
from footpath.maps.pains.cells import DELAY, FRUSTRATION, LEAVING, PROMISE, REPEAT, SCORE, WORDS
from footpath.maps.pains.coinciding import coinciding
from footpath.maps.pains.finding import Finding
from footpath.maps.pains.proofs import TELL, Told, tell_broken
from footpath.maps.pains.segments import title_among
from footpath.maps.pains.stakes import stake_of
from footpath.maps.scene import Scene
from footpath.maps.sentences import Sentence
from footpath.maps.wording import count_text
from footpath.model.claims import Unit
from footpath.model.findings import Pain

QUOTES_A_PAIN = 2
TITLES = {
    LEAVING: "many leave here",
    DELAY: "a long wait",
    SCORE: "rated low",
    PROMISE: "later than promised",
    REPEAT: "customers have to come again",
    FRUSTRATION: "customers try again and again",
    WORDS: "many complain",
}
COUNTED = {  # the field of a signal's row that says how many it touches, and what they are
    LEAVING: ("arrivals", "customers"),
    REPEAT: ("customers", "customers"),
    PROMISE: ("broken", "times"),
    SCORE: ("n", "scores and texts"),
    DELAY: ("n", "times"),
    FRUSTRATION: ("arrivals", "customers"),
    WORDS: ("n", "texts"),
}
LEVEL = "{value|figure} at {place} {when}"
UNITS: dict[str, Unit] = {"score": "experience", "delay": "seconds"}  # of an onset's figures, where they are no shares


def tell_pain(scene: Scene, finding: Finding, number: int, tried: int, quotes: QuoteBook) -> Pain:
    """The pain as it stands on the map."""
    caution = f"found among {count_text(tried)} comparisons, corrected for their number"
    told = [TELL[signal.kind](scene, signal, caution) for signal in finding.signals]
    if finding.promise:
        told.insert(0 if finding.leads_with_promise else 1, tell_broken(scene, finding, caution))
    told = [one for one in told if one.claims]
    besides = [one for other in finding.also for one in _tell_also(scene, other, caution)]
    who, touched = _who(scene, finding)
    since, dated = _since(scene, finding)
    claims = [claim for one in (*told, *besides) for claim in one.claims]
    claims += [claim for claim in (touched, *dated) if claim]
    onset = finding.onset
    return Pain(
        id=f"p{number}",
        stage=scene.stage_of(finding.touchpoint) or "",
        touchpoint=finding.touchpoint,
        title=f"{finding.touchpoint}: {TITLES[finding.kinds[0]]}{title_among(finding.segment)}",
        proof=told[0].proof if told else "",
        who=who,
        sentence=_sentence([one.clause for one in (*told, *besides)], since),
        kinds=tuple(dict.fromkeys(kind for one in (finding, *finding.also) for kind in one.kinds)),
        segment=dict([finding.segment]) if finding.segment else {},
        severity=round(finding.severity, 4),
        claims=tuple(dict.fromkeys(claims)),
        quotes=quotes.about(finding.touchpoint, "low", QUOTES_A_PAIN, finding.where),
        frequency=_frequency(told),
        reach=touched,
        onset_on=onset.on if onset else None,
        onset_low_on=onset.low if onset else None,
        onset_high_on=onset.high if onset else None,
        until_on=onset.until if onset else None,
        stake=stake_of(scene, finding),
        coincides=coinciding(scene, finding),
    )


def _tell_also(scene: Scene, other: Finding, caution: str) -> list[Told]:
    """The same trouble at a neighbouring touchpoint."""
    told = [TELL[signal.kind](scene, signal, caution) for signal in other.signals]
    told += [tell_broken(scene, other, caution)] if other.promise else []
    return [replace(one, clause=f"at {other.touchpoint}, {one.clause}") for one in told if one.claims]


def _frequency(told: list[Told]) -> str | None:
    return next((one.frequency for one in told if one.frequency), None)


def _who(scene: Scene, finding: Finding) -> tuple[str, str | None]:
    """How many it touches: those that the signal that names it counted."""
    field, words = COUNTED[finding.kinds[0]]
    if finding.leads_with_promise and finding.promise:
        answer, row = finding.promise.answer, finding.promise.row
    else:
        answer, row = finding.signals[0].cell.answer, dict(finding.signals[0].cell.row)
    who = Sentence("{value|count} {words}", words=words)
    text = Sentence("{who} at {place}", who=who, place=f"{finding.touchpoint}{title_among(finding.segment)}")
    return who.told({"value": row[field]}), scene.book.bind(answer, row, field, text)


def _since(scene: Scene, finding: Finding) -> tuple[str, tuple[str, ...]]:
    """Since when and until when, with the figures before and since as claims."""
    onset = finding.onset
    if onset is None:
        return "", ()
    began = "from {beside.onset_on|day} to {beside.until_on|day}" if onset.until else "since {beside.onset_on|day}"
    since, before = Sentence(began, beside=onset.row), Sentence("otherwise" if onset.until else "before")
    row = {name: value for name, value in onset.row.items() if name != "onset_on"}  # the day may move with the records
    dated = next(iter(onset.answer.question.get("segment", {}).items()), None)
    place = f"{finding.touchpoint}{title_among(dated)}"
    unit = UNITS.get(onset.signal, "share")
    claims = [
        scene.book.bind(onset.answer, row, field, Sentence(LEVEL, place=place, when=when), unit=unit)
        for field, when in (("before", before), ("since", since))
    ]
    return since.told(row), tuple(claim for claim in claims if claim)


def _sentence(clauses: list[str], since: str) -> str:
    text = "; ".join(clauses) + (f"; clearly worse {since}" if since else "")
    return text[:1].upper() + text[1:] + "." if text else ""
