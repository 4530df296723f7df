"""A few numbers, each on a tile with its interval and what it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from footpath.model.questions import Answer
from footpath.render import numbers
from footpath.render.charts.groups import Given, stacked
from footpath.render.charts.plot import Drawing
from footpath.render.charts.style import FIGURE, Look
from footpath.render.charts.wording import (
    NOTHING,
    Kind,
    between,
    counted,
    figure,
    n_of,
    named,
    of_customers,
    part_of,
    words,
)
from footpath.render.language import say
from footpath.render.marks import Box, Group, Mark, Rect, line
from footpath.render.theme import Style

_LARGE = Style(22, 600, "ink", 28)
_TALL, _GAP = 84.0, 12.0


@dataclass(frozen=True)
class Tile:
    label: str
    number: str
    below: str = ""


def tile(
    label: str, at: float | None, kind: Kind, low: float | None = None, high: float | None = None, of: str = ""
) -> Tile:
    """A number with its interval, and what it comes from."""
    interval = between(low, high, kind).strip(" ()") if at is not None else ""
    return Tile(label, figure(at, kind), "  ·  ".join(part for part in (interval, of) if part))


def place_tiles(tiles: Sequence[Tile], look: Look, top: float) -> tuple[list[Mark], float]:
    """Tiles side by side, and the height they take."""
    columns = 2 if look.narrow else 3
    wide = (look.inner - _GAP * (columns - 1)) / columns
    marks: list[Mark] = []
    for number, shown in enumerate(tiles):
        x, y = number % columns * (wide + _GAP), top + number // columns * (_TALL + _GAP)
        texts = (
            line(shown.label, FIGURE, x + 14, y + 22, wide - 28),
            line(shown.number, _LARGE, x + 14, y + 48, wide - 28),
            line(shown.below, FIGURE, x + 14, y + 69, wide - 28),
        )
        ground = Rect(Box(x, y, wide, _TALL), "paper", "hairline", radius=8)
        full = f"{shown.label}: {shown.number} {shown.below}".rstrip()
        marks.append(Group((ground, *(text for text in texts if text.text)), full_text=full))
    lines = -(-len(tiles) // columns)
    return marks, lines * (_TALL + _GAP) - _GAP


def draw_overview(answer: Answer, look: Look) -> Drawing:
    """What there is: customers, events, from when to when."""

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        row = rows[0]
        tiles = [
            tile(words(field), row[field], "count") for field in ("customers", "events", "touchpoints", "feedback")
        ]
        tiles += [
            Tile(label, _day(row[field]))
            for label, field in ((say("First event"), "first_at"), (say("Last event"), "last_at"))
        ]
        return place_tiles(tiles, look, top)

    return stacked(answer, look, say("What there is"), "events", part)


def _day(at: str | None) -> str:
    day = datetime.fromisoformat(at) if at else None
    return numbers.day(day) if day else NOTHING


def draw_sessions(answer: Answer, look: Look) -> Drawing:
    """Sessions: how many, how long, how many of a single event."""

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        row = rows[0]
        still = say("{count} still open", count=counted(row["open"])) if row["open"] else ""
        tiles = [
            tile(say("Sessions"), row["sessions"], "count", of=still),
            tile(say("Customers"), row["customers"], "count"),
            tile(say("Sessions per customer"), row["per_customer"], "score"),
            tile(say("Events in the median session"), row["median_events"], "score"),
            tile(say("Median length"), row["median_s"], "seconds", row["median_low"], row["median_high"]),
            tile(
                say("Of a single event"),
                row["bounce_rate"],
                "share",
                row["low"],
                row["high"],
                say("{count} sessions", count=counted(row["bounced"])),
            ),
        ]
        return place_tiles(tiles, look, top)

    return stacked(answer, look, say("Sessions"), "sessions", part)


def draw_matches(answer: Answer, look: Look) -> Drawing:
    """How many journeys match a pattern, and how soon."""

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        row = rows[0]
        tiles = [
            tile(
                say("Customers who match"),
                row["matched"],
                "count",
                of=say("of {count}", count=counted(row["customers"])),
            ),
            tile(say("Share of customers"), row["rate"], "share", row["low"], row["high"]),
            tile(
                say("Median time of the first match"), row["median_s"], "seconds", row["median_low"], row["median_high"]
            ),
        ]
        return place_tiles(tiles, look, top)

    return stacked(
        answer,
        look,
        say("Customers whose journey has a match of {pattern}", pattern=named(answer.question["pattern"])),
        "customers",
        part,
    )


def draw_metric(answer: Answer, look: Look) -> Drawing:
    """One number of one's own."""

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        row = rows[0]
        whole = part_of(row["numerator"], row["denominator"]) if row["denominator"] is not None else ""
        of = whole or of_customers(row["customers"])
        return place_tiles(
            [tile(metric_title(answer.question), row["value"], metric_kind(row), row["low"], row["high"], of)],
            look,
            top,
        )

    return stacked(answer, look, metric_title(answer.question), "customers", part)


def metric_kind(row: Given) -> Kind:
    """The unit of a metric: a share has the interval of shares."""
    if row["interval"] == "wilson":
        return "share"
    return "count" if row["denominator"] is None and row["value"] == round(row["value"] or 0) else "score"


def metric_title(question: Given) -> str:
    """What a metric counts, in words."""
    what = _counted(question)
    return say("{what}, of: {whole}", what=what, whole=_counted(question["of"])) if "of" in question else what


def _counted(part: Given) -> str:
    what = words(str(part.get("count", "customers")))
    return what if part.get("step") is None else say("{what} at {place}", what=what, place=named(part["step"]))


def draw_support(answer: Answer, look: Look) -> Drawing:
    """How long customers of support wait, and what is open."""

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        return place_tiles([_support(row) for row in rows if row["period"] is None], look, top)

    return stacked(
        answer,
        look,
        say("How support keeps up"),
        "customers",
        part,
        say("Medians and shares with their 95% intervals."),
    )


def _support(row: Given) -> Tile:
    if row["measure"] == "backlog":
        return tile(
            say("Open now"), row["open"], "count", of=say("{part} resolved", part=part_of(row["resolved"], row["n"]))
        )
    if row["measure"] == "reopened":
        again = (1 - row["kept_rate"], 1 - row["high"], 1 - row["low"]) if row["kept_rate"] is not None else (None,) * 3
        return tile(say("Reopened"), again[0], "share", again[1], again[2], n_of(row["promised"]))
    of = say("{n}, {open} open", n=n_of(row["n"]), open=counted(row["open"]))
    if row["kept_rate"] is not None:
        of = say("{share} in time, {rest}", share=figure(row["kept_rate"], "share"), rest=of)
    return tile(
        say("{what}, median", what=words(row["measure"])),
        row["median_s"],
        "seconds",
        row["median_low"],
        row["median_high"],
        of,
    )
