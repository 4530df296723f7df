"""Made maps to draw: a rich one, and every hard case. All figures are invented."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from math import sin, sqrt
from typing import Any, Literal

from footpath.model.claims import Claim, Sample
from footpath.model.findings import (
    ChecklistItem,
    ContentGap,
    Goal,
    MomentOfTruth,
    Opportunity,
    Pain,
    Praise,
    Worth,
)
from footpath.model.maps import (
    Action,
    Aim,
    Curve,
    CurvePoint,
    Figure,
    JourneyMap,
    Measure,
    PersonaCard,
    Quote,
    StageColumn,
    TouchpointCard,
)
from footpath.model.records import Tier

Status = Literal["reached", "on the way", "behind", "away", "unknown"]
FROM, TO = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 6, 30, 21, tzinfo=UTC)


class MapMaker:
    """Collects claims and parts, then gives the map."""

    def __init__(self, title: str, scope: str = "All customers", **head: Any) -> None:
        self._head = {
            "title": title,
            "scope": scope,
            "from_at": FROM,
            "to_at": TO,
            "as_of": TO,
            "currency": "EUR",
            **head,
        }
        self._claims: dict[str, Claim] = {}
        self._parts: dict[str, list[Any]] = {}
        self._points: list[CurvePoint] = []
        self.missing = ""

    def claim(self, text: str, value: float, n: int, unit: str, half: float | None = None, **more: Any) -> str:
        name = f"c{len(self._claims) + 1}"
        if half is None and unit == "share" and n:
            half = 1.96 * sqrt(max(value * (1 - value), 0.0) / n)
        ends = {} if half is None else {"low": value - half, "high": value + half}
        question = {"ask": "touchpoints", "where": {"device": "mobile"}} if n % 2 else {"ask": "dropoff"}
        fields = {"question": question, "field": "rate", "pick": {"touchpoint": text}, "from_at": FROM, "to_at": TO}
        self._claims[name] = Claim(id=name, text=text, value=value, n=n, unit=unit, **{**fields, **ends, **more})
        return name

    def add(self, kind: str, part: Any) -> None:
        self._parts.setdefault(kind, []).append(part)

    def figure(self, label: str, *claim: Any) -> None:
        self.add("figures", Figure(label=label, claim=self.claim(label, *claim)))

    def persona(self, name: str, share: float) -> None:
        self.add("personas", PersonaCard(name=name, claim=self.claim(f"{name} among customers", share, 19842, "share")))

    def stage(self, name: str, reach: int | None, goes_on: float | None = None, icon: str = "circle") -> None:
        seen = None if reach is None else self.claim(f"Customers seen in {name}", reach, reach, "count")
        on = None if goes_on is None else self.claim(f"Go on after {name}", goes_on, reach or 0, "share")
        self.add("stages", StageColumn(name=name, icon=icon, reach=seen, goes_on=on))

    def action(self, stage: str, text: str) -> None:
        self.add("actions", Action(stage=stage, text=text, claim=self.claim(text, 0.5, 4000, "share")))

    def touchpoint(
        self,
        stage: str,
        name: str,
        channel: str,
        reach: float | None,
        feels: float | None = None,
        n: int = 900,
        effect: float | None = None,
        point: bool = True,
    ) -> None:
        """A card; with ``feels`` it is a point of the curve too. Without ``reach`` it is assumed."""
        reached = None if reach is None else self.claim(f"Reach of {name}", reach, 9000, "share")
        felt = None
        if feels is not None:
            felt = self.claim(f"Experience at {name}", feels, n, "experience", 1.2 / sqrt(n), samples=_samples(name))
            if point:
                self._points.append(CurvePoint(stage=stage, touchpoint=name, claim=felt))
        effective = None if effect is None else self.claim(f"Effectiveness of {name}", effect, 9000, "experience", 0.02)
        card = TouchpointCard(
            stage=stage,
            name=name,
            channel=channel,
            reach=reached,
            experience=felt,
            effectiveness=effective,
            tier=Tier.ASSUMED if reach is None else Tier.MEASURED,
        )
        self.add("touchpoints", card)

    def quote(self, stage: str, touchpoint: str, text: str, source: str, experience: float | None) -> str:
        name = f"q{len(self._parts.get('quotes', [])) + 1}"
        fields = {"stage": stage, "touchpoint": touchpoint, "text": text, "source": source, "said_at": FROM}
        self.add("quotes", Quote(id=name, experience=experience, **fields))
        return name

    def pain(
        self,
        stage: str,
        touchpoint: str,
        title: str,
        proof: str,
        who: str,
        severity: float,
        tier: Tier = Tier.MEASURED,
        **more: Any,
    ) -> str:
        name = f"p{len(self._parts.get('pains', [])) + 1}"
        claims = (
            self.claim(proof, 0.38, 5330, "share", tier=tier),
            self.claim(f"{title}, elsewhere", 0.21, 8000, "share"),
        )
        quotes = tuple(q.id for q in self._parts.get("quotes", []) if q.touchpoint == touchpoint)
        fields = {"stage": stage, "touchpoint": touchpoint, "title": title, "proof": proof, "who": who, "tier": tier}
        sentence = f"{title}: {proof}."
        kinds = ("leaving",)
        self.add(
            "pains",
            Pain(
                id=name,
                severity=severity,
                sentence=sentence,
                kinds=kinds,
                claims=claims,
                quotes=quotes,
                **fields,
                **more,
            ),
        )
        return name

    def stake(self, value: float, unit: Literal["money", "count", "seconds"] = "money") -> Worth:
        claim = self.claim(f"Lost beyond the rest: {value}", value, 900, unit, value / 5)
        text = f"about {value:,.0f} ({0.8 * value:,.0f} to {1.2 * value:,.0f}) more than elsewhere"
        assumed = ("Without it, customers would do as those elsewhere do.", "Each is worth what the others were worth.")
        return Worth(text=text, value=value, unit=unit, claims=(claim,), assumptions=assumed)

    def praise(self, stage: str, touchpoint: str, title: str, proof: str, who: str, strength: float) -> None:
        name = f"a{len(self._parts.get('praises', [])) + 1}"
        claims = (self.claim(f"{proof} ({name})", 0.52, 1100, "share"),)
        fields = {"stage": stage, "touchpoint": touchpoint, "title": title, "proof": proof, "who": who}
        sentence = f"{title}: {proof}."
        kinds = ("words", "score")
        self.add("praises", Praise(id=name, strength=strength, sentence=sentence, kinds=kinds, claims=claims, **fields))

    def moment(self, stage: str, touchpoint: str, sentence: str) -> None:
        difference = self.claim(f"Difference: {sentence}", 0.22, 9000, "share")
        fields = {"stage": stage, "touchpoint": touchpoint, "sentence": sentence, "outcome": "order within 30 days"}
        part = MomentOfTruth(
            what="occurrence", difference=difference, claims=(difference,), effect=0.5, q=1e-9, **fields
        )
        self.add("moments", part)

    def goal(self, title: str, status: Status, progress: float | None, half: float = 0.1, **more: Any) -> None:
        name = f"g{len(self._parts.get('goals', [])) + 1}"
        claim = self.claim(f"{title}, now", 0.38, 5330, "share")
        ends = {} if progress is None else {"progress_low": progress - half, "progress_high": progress + half}
        fields = {
            "start": 0.3,
            "target": 0.5,
            "start_on": date(2026, 1, 1),
            "by_on": date(2026, 12, 31),
            **ends,
            **more,
        }
        self.add("goals", Goal(id=name, title=title, claim=claim, status=status, progress=progress, **fields))

    def check(self, stage: str, title: str, status: Literal["covered", "gap", "unknown"], text: str) -> None:
        name = f"k{len(self._parts.get('checklist', [])) + 1}"
        claims = () if status == "unknown" else (self.claim(f"{title} ({name})", 0.46, 8934, "share"),)
        self.add("checklist", ChecklistItem(id=name, stage=stage, title=title, status=status, text=text, claims=claims))

    def gap(self, stage: str, channel: str, text: str, persona: str = "") -> None:
        claim = self.claim(f"Use {channel} ({stage}, {persona})", 0.6, 4000, "share")
        self.add("gaps", ContentGap(stage=stage, channel=channel, persona=persona, text=text, claims=(claim,)))

    def aim(
        self, stage: str, kind: Literal["goal", "need", "motivation", "obstacle"], where: str, said: str = ""
    ) -> None:
        quotes = (self.quote(stage, where, said, "chat", None),) if said else ()
        claim = self.claim(f"{kind} at {where}", 0.4, 120, "share")
        self.add("aims", Aim(stage=stage, kind=kind, touchpoint=where, text=where, claim=claim, quotes=quotes))

    def opportunity(
        self, stage: str, touchpoint: str, title: str, worth: str, pain: str | None = None, **more: Any
    ) -> None:
        name = f"o{len(self._parts.get('opportunities', [])) + 1}"
        claim = self.claim(f"{title}: {worth}", 640, 5330, "count", 230)
        fields = {"stage": stage, "touchpoint": touchpoint, "title": title, "worth": worth, "pain": pain}
        self.add(
            "opportunities",
            Opportunity(id=name, claim=claim, why="It meets the pain where it starts.", **fields, **more),
        )

    def measure(self, stage: str, label: str, trend: Sequence[float | None], *claim: Any) -> None:
        self.add("measures", Measure(stage=stage, label=label, claim=self.claim(label, *claim), trend=tuple(trend)))

    def note(self, text: str) -> None:
        self.add("notes", text)

    def map(self) -> JourneyMap:
        parts = {kind: tuple(items) for kind, items in self._parts.items()}
        curve = Curve(points=tuple(self._points), missing=self.missing)
        return JourneyMap(**self._head, **parts, curve=curve, claims=self._claims, lake_version="7")


def _samples(name: str) -> tuple[Sample, ...]:
    said = ("", "I waited longer than I was told.", "It was fine.")
    return tuple(Sample(customer=f"customer {i + 31}", at=FROM, touchpoint=name, text=said[i]) for i in range(3))


def _wave(start: float, slope: float, wobble: float = 0.04) -> list[float]:
    return [start + slope * week + wobble * sin(week * 1.7) + wobble * 0.6 * sin(week * 0.6) for week in range(26)]


def rich_map() -> JourneyMap:
    """Seven stages with everything in them."""
    m = MapMaker("How people buy from Nordlys Home")
    m.figure("customers", 19842, 19842, "count")
    m.figure("events", 612004, 612004, "count")
    m.figure("texts and scores", 15120, 15120, "count")
    m.figure("NPS", 12.0, 4210, "nps", 2.0)
    for name, share in (("Deal hunters", 0.38), ("Planners", 0.31), ("Loyal homes", 0.22), ("Gift givers", 0.09)):
        m.persona(name, share)
    _rich_stages(m)
    _rich_touchpoints(m)
    _rich_findings(m)
    _rich_measures(m)
    _rich_guidance(m)
    m.note("2.1% of events match no rule and are folded into “Other”.")
    m.note("118 of 612,122 rows were set aside: 71 without a time, 47 with a broken date.")
    m.note("Feedback of store visits is not recorded, so the map is silent on how stores feel.")
    return m.map()


def _rich_stages(m: MapMaker) -> None:
    m.stage("Awareness", 19842, 0.72)
    m.stage("Consideration", 14210, 0.63)
    m.stage("Decision", 8934, 0.69)
    m.stage("Purchase", 6120, 0.91)
    m.stage("Delivery", 5570, 0.62)
    m.stage("Retention", 6480, 0.26)
    m.stage("Advocacy", 902)
    for stage, text in (
        ("Awareness", "See an ad or hear of us"),
        ("Awareness", "Search for a lamp or a chair"),
        ("Consideration", "Look at product pages"),
        ("Consideration", "Read what others say"),
        ("Decision", "Put things in the cart"),
        ("Decision", "Learn what shipping costs"),
        ("Purchase", "Pay"),
        ("Delivery", "Wait, and ask where it is"),
        ("Delivery", "Unpack and assemble"),
        ("Retention", "Return what does not fit"),
        ("Retention", "Buy again"),
        ("Advocacy", "Write a review"),
    ):
        m.action(stage, text)


def _rich_touchpoints(m: MapMaker) -> None:
    t = m.touchpoint
    t("Awareness", "Social ads", "ads", 0.62, 0.05, 240)
    t("Awareness", "Search results", "web", 0.48, 0.34, 420, effect=0.4)
    t("Awareness", "Word of mouth", "other", None)
    t("Consideration", "Product pages", "web", 0.91, 0.22, 1900, effect=-0.1)
    t("Consideration", "Reviews", "review", 0.46, 0.52, 1100, effect=0.6)
    t("Consideration", "Chat", "chat", 0.08, -0.08, 160)
    t("Decision", "Cart", "web", 0.83, 0.12, 800, effect=0.1)
    t("Decision", "Shipping costs", "web", 0.71, -0.62, 2100, effect=-0.7)
    t("Decision", "Call centre", "phone", 0.06, -0.31, 90)
    t("Purchase", "Payment", "web", 0.98, 0.31, 1300, effect=0.7)
    t("Purchase", "Order e-mails", "email", 0.97, 0.38, 300)
    t("Delivery", "Parcel tracking", "app", 0.66, 0.02, 700)
    t("Delivery", "Delivery", "post", 0.94, -0.21, 2900, effect=-0.4)
    t("Delivery", "Assembly guide", "web", 0.38, 0.36, 210)
    t("Retention", "Support ticket", "support", 0.21, -0.55, 1240, effect=-0.6)
    t("Retention", "Returns", "post", 0.17, -0.47, 520, effect=-0.5)
    t("Retention", "App", "app", 0.42, 0.33, 640)
    t("Retention", "Newsletter", "email", 0.74)
    t("Advocacy", "Review written", "review", 0.61, 0.64, 1500)
    t("Advocacy", "Referral", "partner", 0.24, 0.71, 180)
    t("Advocacy", "Posts", "social", None)
    q = m.quote
    q("Decision", "Shipping costs", "At the last step shipping was suddenly 14 euros.", "survey, 3 of 10", -0.7)
    q(
        "Decision",
        "Shipping costs",
        "I put everything in the cart just to find out what the delivery would be.",
        "chat",
        -0.5,
    )
    q("Consideration", "Reviews", "The pictures other people post say more than yours.", "survey, 8 of 10", 0.4)
    q("Delivery", "Delivery", "Came nine days late, and nobody told me.", "review, 2 stars", -0.8)
    q("Delivery", "Delivery", "The driver carried it up three floors. Thank you!", "review, 5 stars", 0.9)
    q("Retention", "Support ticket", "Wrote on Friday night, heard back on Monday.", "ticket", -0.6)
    q(
        "Retention",
        "Returns",
        "Had to print the label twice because the first one was for another parcel.",
        "ticket",
        -0.5,
    )
    q("Advocacy", "Referral", "I sent the link to my whole office.", "chat", 0.9)


def wanting_map() -> JourneyMap:
    """The rich map with what customers want and what stands in their way, in some of its stages; long, foreign and torn words."""
    m = MapMaker("How people buy from Nordlys Home")
    _rich_stages(m)
    _rich_touchpoints(m)
    _rich_findings(m)
    m.aim("Consideration", "goal", "Product pages", "I was looking for a lamp that is not too bright for a small room.")
    m.aim("Consideration", "need", "Product pages")
    m.aim("Decision", "obstacle", "Shipping costs", "I could not find out what delivery costs before I had an account.")
    m.aim("Retention", "goal", "Returns", "I want to send back one of two chairs.")
    m.aim("Retention", "motivation", "Support ticket", "I ordered it because the old one broke.")
    m.aim(
        "Retention",
        "obstacle",
        "Click & Collect — Filiale Düsseldorf-Oberkassel",
        "Ich konnte " + "unaussprechlich" * 9,
    )
    m.aim("Advocacy", "goal", "كتابة تقييم", "أريد أن أكتب تقييما <b>طويلا</b>")
    return m.map()


def _rich_findings(m: MapMaker) -> None:
    p = m.pain
    slow = p(
        "Consideration",
        "Product pages",
        "Product pages are slow on phones",
        "26% leave on phones, 17% elsewhere",
        "2,940 people",
        0.35,
        onset_on=date(2026, 3, 3),
        onset_low_on=date(2026, 3, 3),
        onset_high_on=date(2026, 3, 3),
    )
    cost = p(
        "Decision",
        "Shipping costs",
        "Shipping costs appear at the last step",
        "38% leave here, 21% elsewhere",
        "5,330 people",
        0.95,
        stake=m.stake(212_000),
        frequency=m.claim("leave at shipping costs", 0.38, 5330, "share"),
        reach=m.claim("customers who left at shipping costs", 5330, 5330, "count"),
        coincides=("At the same time more spoke of “Delivery costs”: 6.1 times as many texts as expected.",),
    )
    late = p(
        "Delivery",
        "Delivery",
        "Late delivery in the north",
        "3.1 days late; 2.2 stars against 4.4",
        "1,180 people",
        0.8,
        onset_on=date(2026, 2, 24),
        onset_low_on=date(2026, 2, 20),
        onset_high_on=date(2026, 3, 3),
        until_on=date(2026, 5, 30),
        stake=m.stake(96_000),
    )
    wait = p(
        "Retention",
        "Support ticket",
        "Weekend tickets wait 31 hours",
        "Reply in 31 hours, 4 hours on weekdays",
        "640 people",
        0.55,
    )
    twice = p(
        "Retention", "Returns", "Returns come round twice", "27% need a second label", "410 people", 0.4, Tier.INFERRED
    )
    o = m.opportunity
    o("Consideration", "Product pages", "Serve smaller pictures on phones", "+180 orders", slow)
    o("Decision", "Shipping costs", "Show delivery costs on the product page", "+640 orders (410 to 870)", cost)
    fits = ("38% leave here.", "Customers who saw the costs before stay: 12% leave.")
    o(
        "Decision",
        "Shipping costs",
        "Offer a slower delivery for less",
        "",
        cost,
        remedy="slow-delivery",
        effort="high",
        fits=fits,
        bringing=m.stake(40_000),
        goals=("g1",),
    )
    o("Delivery", "Delivery", "Tell people of a delay before they ask", "+0.5 stars in the north", late)
    o("Retention", "Support ticket", "Staff the weekend inbox", "−22 hours to first reply", wait)
    o("Retention", "Returns", "Check the label against the parcel", "", twice)
    o("Advocacy", "Referral", "Ask happy buyers for a referral", "+90 customers", kind="amplify")
    o("Consideration", "Reviews", "Show reviews earlier", "+60 orders", kind="amplify")
    m.praise("Consideration", "Reviews", "Reviews: many speak well of it", "52% praise the pictures", "570 texts", 0.4)
    m.praise("Advocacy", "Referral", "Referral: rated high", "4.8 of 5, 4.1 elsewhere", "180 scores", 0.8)
    m.moment("Delivery", "Delivery", "98% of those whose order came in time come back, 71% of the others.")
    m.moment("Consideration", "Reviews", "51% of those who read reviews order, 29% of the others.")


def _rich_guidance(m: MapMaker) -> None:
    m.goal(
        "Fewer leave at the shipping costs", "on the way", 0.45, owner="Anna, shop team", touchpoint="Shipping costs"
    )
    m.goal("Deliveries in the north come when promised", "behind", 0.12, start_on=None)
    m.goal("Returns work the first time", "away", -0.2, by_on=None)
    m.goal("NPS above 30", "unknown", None, start=None, why="What it was at the start is not written down.")
    m.check("Consideration", "Prices are clear", "unknown", "The records do not tell. Load views of prices.")
    m.check("Decision", "What delivery costs is known in time", "gap", "It is there, with a pain point.")
    m.check(
        "Decision", "Buying is simple", "covered", "83% of the stage’s people come to Cart. No pain point stands there."
    )
    m.check("Delivery", "People can see where their order is", "covered", "66% come to Parcel tracking.")
    m.gap("Decision", "chat", "8% use chat; 8,934 reach Decision and meet nothing on it there.")
    m.gap("Retention", "store", "31% of Planners use store; 2,000 reach Retention and find none.", "Planners")


def _rich_measures(m: MapMaker) -> None:
    r = m.measure
    r("Awareness", "Cost per visit", _wave(0.9, -0.01), 0.714, 31000, "money", 0.02)
    r("Consideration", "Read a review", _wave(0.3, 0.006), 0.46, 14210, "share")
    r("Consideration", "Time to the cart", _wave(3, -0.02, 0.2), 276480.0, 8934, "seconds", 9000.0)
    r("Decision", "Go on to pay", _wave(0.8, -0.004), 0.69, 8934, "share")
    r("Purchase", "Mean order", [], 142.4, 6120, "money", 3.1)
    r("Delivery", "On time", [*_wave(0.9, -0.003)[:20], None, None, 0.8, 0.79, 0.78, 0.8], 0.81, 5570, "share")
    r("Retention", "CSAT of support", _wave(3.8, -0.015), 3.41, 1240, "score", 0.1)
    r("Retention", "Buy again within 90 days", _wave(0.3, 0), 0.31, 5570, "share")
    r("Advocacy", "NPS", _wave(10, 0.1, 1), 12.0, 4210, "nps", 2.0)


def few_stages(total: int) -> JourneyMap:
    """The rich map's first stages only, or more of them under made names."""
    names = ["Discover", "Sign up", "Onboard", "First use", "Regular use", "Support", "Expand", "Renew", "Advocate"][
        :total
    ]
    m = MapMaker("How teams come to stay")
    m.figure("customers", 1204, 1204, "count")
    m.figure("mean rating", 4.084, 880, "score", 0.03)
    reach = [1204, 880, 640, 655, 510, 120, 330, 402, 75]
    for at, name in enumerate(names):
        m.stage(name, reach[at], 0.7 if at + 1 < total else None)
        m.touchpoint(name, f"{name} page", "web", 0.8 - 0.05 * at, 0.5 * sin(at * 1.9) - 0.1, 60 + 40 * at, effect=0.2)
        m.touchpoint(
            name, "Click & Collect — Filiale Düsseldorf-Oberkassel", "store", 0.31, -0.4 if at % 2 else 0.3, 30
        )
        m.quote(name, f"{name} page", "It asked me for the same thing three times.", "survey, 4 of 10", -0.5)
        m.measure(name, "Go on to the next stage", _wave(0.5, 0.004), 0.62, reach[at], "share")
    m.pain(
        names[0],
        f"{names[0]} page",
        "People leave before they see a price",
        "61% leave here, 33% elsewhere",
        "734 people",
        0.7,
    )
    return m.map()


