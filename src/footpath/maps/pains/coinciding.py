"""What was there at the same time: what came up or ended with a pain's onset. That it is why, nobody says."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from footpath.maps.names import tokens
from footpath.maps.pains.finding import Finding, Onset
from footpath.maps.pains.looking import splits
from footpath.maps.pains.onset import period_of
from footpath.maps.pains.segments import title_among
from footpath.maps.scene import Scene
from footpath.maps.wording import count_text
from footpath.model.figures import share_text

NEAR = timedelta(days=3)  # beside the onset's own interval
LEAST_CUSTOMERS = 0.005  # of all: a value that fewer have is no news
MOST_TOLD = 5
MOST_RISING = 2  # of the themes that rise then, those that rise most
CLEARLY_MORE = 3.0  # times as many texts as expected


def coinciding(scene: Scene, finding: Finding) -> tuple[str, ...]:
    """Up to five things, each in a sentence; none where a pain has no day."""
    onset = finding.onset
    if onset is None:
        return ()
    told = [*_first_seen(scene, onset), *_more_came(scene, finding, onset), *_rising_words(scene, onset)]
    return tuple(dict.fromkeys(told))[:MOST_TOLD]


def is_near(onset: Onset, day: date) -> bool:
    """Is it within the days between which the onset lies, or right beside them?"""
    return onset.low - NEAR <= day <= onset.high + NEAR


def _first_seen(scene: Scene, onset: Onset) -> Iterable[str]:
    """Values that were new then, or when it ended, such as an app's version or a campaign."""
    for dimension, groups in splits(scene):
        rows = [r for r in scene.book.rows({"ask": "overview", "by": dimension}) if r.get("group") and r["first_at"]]
        for row in rows:
            day, name = datetime.fromisoformat(str(row["first_at"])).date(), str(row["group"])
            if name not in groups or row["customers"] < LEAST_CUSTOMERS * scene.customers or _is_first(scene, day):
                continue
            what = f"{' '.join(tokens(dimension))} {name}"
            if is_near(onset, day):
                yield f"At the same time, on {_day(day)}, {what} was first seen."
            if onset.until and abs(day - onset.until) <= NEAR:
                yield f"When it ended, on {_day(day)}, {what} was first seen."


def _is_first(scene: Scene, day: date) -> bool:
    """The first days of the records: everything is new then."""
    first = scene.period[0]
    return first is not None and day <= first.date() + 2 * NEAR


def _more_came(scene: Scene, finding: Finding, onset: Onset) -> Iterable[str]:
    """More customers at the touchpoint than before."""
    if onset.signal == "visits":
        return
    question: dict[str, Any] = {"ask": "onset", "touchpoint": finding.touchpoint, "signals": ["visits"]}
    question["during"] = period_of(scene)
    if finding.segment:
        question["segment"] = dict([finding.segment])
    for row in scene.book.rows(question):
        if is_near(onset, date.fromisoformat(row["onset_on"])):
            shares = f"{share_text(row['before'])} of those seen on a day before, {share_text(row['since'])} since"
            yield f"At the same time more came to {finding.touchpoint}{title_among(finding.segment)}: {shares}."


def _rising_words(scene: Scene, onset: Onset) -> Iterable[str]:
    """Themes that customers suddenly spoke of more often, where somebody has listened."""
    if not scene.evidence.heard:
        return
    rows = [r for r in scene.book.rows({"ask": "spikes", "what": "themes"}) if r.get("theme")]
    near = [r for r in rows if is_near(onset, date.fromisoformat(r["onset_on"])) and r["ratio"] >= CLEARLY_MORE]
    for row in sorted(near, key=lambda r: (-r["ratio"], r["theme"]))[:MOST_RISING]:
        times = f"{row['ratio']:.1f} times as many texts as expected"
        yield f"At the same time more spoke of “{row['theme']}”: {times}, from {count_text(row['customers'])} customers."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
