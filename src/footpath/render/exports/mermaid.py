"""The map as a Mermaid ``journey`` diagram, which many wikis and code hosts draw.

A Mermaid journey knows sections, tasks, a score of 1 to 5 and who did it, and nothing else. So the diagram shows stages,
the touchpoints whose experience is measured, and their experience on that scale; what it cannot say is counted in a comment.
"""

import re

from footpath.model.few import without_few
from footpath.model.maps import JourneyMap, TouchpointCard
from footpath.render.document import require_finite
from footpath.render.exports.figures import Figures
from footpath.render.text import clean

# Marks that end a name in Mermaid's grammar, and the ones that look most like them.
_LOOKALIKES = str.maketrans({":": "∶", ";": ",", "#": "＃", "{": "(", "}": ")", "<": "‹", ">": "›", "%": "％"})
_KEYWORD = re.compile(r"(?:title|section|journey|acctitle|accdescr)\b", re.IGNORECASE)


def render_mermaid(journey: JourneyMap) -> str:
    """The map as a Mermaid ``journey``: a section per stage, a task per touchpoint whose experience is measured.

    An experience of −1 is a score of 1, 0 a 3, and 1 a 5, rounded. A stage without a measured touchpoint is left out, and the
    comment at the top says how many touchpoints are, so nobody takes silence for a good score.

    Raises:
        MapError: a claim holds no finite number.
    """
    require_finite(journey)
    journey = without_few(journey)
    figures = Figures(journey)
    felt = [card for card in journey.touchpoints if figures.claim(card.experience)]
    lines = ["journey", f"    title {_name(journey.title) or 'Journey'}"]
    lines += [f"    %% {line}" for line in _told(journey, len(felt))]
    actor = _name(journey.scope).replace(",", " ") or "Customers"
    for stage in journey.stages:
        tasks = [_task(card, figures, actor) for card in felt if card.stage == stage.name]
        if tasks:
            lines += [f"    section {_name(stage.name) or 'Stage'}", *tasks]
    return "\n".join(lines) + "\n"


def score_of(experience: float) -> int:
    """An experience −1..1 on Mermaid's scale 1..5.

    Examples:
        >>> [score_of(x) for x in (-1, -0.6, 0, 0.3, 1, 7)]
        [1, 2, 3, 4, 5, 5]
    """
    return min(5, max(1, int(3 + 2 * experience + 0.5)))


def _told(journey: JourneyMap, felt: int) -> list[str]:
    lines = ["Score: mean experience of those who said something, from 1 (very poor) over 3 (mixed) to 5 (very good)."]
    if silent := len(journey.touchpoints) - felt:
        them = "1 touchpoint is" if silent == 1 else f"{silent} touchpoints are"
        lines.append(f"{them} not shown, for nothing is known of how they feel.")
    return lines


def _task(card: TouchpointCard, figures: Figures, actor: str) -> str:
    claim = figures.claim(card.experience)
    assert claim is not None, "only touchpoints with an experience are tasks"
    return f"      {_name(card.name) or 'Touchpoint'}: {score_of(claim.value)}: {actor}"


def _name(text: str) -> str:
    """A name in which Mermaid finds no mark, keyword, directive or comment."""
    plain = clean(text).translate(_LOOKALIKES)
    return f"“{plain}”" if _KEYWORD.match(plain) else plain