def crowded_stage() -> JourneyMap:
    """Fourteen touchpoints in one stage, one in the others."""
    m = MapMaker("A stage with everything in it")
    m.figure("customers", 8000, 8000, "count")
    for name, reach, on in (("Before", 8000, 0.5), ("Choose", 4000, 0.9), ("After", 3600, None)):
        m.stage(name, reach, on)
    m.touchpoint("Before", "Home page", "web", 0.9, 0.1)
    channels = [
        "web",
        "app",
        "email",
        "phone",
        "store",
        "social",
        "ads",
        "chat",
        "post",
        "sms",
        "support",
        "survey",
        "review",
        "partner",
    ]
    for at, channel in enumerate(channels):
        m.touchpoint(
            "Choose", f"Point {at + 1} on {channel}", channel, 0.9 - 0.06 * at, 0.6 * sin(at * 1.3), 20 + 60 * at
        )
        if at % 3 == 0:
            m.quote(
                "Choose",
                f"Point {at + 1} on {channel}",
                f"This is what happened on {channel} that day.",
                "chat",
                0.6 * sin(at * 1.3),
            )
    m.touchpoint("After", "Newsletter", "email", 0.4, 0.3)
    return m.map()


SERVICE = (
    ("Account page", "web", 0.26, None),
    ("Csat survey", "survey", 0.34, None),
    ("Help page", "web", 0.3, 0.7),
    ("Contact page", "web", 0.37, 0.6),
    ("Ticket created", "support", 0.22, 0.18),
    ("First reply", "support", 0.22, 0.43),
    ("Transcript started", "chat", 0.19, -0.05),
    ("Order tracking page", "web", 0.28, 0.83),
    ("Transcript handed over", "chat", 0.11, -0.07),
    ("Returns label page", "web", 0.13, None),
    ("Retourenetikett für die Selbstabholung in der Filiale", "store", 0.02, None),
)


