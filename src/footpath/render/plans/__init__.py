"""A planned journey against the real ones, drawn: the plan from left to right, and where journeys leave it.

Above the plan run those that skip steps, or begin later; below it those that go back, and stubs for those that stop. The thickness is how
many, the colour whether fewer or more of them come to the outcome than of those who go as planned; numbers lead to the cards.
"""

from footpath.errors import MapError
from footpath.model.maps import JourneyMap
from footpath.render.language import in_its_language
from footpath.render.marks import Box, Mark, Scene
from footpath.render.mirror import in_reading_direction
from footpath.render.plans.cards import cards
from footpath.render.plans.head import foot, head
from footpath.render.plans.spine import spine
from footpath.render.plans.view import PlanView, view_of
from footpath.render.theme import MARGIN, Theme

__all__ = ["PlanView", "layout_plan", "picture_of", "render_plan", "view_of"]


def render_plan(journey: JourneyMap, theme: Theme = "light") -> str:
    """The planned journey of a map as one SVG that carries its fonts.

    Raises:
        MapError: the map holds no planned journey, or a claim holds no finite number.
    """
    from footpath.render.document import require_finite
    from footpath.render.picture import scene_svg

    require_finite(journey)
    return scene_svg(layout_plan(journey), theme)


@in_its_language
def layout_plan(journey: JourneyMap) -> Scene:
    """Every mark of the picture with its place.

    Raises:
        MapError: the map holds no planned journey.
    """
    view = _required(journey)
    marks: list[Mark] = []
    top, height = head(view, float(MARGIN) - 4)
    marks += top
    y = float(MARGIN) - 4 + height + 26
    drawn, height = spine(view, y)
    marks += drawn
    y += height + 26
    listed, height = cards(view, Box(MARGIN, y, view.width - 2 * MARGIN, 0))
    marks += listed
    y += height + (18 if height else 0)
    below, height = foot(view, y)
    marks += below
    return in_reading_direction(Scene(view.width, y + height + 24, view.plan.name, view.about, tuple(marks)))


@in_its_language
def picture_of(journey: JourneyMap) -> Scene:
    """The picture alone, without head and cards: for a page that tells those itself."""
    view = _required(journey)
    drawn, height = spine(view, 8.0)
    return in_reading_direction(Scene(view.width, height + 16, view.plan.name, view.about, tuple(drawn)))


def _required(journey: JourneyMap) -> PlanView:
    if journey.plan is None:
        raise MapError("The map holds no planned journey.", "Compare one first: footpath plan FILE -w WORKSPACE.")
    return view_of(journey, journey.plan)
