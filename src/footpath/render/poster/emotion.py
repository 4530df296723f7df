"""The emotion lane: a curve through measured points, its 95% band, and a quote at dips and peaks where it can stand free."""

from footpath.render.language import say, say_many
from footpath.render.marks import Box, Circle, Gradient, Group, Mark, Path, Rect, Subject, paragraph
from footpath.render.numbers import count, experience_words
from footpath.render.poster.callouts import callouts, quote_for
from footpath.render.poster.curve import path_through
from footpath.render.poster.faces import face
from footpath.render.poster.future_curve import future_curve
from footpath.render.poster.ground import ground_around
from footpath.render.poster.moments import moment_claims, moment_words, moments_at, point_diamond
from footpath.render.poster.persona_curves import LEGEND, legend, persona_curves
from footpath.render.poster.point_names import point_names
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.poster.spots import PAD, Spot, spots_of
from footpath.render.poster.turns import turning_points
from footpath.render.svg import number
from footpath.render.theme import BODY, RADIUS, mood

_HEIGHT = 264.0


def emotion(sheet: Sheet, top: float) -> Lane | None:
    if not sheet.columns:
        return None
    if sheet.map.current_curve is not None and (both := future_curve(sheet, top)):
        return both
    named = LEGEND if sheet.map.curve.personas else 0.0
    area = Box(sheet.left, top + named, sheet.right - sheet.left, _HEIGHT)
    spots = spots_of(sheet, area)
    if not spots:
        return _missing(sheet, top)
    marks: list[Mark] = _ground(area)
    marks += _curve(spots, area)
    if named:
        marks += [*legend(sheet, area), *persona_curves(sheet, spots, area)]
    ground = ground_around(spots, area)
    silent = [spot for spot in turning_points(spots) if quote_for(sheet, spot, spots) is None]
    names = point_names(silent, ground, ())  # the dips and peaks that nobody speaks of are named first
    told = callouts(sheet, spots, area, [name.box for name in names])
    for callout in told:
        ground = ground.without(callout.leader_box)
    done = [name.spot for name in names] + [callout.spot for callout in told]
    taken = [name.box for name in names] + [callout.box for callout in told]
    names += point_names([spot for spot in spots if spot not in done], ground, taken)
    marks += [callout.leader for callout in told]
    marks += [_dot(sheet, spot) for spot in spots]
    marks += [callout.card for callout in told]
    marks += [line for name in names for line in name.lines]
    total = sum(claim.n for spot in spots if (claim := sheet.claim(spot.point.claim)))
    hint = say_many(
        "from {count} voice; dot: how many; band: 95% interval",
        "from {count} voices; dot: how many; band: 95% interval",
        total,
        count=count(total),
    )
    return Lane(say("Emotion"), hint, named + _HEIGHT, tuple(marks), tuple(callout.quote for callout in told))


def _ground(area: Box) -> list[Mark]:
    middle = area.y + area.height / 2
    stops = ((0.0, "high", 0.13), (0.5, "neutral", 0.02), (1.0, "low", 0.13))
    return [
        Gradient("feeling", (0, area.y), (0, area.bottom), stops),
        Rect(area, fill="url(#feeling)", radius=RADIUS),
        Path(f"M{number(area.x)} {number(middle)}H{number(area.right)}", stroke="neutral", dash="2 4"),
        *face(area.x + 16, area.y + 16, 8, 1.0),
        *face(area.x + 16, area.bottom - 16, 8, -1.0),
    ]


def _curve(spots: tuple[Spot, ...], area: Box) -> list[Mark]:
    if len(spots) == 1:
        spot = spots[0]
        whisker = f"M{number(spot.x)} {number(spot.low)}V{number(spot.high)}"
        return [Path(whisker, stroke="band", width=6, opacity=0.35)]
    upper = [(spot.x, spot.high) for spot in spots]
    lower = [(spot.x, spot.low) for spot in spots]
    band = path_through(upper) + path_through(lower[::-1], "L") + "z"
    # The line's colour depends on its height alone, so one upright gradient is exact.
    scale = ((0.0, mood(1), 1.0), (0.5, mood(0), 1.0), (1.0, mood(-1), 1.0))
    return [
        Path(band, fill="band", opacity=0.24),
        Gradient("mood", (0, area.y + PAD), (0, area.bottom - PAD), scale),
        Path(path_through([(spot.x, spot.y) for spot in spots]), stroke="url(#mood)", width=2.6),
    ]


def _dot(sheet: Sheet, spot: Spot) -> Group:
    claim = sheet.claim(spot.point.claim)
    assert claim is not None
    moments = moments_at(sheet, spot.point.stage, spot.point.touchpoint)
    ring: tuple[Mark, ...] = (Circle(spot.x, spot.y, spot.radius, fill="card", stroke=mood(spot.value), width=2.2),)
    if moments:
        ring = point_diamond(spot.x, spot.y, spot.radius, mood(spot.value))
    quotes = tuple(quote.id for quote in sheet.quotes_at(spot.point.touchpoint, spot.point.stage))
    lead = say_many(
        "Experience: {felt}, from {count} voice",
        "Experience: {felt}, from {count} voices",
        claim.n,
        felt=experience_words(spot.value),
        count=count(claim.n),
    )
    if moments:
        lead += ". " + say("Moment of truth: {what}", what=moment_words(moments))
    claims = sheet.known(spot.point.claim, *moment_claims(moments))
    subject = Subject(spot.point.touchpoint, lead, claims, quotes)
    return Group(ring, "point", subject, full_text=f"{spot.point.touchpoint}: {experience_words(spot.value)}")


def _missing(sheet: Sheet, top: float) -> Lane | None:
    if not sheet.map.curve.missing:
        return None
    text = paragraph(sheet.map.curve.missing, BODY, min(640.0, sheet.right - sheet.left - 64), 4)
    height = 8 * -(-(text.height + 40) // 8)
    box = Box(sheet.left, top, sheet.right - sheet.left - 16, height)
    ground = Rect(Box(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1), "none", "muted", RADIUS, 1, "3 4")
    marks: tuple[Mark, ...] = (ground, *text.place(box.x + 24, top + (height - text.height) / 2))
    hover = sheet.map.curve.missing if text.shortened else ""
    return Lane(say("Emotion"), say("no evidence yet"), height, (Group(marks, card=box, full_text=hover),))