def service_heavy() -> JourneyMap:
    """Six stages of which one holds most of the cards, of the pain points and of the answers, and the last nearly nothing."""
    m = MapMaker("Customer journey", currency="")
    m.figure("customers", 21260, 21260, "count")
    m.figure("NPS", -14.03, 3800, "nps", 2.62)
    names = ("Awareness", "Consideration", "Decision", "Purchase", "Retention", "Advocacy")
    for name, reach in zip(names, (15196, 21158, 15677, 10245, 15725, 3206), strict=True):
        m.stage(name, reach, None if name == "Advocacy" else 0.8)
        m.touchpoint(name, f"{name} page", "web", 0.8, None if name == "Advocacy" else 0.4)
    for name, channel, reach, feels in SERVICE:
        m.touchpoint("Retention", name, channel, reach, feels, 1000)
    m.quote(
        "Retention", "Ticket created", "The form sends me a second label that does not work either.", "ticket", -0.43
    )
    m.quote("Retention", "Transcript handed over", "Das ist jetzt das zweite Mal.", "NPS 0 of 10", -1.0)
    worth = "1,051 more customers would stay, if half of the gap were closed"
    for at, name in enumerate(("Returns label page", "First reply", "Transcript handed over", "Ticket created")):
        pain = m.pain("Retention", name, f"{name}: many leave", "12% leave here, 9.9% of all", "1,986 times", 0.5)
        m.opportunity("Retention", name, f"Give a reason to go on from {name}", "" if at == 3 else worth, pain)
    m.opportunity("Retention", "Order tracking page", "Lead more customers to it", "20% of all came so far")
    m.pain(
        "Decision", "Decision page", "Decision page: many leave here", "25% leave, 6.9% elsewhere", "11,671 times", 0.4
    )
    m.measure("Retention", "go on", _wave(0.18, 0.001), 0.18, 15725, "share")
    m.measure("Retention", "until the next stage", (), 3283200.0, 9000, "seconds")
    return m.map()


