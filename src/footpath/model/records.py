"""Records at rest: the columns of the lake's four tables (design §3) and the words their cells may use."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


class Channel(StrEnum):
    WEB = "web"
    APP = "app"
    EMAIL = "email"
    PHONE = "phone"
    STORE = "store"
    SOCIAL = "social"
    ADS = "ads"
    CHAT = "chat"
    POST = "post"
    SMS = "sms"
    SUPPORT = "support"
    SURVEY = "survey"
    REVIEW = "review"
    PARTNER = "partner"
    OTHER = "other"


class FeedbackKind(StrEnum):
    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    RATING = "rating"
    COMMENT = "comment"
    TICKET = "ticket"
    CHAT = "chat"
    REVIEW = "review"
    SOCIAL = "social"
    NOTE = "note"
    EMPLOYEE = "employee"


class Emotion(StrEnum):
    """What somebody felt, as far as the words tell."""

    NONE = "none"
    FRUSTRATION = "frustration"
    CONFUSION = "confusion"
    DISAPPOINTMENT = "disappointment"
    ANGER = "anger"
    WORRY = "worry"
    TRUST = "trust"
    DELIGHT = "delight"
    SURPRISE = "surprise"
    GRATITUDE = "gratitude"


class Aim(StrEnum):
    """What a text states of its writer's aims: what they want to do, what they need, why they did it, what stands in their way."""

    NONE = "none"
    GOAL = "goal"
    NEED = "need"
    MOTIVATION = "motivation"
    OBSTACLE = "obstacle"


class LinkKind(StrEnum):
    """How a feedback was tied to the touchpoint it speaks of, best first."""

    STATED = "stated"
    NEAREST = "nearest"
    WORDS = "words"
    NONE = "none"


class Tier(StrEnum):
    """How sure a claim is: measured on stated links, inferred, or assumed with no record at all."""

    MEASURED = "measured"
    INFERRED = "inferred"
    ASSUMED = "assumed"


# Columns that each lake table has from the first day. A table of events may have further string columns, one per
# configured dimension (device, country, campaign …), named in the plan of its source.
EVENT_COLUMNS = (
    "event_id",
    "identity_id",
    "occurred_at",
    "received_at",
    "touchpoint",
    "channel",
    "action",
    "source",
    "record_id",
    "promised_at",
    "value",
    "currency",
    "properties",
    "sequence",
    "batch",
)


def events_schema(dimensions: tuple[str, ...] = ()) -> "pa.Schema":
    """Arrow schema of `lake/events`.

    ``touchpoint`` is the name as the source records it; the catalogue gives it its place on the map. ``record_id``
    groups the events of one source record (an order, a ticket) and what refers to it. ``promised_at`` is the time
    that was promised for this event, null when none was. ``sequence`` is the row's order in its file, which breaks ties.
    """
    import pyarrow as pa

    instant = pa.timestamp("us", tz="UTC")
    return pa.schema(
        [
            pa.field("event_id", pa.int64(), nullable=False),
            pa.field("identity_id", pa.int64(), nullable=False),
            pa.field("occurred_at", instant, nullable=False),
            ("received_at", instant),
            ("touchpoint", pa.string()),
            ("channel", pa.string()),
            ("action", pa.string()),
            ("source", pa.string()),
            ("record_id", pa.int64()),
            ("promised_at", instant),
            ("value", pa.float64()),
            ("currency", pa.string()),
            ("properties", pa.string()),
            ("sequence", pa.int64()),
            ("batch", pa.string()),
            *[(name, pa.string()) for name in dimensions],
        ]
    )


def feedback_schema() -> "pa.Schema":
    """Arrow schema of `lake/feedback`. Every feedback is also an event; ``event_id`` is that event's id.

    ``touchpoint`` is what the record itself says it is about, null when it does not say. ``score`` is the original
    figure on ``scale_low..scale_high``.
    """
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("feedback_id", pa.int64(), nullable=False),
            pa.field("event_id", pa.int64(), nullable=False),
            pa.field("identity_id", pa.int64(), nullable=False),
            pa.field("occurred_at", pa.timestamp("us", tz="UTC"), nullable=False),
            ("kind", pa.string()),
            ("score", pa.float64()),
            ("scale_low", pa.float64()),
            ("scale_high", pa.float64()),
            ("text", pa.string()),
            ("language", pa.string()),
            ("touchpoint", pa.string()),
            ("source", pa.string()),
            ("record_id", pa.int64()),
            ("batch", pa.string()),
        ]
    )


def profiles_schema() -> "pa.Schema":
    """Arrow schema of `lake/profiles`: one trait of one identity from one time on; the latest wins."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("identity_id", pa.int64(), nullable=False),
            pa.field("trait", pa.string(), nullable=False),
            ("value", pa.string()),
            ("valid_from", pa.timestamp("us", tz="UTC")),
            ("source", pa.string()),
            ("batch", pa.string()),
        ]
    )


def identifiers_schema() -> "pa.Schema":
    """Arrow schema of `lake/identifiers`: what an identity is (kind, value), and with whom a record saw it.

    A row with ``other_id`` null introduces an identifier; a row with it is an edge: both were seen on one record.
    """
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("identity_id", pa.int64(), nullable=False),
            pa.field("kind", pa.string(), nullable=False),
            pa.field("value", pa.string(), nullable=False),
            ("other_id", pa.int64()),
            ("other_kind", pa.string()),
            ("other_value", pa.string()),
            ("source", pa.string()),
            ("batch", pa.string()),
        ]
    )
