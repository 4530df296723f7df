"""A few numbers, each on a tile with its interval and what it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from footpath.model.questions import Answer
from footpath.render.charts.groups import Given, stacked
from footpath.render.charts.plot import Drawing
from footpath.render.charts.style import FIGURE, Look
from footpath.render.charts.wording import NOTHING, Kind, between, figure, named, words
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
            Tile(label, _day(row[field])) for label, field in (("First event", "first_at"), ("Last event", "last_at"))
        ]
        return place_tiles(tiles, look, top)

    return stacked(answer, look, "What there is", "events", part)


def _day(at: str | None) -> str:
    day = datetime.fromisoformat(at) if at else None
    return f"{day.day} {day:%b %Y}" if day else NOTHING


def draw_sessions(answer: Answer, look: Look) -> Drawing:
    """Sessions: how many, how long, how many of a single event."""

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        row = rows[0]
        still = f"{row['open']:,} still open" if row["open"] else ""
        tiles = [
            tile("Sessions", row["sessions"], "count", of=still),
            tile("Customers", row["customers"], "count"),
            tile("Sessions per customer", row["per_customer"], "score"),
            tile("Events in the median session", row["median_events"], "score"),
            tile("Median length", row["median_s"], "seconds", row["median_low"], row["median_high"]),
            tile(
                "Of a single event",
                row["bounce_rate"],
                "share",
                row["low"],
                row["high"],
                f"{row['bounced']:,} sessions",
            ),
        ]
        return place_tiles(tiles, look, top)

    return stacked(answer, look, "Sessions", "sessions", part)


def draw_matches(answer: Answer, look: Look) -> Drawing:
    """How many journeys match a pattern, and how soon."""

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        row = rows[0]
        tiles = [
            tile("Customers who match", row["matched"], "count", of=f"of {row['customers']:,}"),
            tile("Share of customers", row["rate"], "share", row["low"], row["high"]),
            tile("Median time of the first match", row["median_s"], "seconds", row["median_low"], row["median_high"]),
        ]
        return place_tiles(tiles, look, top)

    return stacked(
        answer, look, f"Customers whose journey has a match of {named(answer.question['pattern'])}", "customers", part
    )


def draw_metric(answer: Answer, look: Look) -> Drawing:
    """One number of one's own."""

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        row = rows[0]
        whole = f"{row['numerator']:,.10g} of {row['denominator']:,.10g}" if row["denominator"] is not None else ""
        of = whole or f"{row['customers']:,} customers"
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
    counted = _counted(question)
    return f"{counted}, of {_counted(question['of']).lower()}" if "of" in question else counted


def _counted(part: Given) -> str:
    step = f" at {named(part['step'])}" if part.get("step") is not None else ""
    return f"{words(str(part.get('count', 'customers')))}{step}"


def draw_support(answer: Answer, look: Look) -> Drawing:
    """How long customers of support wait, and what is open."""

    def part(rows: Sequence[Given], look: Look, top: float) -> tuple[list[Mark], float]:
        return place_tiles([_support(row) for row in rows if row["period"] is None], look, top)

    return stacked(
        answer, look, "How support keeps up", "customers", part, "Medians and shares with their 95% intervals."
    )


def _support(row: Given) -> Tile:
    if row["measure"] == "backlog":
        return tile("Open now", row["open"], "count", of=f"{row['resolved']:,} of {row['n']:,} resolved")
    if row["measure"] == "reopened":
        again = (1 - row["kept_rate"], 1 - row["high"], 1 - row["low"]) if row["kept_rate"] is not None else (None,) * 3
        return tile("Reopened", again[0], "share", again[1], again[2], f"n = {row['promised']:,}")
    of = f"n = {row['n']:,}, {row['open']:,} open"
    if row["kept_rate"] is not None:
        of = f"{figure(row['kept_rate'], 'share')} in time, {of}"
    return tile(
        f"{words(row['measure'])}, median", row["median_s"], "seconds", row["median_low"], row["median_high"], of
    )