def overfull_stage() -> JourneyMap:
    """Eight stages, so that none can have two tracks of cards, and twelve touchpoints in one of them."""
    m = MapMaker("No room beside")
    for at in range(8):
        m.stage(f"Stage {at + 1}", 1000 - at, 0.9)
        m.touchpoint(f"Stage {at + 1}", f"Page {at + 1}", "web", 0.5, 0.1)
    for at in range(11):
        m.touchpoint("Stage 3", f"Point {at + 1}", "app", 0.9 - 0.08 * at, 0.3)
    m.pain("Stage 3", "Point 11", "Point 11: many leave here", "30% leave here", "90 customers", 0.7)
    return m.map()


def no_feedback() -> JourneyMap:
    m = MapMaker("An event log without a voice", currency="")
    m.missing = (
        "Nobody’s feedback is among the records, so how it feels is not known. Load surveys, reviews or tickets "
        "with the same customer id: footpath load reviews.csv"
    )
    m.figure("customers", 4580, 4580, "count")
    for name, reach, on in (
        ("Opened", 4580, 0.98),
        ("Working", 4500, 0.94),
        ("Resolved", 4230, 0.99),
        ("Closed", 4557, None),
    ):
        m.stage(name, reach, on)
        m.touchpoint(name, f"Ticket {name.lower()}", "support", 0.9)
        m.measure(name, "Time to the next stage", [], 90000.0, reach, "seconds", 4000.0)
    return m.map()


