"""A walk in words: what each step says, for the terminal and for the page alike."""

from footpath.model.records import Tier
from footpath.model.walks import Step, Walk
from footpath.render.language import say, to_say
from footpath.render.numbers import count, day, experience_words, money, seconds, share
from footpath.render.text import clean

EMOTIONS = {
    "frustration": to_say("frustration"),
    "confusion": to_say("confusion"),
    "disappointment": to_say("disappointment"),
    "anger": to_say("anger"),
    "worry": to_say("worry"),
    "trust": to_say("trust"),
    "delight": to_say("delight"),
    "surprise": to_say("surprise"),
    "gratitude": to_say("gratitude"),
}


def when(walk: Walk, at: int, *, exact: bool = False) -> str:
    """ "Day 3, 10:40", counted from the walk's first day; with ``exact`` the date in place of it."""
    step = walk.steps[at]
    time = f"{step.at:%H:%M}"
    if exact:
        return say("{day}, {time}", day=day(step.at), time=time)
    return say("Day {number}, {time}", number=count((step.at.date() - walk.steps[0].at.date()).days + 1), time=time)


def after(step: Step) -> str:
    """How long since the step before, and what is usual: the median of all who went this way."""
    if step.since_s is None:
        return ""
    waited = say("{wait} later", wait=seconds(step.since_s)) if step.since_s >= 1 else say("at once")
    if step.usual_s is None:
        return waited
    usual = say("usually {wait}, n = {n}", wait=seconds(step.usual_s), n=count(step.usual_n))
    return f"{waited} ({usual})"


def felt(step: Step) -> str:
    """How it felt, and how surely it is about this; nothing where nobody said."""
    if step.experience is None:
        return ""
    words = say("felt {felt}", felt=experience_words(step.experience))
    emotion = EMOTIONS.get(step.emotion)
    if emotion:
        words = say("{felt}: {emotion}", felt=words, emotion=say(emotion))
    return words if step.tier is Tier.MEASURED else say("{felt} (what it is about is inferred)", felt=words)


def quoted_words(step: Step) -> str:
    return say("“{words}”", words=clean(step.said)) if step.said else ""


def promised(step: Step) -> str:
    late = seconds(step.late_s) if step.late_s is not None and step.late_s >= 1 else ""
    if step.promise == "broken":
        return say("later than promised, by {time}", time=late) if late else say("later than promised")
    return say("as promised") if step.promise == "kept" else ""


def worth(step: Step, currency: str) -> str:
    return say("worth {amount}", amount=money(step.value, clean(currency))) if step.value is not None else ""


def goes_on(step: Step) -> str:
    """How many of those who come here go on as this customer did."""
    if step.next_share is None:
        return ""
    return say("{share} of {n} visits here have the same next step", share=share(step.next_share), n=count(step.next_n))


def about(walk: Walk) -> str:
    """Whose journey it is and how it was chosen, in a sentence."""
    name = clean(walk.customer)
    name = name[:1].upper() + name[1:]
    persona = f", {clean(walk.persona)}" if walk.persona else ""
    chosen = say("Chosen so: {how}.", how=clean(walk.chosen)) if walk.chosen else ""
    return f"{name}{persona}. {chosen}".strip()


def unseen(walk: Walk) -> str:
    """How many events are not shown."""
    return say("{count} further events are not shown.", count=count(walk.left_out)) if walk.left_out else ""
