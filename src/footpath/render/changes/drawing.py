"""The poster of the second map with what changed since the first one on it."""

from collections.abc import Callable

from footpath.model.changes import MapDiff
from footpath.model.few import without_few
from footpath.model.maps import JourneyMap
from footpath.render.changes.curves import two_curves
from footpath.render.changes.lane import changes
from footpath.render.changes.signs import WORDS, Sign, drawn_sign, signs_of, with_signs
from footpath.render.changes.text import figure_line, moved_figures, of_enough, side_line, summary
from footpath.render.document import require_finite
from footpath.render.language import say, speaking
from footpath.render.marks import Group, Line, Mark, Path, Scene, line, paragraph
from footpath.render.picture import faces_of
from footpath.render.poster.findings import findings, lone_opportunities
from footpath.render.poster.foot import foot
from footpath.render.poster.head import head, subtitle
from footpath.render.poster.measures import measures
from footpath.render.poster.ribbon import ribbon
from footpath.render.poster.sheet import Lane, Sheet, sheet_of
from footpath.render.poster.touchpoints import touchpoints
from footpath.render.svg import SvgWriter, escape, number
from footpath.render.theme import BODY, FAMILY, LABEL, LANE, MARGIN, SMALL, SUBTITLE, Theme, palette

_AIR = 14.0
_COLOURS: dict[Sign, str] = {"new": "opportunity", "edited": "persona-0", "up": "structure", "down": "structure"}


def layout_diff(first: JourneyMap, second: JourneyMap, diff: MapDiff) -> Scene:
    """Every mark of the drawing with its place, in the language of the second map."""
    with speaking(second):
        return _layout(without_few(first), without_few(second), of_enough(diff))


def _layout(first: JourneyMap, second: JourneyMap, diff: MapDiff) -> Scene:
    sheet, signs = sheet_of(second), signs_of(diff)
    top = head(sheet, float(MARGIN) - 4)
    marks: list[Mark] = [*top.marks]
    y = float(MARGIN) - 4 + top.height + 14
    told = _told(sheet, diff, y)
    marks += told.marks
    y += told.height + 22
    stages = ribbon(sheet, y)
    if stages is not None:
        marks += stages.marks
        y += stages.height + 6
    cuts: list[float] = []
    lanes: tuple[Callable[[float], Lane | None], ...] = (
        lambda at: with_signs(sheet, touchpoints(sheet, at), signs),
        lambda at: two_curves(first, second, diff, at),
        lambda at: with_signs(sheet, findings(sheet, at), signs),
        lambda at: with_signs(sheet, lone_opportunities(sheet, at), signs),
        lambda at: measures(sheet, at),
        lambda at: changes(sheet, diff, at),
    )
    for build in lanes:
        lane = build(y + _AIR)
        if lane is not None:
            framed, height = _framed(sheet, lane, y)
            marks += framed
            cuts.append(y)
            y += height
    marks.append(_rule(sheet, y))
    key = _key(sheet, y + 12)
    bottom = foot(sheet, y + 12 + key.height)
    marks += [*key.marks, *bottom.marks]
    height = y + 12 + key.height + bottom.height + 24
    about = f"{subtitle(sheet)}. {_compared(diff)}. {summary(diff)}"
    return Scene(sheet.width, height, second.title, about, tuple(marks), tuple(cuts))


def _told(sheet: Sheet, diff: MapDiff, top: float) -> Lane:
    """What it is compared with, what happened in one line, and the figures of the whole that moved."""
    room = sheet.width - 2 * MARGIN
    whole = [figure_line(f, diff) for f in moved_figures(diff) if not f.place.stage and f.place.kind == "figures"]
    texts = [
        paragraph(_compared(diff), SUBTITLE, room, 2),
        paragraph(summary(diff), BODY, room, 3),
        *(paragraph(text, BODY, room, 2) for text in whole),
    ]
    marks: list[Mark] = []
    y = top
    for text in texts:
        marks += text.place(MARGIN, y)
        y += text.height + 2
    return Lane("", "", y - top, tuple(marks))


def _compared(diff: MapDiff) -> str:
    return say("Compared with {map}", map=side_line(diff.first))


def _rule(sheet: Sheet, y: float) -> Mark:
    return Path(f"M{MARGIN} {number(y)}H{number(sheet.right)}", stroke="hairline")


def _framed(sheet: Sheet, lane: Lane, y: float) -> tuple[list[Mark], float]:
    """A lane with the rule above it and its title at the left."""
    title = paragraph(lane.title, LANE, LABEL - 10, 2)
    hint = paragraph(lane.hint, SMALL, LABEL - 20, 9)
    words = (*title.place(MARGIN, y + _AIR), *hint.place(MARGIN, y + _AIR + title.height + 1))
    height = max(lane.height, title.height + hint.height + 1)
    return [_rule(sheet, y), Group((*words, *lane.marks), "lane")], height + 2 * _AIR


def _key(sheet: Sheet, top: float) -> Lane:
    """What the signs mean."""
    marks: list[Mark] = []
    x, y = float(MARGIN), top
    for sign, words in WORDS.items():
        said: Line = line(say(words), SMALL, x + 20, y + 12)
        if said.box.right > sheet.right and x > MARGIN:
            x, y = float(MARGIN), y + 22
            said = line(say(words), SMALL, x + 20, y + 12)
        marks += [*drawn_sign(sign, _COLOURS[sign], x + 8, y + 8), said]
        x = said.box.right + 20
    return Lane("", "", y - top + 24, tuple(marks))


def diff_svg(first: JourneyMap, second: JourneyMap, diff: MapDiff, theme: Theme) -> str:
    require_finite(first)
    require_finite(second)
    scene = layout_diff(first, second, diff)
    colours = palette(theme)
    with speaking(second):
        faces = faces_of(scene)
    drawn = SvgWriter(colours.__getitem__).write(scene.marks)
    size = f'width="{number(scene.width)}" height="{number(scene.height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {number(scene.width)} {number(scene.height)}"'
        f' role="img" aria-labelledby="map-title map-about" font-family="{escape(FAMILY)}">'
        f'<title id="map-title">{escape(scene.title)}</title><desc id="map-about">{escape(scene.description)}</desc>'
        f"<style>{faces}text{{font-variant-numeric:tabular-nums;text-rendering:geometricPrecision;white-space:pre}}</style>"
        f'<rect width="100%" height="100%" fill="{colours["paper"]}"/>{drawn}</svg>\n'
    )
