"""Which stages and touchpoints have a map of their own, and what it is called."""

from footpath.model.maps import JourneyMap
from footpath.render.language import say
from footpath.render.svg import escape


def parts_section(journey: JourneyMap) -> str:
    """The maps' names, for they are other files; nothing where there are none."""
    items = "".join(
        f'<li><b dir="auto">{escape(", ".join(filter(None, (link.stage, link.touchpoint))))}</b> <span dir="auto">{escape(link.map)}</span></li>'
        for link in journey.parts
    )
    return f'<section class="parts"><h2>{escape(say("Maps of parts"))}</h2><ul>{items}</ul></section>' if items else ""
