"""The map as CJML 2.0, the XML of the Customer Journey Modelling Language.

No schema file of CJML could be had, so only elements are written that its authors' own published example and two public tools
show: ``CJML version``, ``actualJourney`` or ``plannedJourney``, ``journeyID``, ``journeyTitle``, ``journeyPhases`` with
``journeyPhase phaseID`` (``phaseName``, ``phaseDescription``), ``journeyShortSummary``, ``actors`` with ``endUser`` and
``serviceProvider``, and ``touchpoints`` of ``…CommunicationPoint`` with ``touchpointID``, ``belongsTo phaseIDref``, ``initiator``,
``receiver``, ``channel``, ``comment``, and of an actual journey ``touchpointExperience``.

CJML tells the journey of one end user, a map that of many. The map's scope stands as the end user, a touchpoint stands once in
the order of the map, and what cannot be said (counts, intervals, questions, findings) is left out; the summary says so.
"""

from xml.sax.saxutils import escape, quoteattr

from footpath.model.few import without_few
from footpath.model.maps import JourneyMap, TouchpointCard
from footpath.render.document import require_finite
from footpath.render.exports.figures import Figures
from footpath.render.numbers import experience_words
from footpath.render.text import clean

# Channels for which CJML tools know a symbol; any other is named by our word.
_CHANNELS = {
    "web": "internetViaPC", "app": "appOnSmartphone", "email": "email", "phone": "phone", "store": "faceToFace",
    "chat": "chat", "post": "letter", "sms": "sms",
}  # fmt: skip
_SENT = frozenset(("ads", "email", "post", "sms"))  # the company begins
_CUSTOMER, _COMPANY = "A1", "A2"


def render_cjml(journey: JourneyMap) -> str:
    """The map as CJML: a current map as an actual journey, a future one as a planned journey.

    Touchpoints without a stage of the map are left out, as every touchpoint belongs to a phase.

    Raises:
        MapError: a claim holds no finite number.
    """
    require_finite(journey)
    journey = without_few(journey)
    kind = "planned" if journey.state == "future" else "actual"
    phases = {stage.name: f"P{at}" for at, stage in enumerate(journey.stages, start=1)}
    ordered = [card for name in phases for card in journey.touchpoints if card.stage == name]
    points = [_point(kind, at, card, phases, Figures(journey)) for at, card in enumerate(ordered, start=1)]
    inside = [
        "<journeyID>J1</journeyID>",
        _text("journeyTitle", journey.title),
        _element(
            "journeyPhases",
            [
                f"<journeyPhase phaseID={quoteattr(phases[stage.name])}>{_text('phaseName', stage.name)}"
                "<phaseDescription></phaseDescription></journeyPhase>"
                for stage in journey.stages
            ],
        ),
        _text("journeyShortSummary", _summary(journey)),
        _actors(journey),
        _element("touchpoints", points),
    ]
    body = _element(f"{kind}Journey", inside)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<CJML version="2.0">\n{body}\n</CJML>\n'


def _summary(journey: JourneyMap) -> str:
    whose = clean(journey.scope) or "Customers"
    return f"{whose}, many journeys as one: touchpoints in the order of the map, experience as the mean of those who told it."


def _actors(journey: JourneyMap) -> str:
    user = _text("actorName", journey.scope or "Customers")
    return _element(
        "actors",
        [
            f'<endUser actorID="{_CUSTOMER}">{user}</endUser>',
            f'<serviceProvider actorID="{_COMPANY}"><companyName>Company</companyName></serviceProvider>',
        ],
    )


def _point(kind: str, at: int, card: TouchpointCard, phases: dict[str, str], figures: Figures) -> str:
    sender, receiver = (_COMPANY, _CUSTOMER) if card.channel in _SENT else (_CUSTOMER, _COMPANY)
    inside = [
        f"<touchpointID>T{at}</touchpointID>",
        f"<belongsTo phaseIDref={quoteattr(phases[card.stage])}/>",
        f'<initiator><refersTo actorIDref="{sender}"/>{_text("initiatorLabel", card.name)}</initiator>',
        f'<receiver><refersTo actorIDref="{receiver}"/>{_text("receiverLabel", card.name)}</receiver>',
        f"<channel>{_text('channelName', _CHANNELS.get(card.channel, card.channel))}</channel>",
    ]
    if card.reach and (reach := figures.told(card.reach)):
        inside.append(_text("comment", f"Reached by {reach} of the stage's customers"))
    if kind == "actual":
        inside += _experience(card, figures)
    return _element(f"{kind}CommunicationPoint", inside)


def _experience(card: TouchpointCard, figures: Figures) -> list[str]:
    """How it feels, in a word and as a rating −1..1; nothing where nobody said."""
    claim = figures.claim(card.experience)
    if claim is None:
        return []
    described = _text("experienceDescription", f"{experience_words(claim.value)} (n = {claim.n})")
    return [
        _element("touchpointExperience", [described, f"<experienceRating>{claim.value:.2f}</experienceRating>"]),
    ]


def _element(name: str, inside: list[str]) -> str:
    return "\n".join((f"<{name}>", *inside, f"</{name}>"))


def _text(name: str, text: str) -> str:
    return f"<{name}>{escape(clean(text))}</{name}>"
