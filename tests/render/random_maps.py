"""Random maps for Hypothesis: any number of stages, cards, points and quotes, and names in any script."""

from datetime import date

from hypothesis import strategies as st
from made_maps import HOSTILE, MapMaker

from footpath.model.maps import JourneyMap
from footpath.model.records import Tier

WORDS = (
    "Cart",
    "Click & Collect — Filiale Düsseldorf-Oberkassel",
    "Wort" * 12,
    "صفحة المنتج وتفاصيله",
    "商品ページと詳しい説明",
    "Δοκιμή σελίδας",
    "Оформление заказа",
    "a",
    "Delivery was nine days late, and nobody had told me anything about it until I wrote three mails and called twice.",
    *HOSTILE[:4],
)
texts = st.sampled_from(WORDS) | st.text(max_size=60)
shares = st.floats(0, 1)
days = st.none() | st.dates(date(2025, 1, 1), date(2026, 12, 31))
moods = st.none() | st.floats(-1, 1)


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap:
    m = MapMaker(draw(texts), scope=draw(texts))
    for _ in range(draw(st.integers(0, 4))):
        m.figure(draw(texts), draw(st.integers(0, 10**9)), 5, "count")
    for _ in range(draw(st.integers(0, 5))):
        m.persona(draw(texts), draw(shares))
    for at in range(draw(st.integers(0, 9))):
        stage = f"{draw(texts)} {at}"
        reach = draw(st.none() | st.integers(0, 10**6))
        m.stage(stage, reach, draw(st.none() | shares))
        _fill(m, stage, draw)
    for _ in range(draw(st.sampled_from([0, 0, 1, 3, 6]))):
        status = draw(st.sampled_from(["reached", "on the way", "behind", "away", "unknown"]))
        m.goal(draw(texts), status, draw(st.none() | st.floats(-3, 3)), owner=draw(texts), by_on=draw(days))
    for _ in range(draw(st.integers(0, 3))):
        m.note(draw(texts))
    m.missing = draw(texts)
    return m.map()


def _fill(m: MapMaker, stage: str, draw: st.DrawFn) -> None:
    for _ in range(draw(st.sampled_from([0, 1, 2, 3, 14]))):
        name = draw(texts)
        m.touchpoint(
            stage,
            name,
            draw(st.sampled_from(["web", "store", "?"])),
            draw(st.none() | shares),
            draw(moods),
            draw(st.integers(1, 5000)),
        )
        if draw(st.integers(0, 4)) == 0:
            m.moment(stage, name, draw(texts))
        if draw(st.booleans()):
            m.quote(stage, name, draw(texts), draw(texts), draw(moods))
    for _ in range(draw(st.integers(0, 2))):
        m.action(stage, draw(texts))
        told = [draw(texts) for _ in range(4)]
        stake = m.stake(draw(st.floats(-1e7, 1e7)), draw(st.sampled_from(["money", "count", "seconds"])))
        begun = {"onset_on": draw(days), "onset_low_on": draw(days), "until_on": draw(days), "stake": stake}
        pain = m.pain(stage, *told, draw(shares), draw(st.sampled_from(Tier)), **begun)
        for _ in range(draw(st.integers(0, 3))):
            kind = draw(st.sampled_from(["fix", "amplify"]))
            m.opportunity(stage, draw(texts), draw(texts), draw(texts), draw(st.sampled_from([pain, None])), kind=kind)
        m.praise(stage, draw(texts), draw(texts), draw(texts), draw(texts), draw(shares))
        m.aim(stage, draw(st.sampled_from(["goal", "need", "motivation", "obstacle"])), draw(texts), draw(texts))
        m.check(stage, draw(texts), draw(st.sampled_from(["covered", "gap", "unknown"])), draw(texts))
        m.gap(stage, draw(st.sampled_from(["web", "store", "?"])), draw(texts), draw(texts))
        trend = draw(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=6))
        unit = draw(st.sampled_from(["share", "count", "score", "seconds", "money", "nps", "points"]))
        m.measure(stage, draw(texts), trend, draw(st.floats(-1e6, 1e6)), 50, unit, 3.0)
