"""The differences of two maps: as text like a code review, as JSON, and drawn on the poster of the second map."""

from footpath.model.changes import MapDiff
from footpath.model.maps import JourneyMap
from footpath.render.changes.text import diff_json, diff_text
from footpath.render.theme import Theme

__all__ = ["diff_json", "diff_text", "render_diff"]


def render_diff(first: JourneyMap, second: JourneyMap, diff: MapDiff, theme: Theme = "light") -> str:
    """The poster of the second map as SVG, with the curve of both, signs on what changed, and what moved in each stage.

    Raises:
        MapError: a claim holds no finite number.
    """
    from footpath.render.changes.drawing import diff_svg

    return diff_svg(first, second, diff, theme)
