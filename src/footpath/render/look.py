"""How a map is to look: its form, how much of it, and what its lanes are."""

from dataclasses import dataclass

from footpath.model.maps import JourneyMap
from footpath.render.marks import Scene


@dataclass(frozen=True)
class Look:
    """What people choose of a drawing.

    Attributes:
        form: poster, flow, circle, swimlane or matrix.
        detail: overview, standard or full.
        by: the lanes of swimlanes: channel, persona or owner.
    """

    form: str = "poster"
    detail: str = "standard"
    by: str = "channel"


USUAL = Look()


def laid_out(journey: JourneyMap, look: Look = USUAL) -> Scene:
    """The map laid out so.

    Raises:
        MapError: there is no such form, level of detail or lane.
    """
    from footpath.render.forms import layout

    return layout(journey, look.form, look.detail, look.by)
