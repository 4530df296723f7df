"""One map in several forms: poster, flow, circle, swimlane, matrix; each at three levels of detail."""

from collections.abc import Callable

from footpath.errors import MapError
from footpath.model.maps import JourneyMap
from footpath.render.forms.circle import layout_circle
from footpath.render.forms.details import DETAILS, Detail, at_detail
from footpath.render.forms.flow import layout_flow
from footpath.render.forms.matrix import layout_matrix
from footpath.render.forms.swimlane import layout_swimlane
from footpath.render.language import in_its_language
from footpath.render.marks import Scene
from footpath.render.poster import layout_poster
from footpath.render.text import clean

__all__ = ["DETAILS", "FORMS", "Detail", "layout"]

_LAYOUTS: dict[str, Callable[[JourneyMap], Scene]] = {
    "poster": layout_poster,
    "flow": layout_flow,
    "circle": layout_circle,
    "swimlane": layout_swimlane,
    "matrix": layout_matrix,
}
FORMS = tuple(_LAYOUTS)


@in_its_language
def layout(journey: JourneyMap, form: str = "poster", detail: str = "standard", by: str = "channel") -> Scene:
    """Every mark of a form with its place; nothing is written yet.

    Args:
        by: what the lanes of swimlanes are.

    Raises:
        MapError: there is no such form, level of detail or lane.
    """
    if form not in _LAYOUTS:
        raise MapError(f'There is no form "{clean(form)}".', f"Choose {', '.join(FORMS)}.")
    shown = at_detail(journey, detail)
    return layout_swimlane(shown, by) if form == "swimlane" else _LAYOUTS[form](shown)
