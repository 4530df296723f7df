"""Names that answers hold from closed lists (states, signals, ways of sharing credit), as words in the language that is drawn.

A name that is on no list is somebody's own, and stands as it was written.
"""

from footpath.render.language import say, to_say

_TERMS = (
    # what a chart is called where its question has no title of its own, and units of time and of counts
    to_say("day"),
    to_say("week"),
    to_say("month"),
    to_say("Customers"),
    to_say("Events"),
    to_say("Sessions"),
    to_say("Records"),
    to_say("Value"),
    to_say("Touchpoints"),
    to_say("Feedback"),
    # states of customers over time
    to_say("New"),
    to_say("Returning"),
    to_say("Resurrected"),
    to_say("Dormant"),
    to_say("Open"),
    # where a path leads when it leads to no touchpoint, and which way it goes
    to_say("other"),
    to_say("left"),
    to_say("open"),
    to_say("began"),
    to_say("forward"),
    to_say("back"),
    to_say("stay"),
    # ways of sharing credit, and whom it is shared among
    to_say("First"),
    to_say("Last"),
    to_say("Last non direct"),
    to_say("Linear"),
    to_say("Position"),
    to_say("Decay"),
    to_say("Priority"),
    to_say("Markov"),
    to_say("Shapley"),
    to_say("Channel"),
    to_say("Touchpoint"),
    to_say("Campaign"),
    # signals
    to_say("Rage"),
    to_say("Error loop"),
    to_say("Retry"),
    to_say("Repeat contact"),
    to_say("Leaving"),
    to_say("Repeat"),
    to_say("Score"),
    to_say("Promise"),
    to_say("Delay"),
    to_say("Theme"),
    to_say("Visits"),
    # emotions and aims
    to_say("Frustration"),
    to_say("Confusion"),
    to_say("Disappointment"),
    to_say("Anger"),
    to_say("Worry"),
    to_say("Trust"),
    to_say("Delight"),
    to_say("Surprise"),
    to_say("Gratitude"),
    to_say("Goal"),
    to_say("Need"),
    to_say("Motivation"),
    to_say("Obstacle"),
    # support
    to_say("First reply"),
    to_say("Resolution"),
    to_say("Reopened"),
    to_say("Backlog"),
    # scores, and what to do about what goes with them
    to_say("rating"),
    to_say("experience"),
    to_say("fix first"),
    to_say("keep"),
    to_say("watch"),
    to_say("low priority"),
    to_say("touchpoint"),
    to_say("theme"),
    # tiers as they are called where nobody names others
    to_say("champions"),
    to_say("loyal"),
    to_say("promising"),
    to_say("new"),
    to_say("needs attention"),
    to_say("cannot lose"),
    to_say("at risk"),
    to_say("hibernating"),
    to_say("lost"),
    # pace of customers
    to_say("events"),
    to_say("days from first to last event"),
    to_say("days since the last event"),
    to_say("value"),
    to_say("broken promises"),
    to_say("contacts"),
    # two sides that are compared
    to_say("stayed"),
    to_say("with"),
    to_say("without"),
    to_say("good"),
    to_say("poor"),
    to_say("before"),
    to_say("since"),
    to_say("all"),
    to_say("share"),
)
_KNOWN = {text: text for text in _TERMS}


def term(text: str) -> str:
    """A name of the lists in the language that is drawn; any other text as it is.

    Examples:
        >>> term("Last non direct"), term("Kasse {3}")
        ('Last non direct', 'Kasse {3}')
    """
    known = _KNOWN.get(text)
    return text if known is None else say(known)
