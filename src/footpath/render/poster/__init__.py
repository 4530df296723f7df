"""The poster: stages as columns, lanes as rows. `layout_poster` is the whole of it."""

from collections.abc import Callable

from footpath.model.maps import JourneyMap
from footpath.render.language import in_its_language
from footpath.render.marks import Group, Mark, Path, Scene, paragraph
from footpath.render.mirror import in_reading_direction
from footpath.render.poster.actions import actions
from footpath.render.poster.aims import aims
from footpath.render.poster.checklist import checklist
from footpath.render.poster.emotion import emotion
from footpath.render.poster.employees import employees
from footpath.render.poster.findings import findings, lone_opportunities
from footpath.render.poster.foot import foot
from footpath.render.poster.gaps import gaps
from footpath.render.poster.goals import goals
from footpath.render.poster.head import about, column_names, opening, without_stages
from footpath.render.poster.measures import measures
from footpath.render.poster.planned import planned
from footpath.render.poster.praises import praises
from footpath.render.poster.ribbon import ribbon
from footpath.render.poster.sheet import Lane, Sheet, sheet_of
from footpath.render.poster.touchpoints import touchpoints
from footpath.render.poster.voices import voices
from footpath.render.svg import number
from footpath.render.theme import LABEL, LANE, MARGIN, SMALL

_LAST = (checklist, gaps, measures, employees)
_AIR = 14.0  # above and below a lane's content


@in_its_language
def layout_poster(journey: JourneyMap) -> Scene:
    """Every mark of the poster with its place; nothing is written yet."""
    sheet = sheet_of(journey)
    marks, y = opening(sheet)
    strip = goals(sheet, y)
    if strip is not None:
        marks += strip.marks
        y += strip.height + 24
    stages = ribbon(sheet, y)
    if stages is not None:
        marks += stages.marks
        y += stages.height + 6
    else:
        words, y = without_stages(sheet, y)
        marks += words
        y += 20
    cuts: list[float] = []
    rows: list[float] = []
    told: list[str] = []
    for build in _lanes(told):
        lane = build(sheet, y + _AIR)
        if lane is not None:
            lane_marks, height = _framed(sheet, lane, y)
            marks += lane_marks
            cuts.append(y)
            rows += lane.cuts
            told += lane.told
            y += height
    marks.append(_rule(sheet, y))
    bottom = foot(sheet, y + 12)
    marks += bottom.marks
    height = y + 12 + bottom.height + 24
    scene = Scene(
        sheet.width,
        height,
        journey.title,
        about(sheet),
        tuple(marks),
        tuple(cuts),
        tuple(rows),
        column_names(sheet),
    )
    return in_reading_direction(scene)


def _lanes(told: list[str]) -> tuple[Callable[[Sheet, float], Lane | None], ...]:
    """The lanes from top to bottom; ``told`` fills with the quotes that a lane above has shown already."""

    def rest(sheet: Sheet, top: float) -> Lane | None:
        return voices(sheet, top, told)

    return (aims, actions, touchpoints, emotion, planned, rest, findings, lone_opportunities, praises, *_LAST)


def _rule(sheet: Sheet, y: float) -> Mark:
    return Path(f"M{MARGIN} {number(y)}H{number(sheet.right)}", stroke="hairline")


def _framed(sheet: Sheet, lane: Lane, y: float) -> tuple[list[Mark], float]:
    """A lane with the rule above it and its title at the left."""
    title = paragraph(lane.title, LANE, LABEL - 10, 2)
    hint = paragraph(lane.hint, SMALL, LABEL - 20, 9)
    words = (*title.place(MARGIN, y + _AIR), *hint.place(MARGIN, y + _AIR + title.height + 1))
    height = max(lane.height, title.height + hint.height + 1)
    return [_rule(sheet, y), Group((*words, *lane.marks), "lane")], height + 2 * _AIR
