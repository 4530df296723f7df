"""An answer to every question over one small index, with names that try to break what draws them."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from footpath.analysis import ask
from footpath.analysis.aftermath import AftermathRow
from footpath.analysis.onset import OnsetRow
from footpath.journeys import journeys
from footpath.journeys.index import Index
from footpath.model.questions import Answer

SCRIPT = "<script>alert(1)</script>"
LONG = "the page that nobody should ever have given such a very very long name to"
ARABIC, CHINESE, PROTO = "صفحة السلة", "付款页面", "__proto__"
NAMES = (SCRIPT, LONG, ARABIC, CHINESE, PROTO)

QUESTIONS: dict[str, dict[str, Any]] = {
    "overview": {},
    "touchpoints": {},
    "transitions": {},
    "loops": {"gap": None},
    "variants": {},
    "flows": {"start": SCRIPT, "depth": 3},
    "step_matrix": {"start": SCRIPT, "steps": 4},
    "funnel": {"steps": [SCRIPT, ARABIC, CHINESE], "within": "7d"},
    "conversion_times": {"steps": [SCRIPT, CHINESE], "within": "7d"},
    "matches": {"pattern": f'"{ARABIC}" -> "{CHINESE}"'},
    "conformance": {"planned": f'"{SCRIPT}" -> "{ARABIC}" .*'},
    "dwell": {},
    "survival": {"start": SCRIPT, "until": CHINESE},
    "dropoff": {},
    "leavers": {"touchpoint": ARABIC},
    "compare": {"a": {"where": {"device": "phone"}}, "b": {"where": {"device": PROTO}}},
    "decompose": {"steps": [SCRIPT, CHINESE], "before": "2024-01", "after": "2024-02", "over": "device"},
    "moments": {"outcome": CHINESE, "after_events": 2},
    "aftermath": {"outcome": CHINESE},
    "onset": {"signals": ["leaving"], "touchpoint": ARABIC},
    "stages": {},
    "stage_transitions": {},
    "retention": {"every": "day"},
    "stickiness": {},
    "lifecycle": {"every": "week"},
    "sessions": {},
    "session_gaps": {},
    "pages": {},
    "frustration": {"errors": [PROTO], "contacts": [LONG], "rage_count": 2, "rage_within": "1h"},
    "support": {"opened": [SCRIPT], "replied": [ARABIC], "resolved": [CHINESE]},
    "attribution": {"conversion": CHINESE, "over": "touchpoint"},
    "experience": {},
    "scores": {},
    "themes": {},
    "spikes": {},
    "drivers": {},
    "nonresponse": {},
    "emotions": {"per": "touchpoint"},
    "aims": {"per": "touchpoint"},
    "expectations": {},
    "promises": {},
    "repeats": {},
    "value": {},
    "tiers": {},
    "metric": {"count": "customers", "step": CHINESE, "of": {"count": "customers"}},
}
# Those whose charts need not name a touchpoint.
_PARTS = ("overview", "stages", "stage_transitions", "retention", "stickiness", "lifecycle", "sessions", "session_gaps")
NAMELESS = frozenset(
    (*_PARTS, "matches", "support", "tiers", "decompose", "compare", "leavers", "moments", "nonresponse")
)


def spoken(number: int) -> str:
    """What a text feels, expects and speaks of: one theme all the time, and one that comes suddenly."""
    sudden = f"+{SCRIPT}:-1" if number % 40 >= 30 else ""
    felt = f"|emotion={('anger', 'delight', 'trust')[number % 3]}|aim={('goal', 'obstacle')[number % 2]}|stated=1h|waited={number % 5 + 1}h"
    return f'{felt}|theme="{CHINESE}:{number % 5 / 4 - 0.5}{f"+{PROTO}:0.5" if number % 3 else ""}{sudden}"'


@cache
def small_index() -> Index:
    """Customers of whom one half goes on to pay, a third stops at choosing, and the rest turns back; the last are open."""
    texts = {}
    for number in range(200):
        device = "phone" if number % 3 else PROTO
        begin = f"{number % 40}d"
        paid = f'"{CHINESE}"@{begin}3h|device={device}|value={10 + number}|promised={begin}2h'
        said = f'"{LONG}"@{begin}5h|device={device}|score=0.{number % 9 + 1}|experience=0.{number % 9 + 1}|kind=nps|about="{ARABIC}"{spoken(number)}'
        back = f'"{PROTO}"@{begin}4h|device={device} "{PROTO}"@{begin}241m|device={device} "{SCRIPT}"@{begin}9h|device={device}'
        end = (f"{paid} {said}", "", f"{paid} {said}", back, f"{paid} {said}", "")[number % 6]
        first = f'"{LONG if number % 5 else SCRIPT}"@{begin}30m|device={device} "{SCRIPT}"@{begin}1h|device={device}'
        texts[f"c{number}"] = f'{first} "{ARABIC}"@{begin}2h|device={device} {end}'.strip()
    stages = {SCRIPT: "Find", ARABIC: "Choose", PROTO: "Choose", CHINESE: "Pay", LONG: "Stay"}
    return journeys(texts, stages=stages, shards=2)


@cache
def answer_to(name: str, by: str | None = None) -> Answer:
    question = {"ask": name, **QUESTIONS[name], **({"by": by} if by else {})}
    if name in BY_HAND:  # of what so few customers cannot show
        groups = ("phone", PROTO) if by else (None,)
        rows = tuple(replace(row, group=group) for group in groups for row in BY_HAND[name])
        return Answer(question, datetime(2024, 2, 9, tzinfo=UTC), 200, rows)
    return ask(small_index(), question)


BY_HAND: dict[str, tuple[Any, ...]] = {
    "aftermath": tuple(
        AftermathRow(
            touchpoint=name,
            stage="Find",
            of="said",
            good_n=60,
            good_reached=45,
            good_rate=0.75,
            poor_n=50,
            poor_reached=20,
            poor_rate=0.4,
            difference=0.35 - at / 4,
            low=0.17 - at / 4,
            high=0.5 - at / 4,
            raw_difference=0.35,
            strata=4,
            effect=0.72,
            p=0.001,
            q=0.002 + at / 3,
            open=3,
            skipped=1,
        )
        for at, name in enumerate(NAMES)
    ),
    "onset": (
        OnsetRow(
            touchpoint=ARABIC,
            stage="Choose",
            onset_on="2024-01-20",
            onset_low_on="2024-01-18",
            onset_high_on="2024-01-21",
            until_on=None,
            before_n=80,
            before=0.1,
            before_low=0.05,
            before_high=0.19,
            since_n=90,
            since=0.4,
            since_low=0.3,
            since_high=0.5,
            rest_before=0.1,
            rest_since=0.11,
            p=1e-6,
        ),
    ),
}