def one_customer() -> JourneyMap:
    m = MapMaker("One customer")
    m.figure("customers", 1, 1, "count")
    m.stage("Visit", 1, 1.0)
    m.stage("Order", 1, None)
    m.touchpoint("Visit", "Home page", "web", 1.0)
    m.touchpoint("Order", "Order", "web", 1.0, 0.5, 1)
    m.quote("Order", "Order", "Good.", "review, 4 stars", 0.5)
    return m.map()


def all_equal() -> JourneyMap:
    m = MapMaker("Everything is the same")
    for name in ("One", "Two", "Three", "Four"):
        m.stage(name, 500, 1.0 if name != "Four" else None)
        for at in range(3):
            m.touchpoint(name, f"{name} {at}", "web", 0.5, 0.0, 100)
        m.measure(name, "Rating", [3.0] * 26, 3.0, 500, "score", 0.0)
    return m.map()


def nothing_at_all() -> JourneyMap:
    return JourneyMap(title="Nothing yet")


def non_monotone() -> JourneyMap:
    """Later stages with more customers than earlier ones, a stage nobody reached, and one without a record."""
    m = MapMaker("Customers who come in by the side door")
    for name, reach, on in (
        ("Ads", 300, 0.4),
        ("Shop", 9000, 0.3),
        ("App", 1200, 0.8),
        ("Help", 0, 0.0),
        ("Club", 7000, 0.1),
    ):
        m.stage(name, reach, on)
        m.touchpoint(name, f"{name} start", "web", 0.7)
    m.stage("Friends", None)
    return m.map()


