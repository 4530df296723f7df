"""Words that a map takes from a closed list (channels, kinds of pain, names of figures), said in the language that is drawn.

A map may hold any other word there, for people edit maps: such a word stands as it was written.
"""

from footpath.render.language import say, to_say

_WORDS = (
    # channels
    to_say("web"),
    to_say("app"),
    to_say("email"),
    to_say("phone"),
    to_say("store"),
    to_say("social"),
    to_say("ads"),
    to_say("chat"),
    to_say("post"),
    to_say("sms"),
    to_say("support"),
    to_say("survey"),
    to_say("review"),
    to_say("partner"),
    to_say("other"),
    # signals that agree on a pain, and that praise
    to_say("leaving"),
    to_say("delay"),
    to_say("score"),
    to_say("promise"),
    to_say("repeat"),
    to_say("frustration"),
    to_say("words"),
    to_say("staying"),
    to_say("speed"),
    # tiers
    to_say("measured"),
    to_say("inferred"),
    to_say("assumed"),
    # figures and measures that a draft puts on a map
    to_say("customers"),
    to_say("events"),
    to_say("texts and scores"),
    to_say("NPS"),
    to_say("satisfaction"),
    to_say("ease"),
    to_say("mean rating"),
    to_say("go on"),
    to_say("until the next stage"),
    to_say("mean value"),
    # whose journey, and the parts of a persona's card
    to_say("All customers"),
    to_say("Demographics"),
    to_say("Goals"),
    to_say("Behaviour"),
    to_say("Pains"),
    to_say("Motivations"),
    to_say("Preferences"),
    to_say("Value"),
    to_say("Open questions"),
    # how a persona differs
    to_say("very small"),
    to_say("small"),
    to_say("medium"),
    to_say("large"),
)
_KNOWN = {text: text for text in _WORDS}


def word(text: str) -> str:
    """A word of the list in the language that is drawn; any other text as it is.

    Examples:
        >>> word("go on"), word("Kasse {3}")
        ('go on', 'Kasse {3}')
    """
    known = _KNOWN.get(text)
    return text if known is None else say(known)
