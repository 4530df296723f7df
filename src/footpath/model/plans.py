"""What a table is and what its columns mean: proposed by `sources`, corrected by people in footpath.toml."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class TableKind(StrEnum):
    EVENTS = "events"
    ORDERS = "orders"
    FEEDBACK = "feedback"
    TICKETS = "tickets"
    PROFILES = "profiles"
    DETAILS = "details"  # lines of another table's records: order items, payments
    REFERENCE = "reference"  # things, not people: products, campaigns, shops


class Role(StrEnum):
    CUSTOMER = "customer"  # an identifier of the customer; several columns may be one
    RECORD = "record"  # the table's own key: order id, ticket id, message id
    REFERENCE = "reference"  # a key of another table
    TIME = "time"
    RECEIVED = "received"
    PROMISE = "promise"
    TOUCHPOINT = "touchpoint"
    CHANNEL = "channel"
    ACTION = "action"
    VALUE = "value"
    CURRENCY = "currency"
    SCORE = "score"
    TEXT = "text"
    DIMENSION = "dimension"
    TRAIT = "trait"
    PROPERTY = "property"  # kept with the event, not asked about
    IGNORED = "ignored"


class ColumnPlan(BaseModel):
    """One column: its role, how sure that is (0..1), and why in words a person can check."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    role: Role
    confidence: float = Field(1.0, ge=0, le=1)
    why: str = ""
    identifier: str | None = None  # CUSTOMER, RECORD, REFERENCE: the kind of identifier, e.g. "customer_id", "email"
    format: str | None = None  # TIME, PROMISE, RECEIVED: "iso", "epoch_ms", "day_first %d/%m/%Y" …
    zone: str | None = None  # TIME: the zone of stamps that carry none
    touchpoint: str | None = None  # TIME: the touchpoint that this stamp is an event of
    promise_of: str | None = None  # PROMISE: the TIME column that it promises
    scale: tuple[float, float] | None = None  # SCORE: lowest and highest possible
    feedback: str | None = None  # SCORE, TEXT: the kind of feedback
    refers_to: str | None = None  # REFERENCE, CUSTOMER: "table.column" it was matched with


class SpeakerRole(StrEnum):
    CUSTOMER = "customer"  # who is asked or served; in an interview of employees the employee
    STAFF = "staff"  # who asks or serves: interviewers, agents, bots


class Speaker(BaseModel):
    """Who speaks in notes, and on which side: an entry that names a file goes before one for all files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str  # the label in the notes; empty where they name nobody
    role: SpeakerRole
    confidence: float = Field(1.0, ge=0, le=1)
    why: str = ""
    file: str | None = None


class TablePlan(BaseModel):
    """One table: what each row is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str  # the table's name: the file name without path, extension and date parts
    kind: TableKind
    confidence: float = Field(1.0, ge=0, le=1)
    why: str = ""
    columns: tuple[ColumnPlan, ...] = ()
    grain: str | None = None  # rows that share this column are lines of one record (a basket)
    channel: str | None = None  # the channel of all its events, when no column says
    touchpoint: str | None = None  # the touchpoint of all its events, when no column says
    speakers: tuple[Speaker, ...] = ()  # notes and transcripts: who speaks