def arabic() -> JourneyMap:
    m = MapMaker("كيف يشتري الناس من متجر نورديس", scope="كل العملاء")
    m.figure("العملاء", 8021, 8021, "count")
    for name, reach, on in (
        ("الوعي", 8021, 0.6),
        ("المقارنة", 4800, 0.5),
        ("الشراء", 2400, 0.4),
        ("الولاء", 960, None),
    ):
        m.stage(name, reach, on)
        m.action(name, "يبحثون عن مصباح للبيت الجديد")
        m.touchpoint(name, "صفحة المنتج وتفاصيله الكاملة", "web", 0.8, 0.4 if name != "الشراء" else -0.5, 300)
        m.quote(name, "صفحة المنتج وتفاصيله الكاملة", "وصل الطلب متأخرا تسعة أيام ولم يخبرني أحد بشيء", "استبيان", -0.6)
    m.pain(
        "الشراء",
        "صفحة المنتج وتفاصيله الكاملة",
        "تكاليف الشحن تظهر في الخطوة الأخيرة",
        "38% يغادرون هنا",
        "5,330 شخص",
        0.9,
    )
    m.opportunity("الشراء", "صفحة المنتج وتفاصيله الكاملة", "اعرض تكلفة التوصيل مبكرا", "+640")
    m.praise("الوعي", "صفحة المنتج وتفاصيله الكاملة", "كثيرون يمدحون الصور", "52% يمدحون", "570 نصا", 0.6)
    m.moment("الشراء", "صفحة المنتج وتفاصيله الكاملة", "51% ممن يأتون إلى هنا يشترون")
    m.goal("عدد أقل يغادر عند تكاليف الشحن", "on the way", 0.4)
    m.check("الشراء", "تكلفة التوصيل معروفة في الوقت المناسب", "gap", "موجودة، مع نقطة ألم")
    m.gap("الولاء", "chat", "8% يستخدمون الدردشة ولا يجدون شيئا هنا")
    return m.map()


