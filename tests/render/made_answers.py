"""An answer to every question over one small index, with names that try to break what draws them."""

from functools import cache
from typing import Any

from footpath.analysis import ask
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
    return ask(small_index(), question)
