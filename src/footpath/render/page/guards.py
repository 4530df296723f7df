"""Guards and tiers in words: a quiet badge beside a number, what it means when asked, and the legend of them all."""

from footpath.model.claims import CENSORED, MANY_TRIED, SMALL_N, SURVIVORSHIP, WHOSE_RATE, Claim
from footpath.model.maps import JourneyMap
from footpath.model.records import Tier
from footpath.render.language import say, to_say
from footpath.render.page.bits import tier_of
from footpath.render.svg import escape

TIER_WORDS = {
    Tier.MEASURED: (to_say("Measured"), to_say("counted in records that say it themselves")),
    Tier.INFERRED: (
        to_say("Inferred"),
        to_say("part of the way from record to touchpoint is a guess by time or by words"),
    ),
    Tier.ASSUMED: (to_say("Assumed"), to_say("no record speaks of it")),
}
GUARD_WORDS = {
    SMALL_N: (
        to_say("Small n"),
        to_say("Fewer than 30 are behind it: a few customers more or less would move it. Look at the interval first."),
    ),
    SURVIVORSHIP: (
        to_say("Of those who went on"),
        to_say("It looks only at those who got to what came later. Whoever gave up on the way is not in it."),
    ),
    CENSORED: (
        to_say("Not over yet"),
        to_say("More than 5% of those who came have not been there long enough to say how it ends. They are left out."),
    ),
    MANY_TRIED: (
        to_say("One of many tried"),
        to_say(
            "It stands out among many that were compared. Its chance is corrected for their number, yet what is picked for"
            " being far out tends to lie less far out next time."
        ),
    ),
    WHOSE_RATE: (
        to_say("Not of all customers"),
        to_say("The share is of those that n counts, not of all customers of this map."),
    ),
}


def badges_of(claim: Claim) -> str:
    """The guards of a claim: each a word that opens to its meaning; one that is not known here is not shown."""
    known = [GUARD_WORDS[badge] for badge in claim.badges if badge in GUARD_WORDS]
    items = "".join(
        f"<li><details><summary>{escape(say(word))}</summary><p>{escape(say(meaning))}</p></details></li>"
        for word, meaning in known
    )
    return f'<ul class="guards" aria-label="{escape(say("What to bear in mind"))}">{items}</ul>' if items else ""


def legend(journey: JourneyMap) -> str:
    """What the marks of certainty mean, and the guards that stand on this map; nothing for a map without claims."""
    if not journey.claims:
        return ""
    tiers = "".join(
        f"<dt>{tier_of(tier)} {escape(say(word))}</dt><dd>{escape(say(meaning))}</dd>"
        for tier, (word, meaning) in TIER_WORDS.items()
    )
    used = {badge for claim in journey.claims.values() for badge in claim.badges}
    guards = "".join(
        f"<dt>{escape(say(word))}</dt><dd>{escape(say(meaning))}</dd>"
        for badge, (word, meaning) in GUARD_WORDS.items()
        if badge in used
    )
    return (
        f'<details class="legend"><summary>{escape(say("How to read the figures"))}</summary>'
        f"<h3>{escape(say('How sure'))}</h3><dl>{tiers}</dl>"
        + (f"<h3>{escape(say('What to bear in mind'))}</h3><dl>{guards}</dl>" if guards else "")
        + "</details>"
    )