def japanese() -> JourneyMap:
    m = MapMaker("お客様がノルディス・ホームで買い物をするまで", scope="全てのお客様")
    m.figure("お客様の数", 8021, 8021, "count")
    for name, reach, on in (
        ("認知", 8021, 0.6),
        ("比較・検討", 4800, 0.5),
        ("購入", 2400, 0.4),
        ("継続", 960, 0.5),
        ("推奨", 400, None),
    ):
        m.stage(name, reach, on)
        m.action(name, "新しい部屋のための照明を探している")
        m.touchpoint(name, "商品ページと詳しい説明", "web", 0.8, 0.4 if name != "購入" else -0.5, 300)
        m.quote(
            name,
            "商品ページと詳しい説明",
            "最後の画面で急に送料が千四百円と表示されて驚きました。",
            "アンケート、10点中3点",
            -0.6,
        )
    m.pain(
        "購入", "商品ページと詳しい説明", "最後の段階で送料が表示される", "38%がここで離れる、他では21%", "5,330人", 0.9
    )
    m.opportunity("購入", "商品ページと詳しい説明", "商品ページで送料を示す", "+640件の注文")
    m.measure("購入", "送料を見た人の割合", [], 0.69, 2400, "share")
    return m.map()


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><svg onload=alert(1)>",
    "javascript:alert('x')",
    "=cmd|' /C calc'!A0",
    "\u202eevil\u202c \u2066x\u2069",
    "]]> & &amp; ' \" `${x}` {{y}} \x00\x08",
    "Wort" * 40,
    "👩‍👩‍👧‍👦 🇸🇪 emoji é",
)


def hostile() -> JourneyMap:
    """Every outside string tries something."""
    m = MapMaker(HOSTILE[0], scope=HOSTILE[2])
    m.figure(HOSTILE[1], 5, 5, "count")
    m.persona(HOSTILE[2], 0.5)
    for at, text in enumerate(HOSTILE[:6]):
        m.stage(f"{text} {at}", 500 - 10 * at, 0.9 if at < 5 else None, icon='x"/><script>')
    for at, text in enumerate(HOSTILE):
        stage = f"{HOSTILE[at % 6]} {at % 6}"
        m.action(stage, text)
        m.touchpoint(stage, text, text, 0.5, 0.3, 50)
        m.quote(stage, text, text, text, -0.5)
        m.pain(stage, text, text, text, text, 0.5)
        m.opportunity(stage, text, text, text)
        m.measure(stage, text, [], 3.0, 50, "score", 0.2)
        m.praise(stage, text, text, text, text, 0.5)
        m.moment(stage, text, text)
        m.check(stage, text, ("covered", "gap", "unknown")[at % 3], text)
        m.gap(stage, text, text, text if at % 2 else "")
        m.goal(text, "unknown" if at % 2 else "behind", 0.4, owner=text, why=text)
        m.note(text)
    return m.map()


def long_quotes() -> JourneyMap:
    m = MapMaker(
        "People with much to say, and a title that goes on for longer than one line of a poster should ever have to hold"
    )
    words = "I had ordered the large oak table for my mother’s birthday and after two calls, three mails and a very long wait it came without legs, which I then had to fetch myself from a shop in another town on a Sunday."
    for name, reach, on in (("Look", 900, 0.7), ("Buy", 630, 0.6), ("Use", 378, None)):
        m.stage(name, reach, on)
        for at in range(3):
            m.touchpoint(name, f"{name} {at}", "store", 0.6, 0.5 * sin(at * 2 + reach), 80)
            m.quote(
                name, f"{name} {at}", words, "review of a table, bought in the shop, 1 star", 0.5 * sin(at * 2 + reach)
            )
        begun: dict[str, Any] = {
            "onset_on": date(2026, 2, 24),
            "onset_low_on": date(2026, 1, 1),
            "stake": m.stake(12_345_678),
        }
        pain = m.pain(name, f"{name} 0", words, words, words, 1.0, **begun)
        for _ in range(3):
            m.opportunity(name, f"{name} 0", words, words, pain)
        m.praise(name, f"{name} 1", words, words, words, 0.01)
        m.moment(name, f"{name} 2", words)
        m.check(name, words, "gap", words)
        m.gap(name, "store", words, words)
        m.goal(words, "away", -3.0, owner=words)
    return m.map()


HARD_CASES: dict[str, Callable[[], JourneyMap]] = {
    "rich": rich_map,
    "one_stage": lambda: few_stages(1),
    "three_stages": lambda: few_stages(3),
    "nine_stages": lambda: few_stages(9),
    "crowded": crowded_stage,
    "service": service_heavy,
    "overfull": overfull_stage,
    "no_feedback": no_feedback,
    "one_customer": one_customer,
    "all_equal": all_equal,
    "nothing": nothing_at_all,
    "non_monotone": non_monotone,
    "arabic": arabic,
    "japanese": japanese,
    "hostile": hostile,
    "long_quotes": long_quotes,
    "wanting": wanting_map,
}
