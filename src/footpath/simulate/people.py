"""The people: who they are, what each source knows them by, and what they are like."""

from dataclasses import dataclass
from random import Random
from typing import Final
from unicodedata import normalize

from footpath.simulate.clock import DAY, START, midnight, waking_moment
from footpath.simulate.personas import PERSONAS, Persona
from footpath.simulate.shop import REGIONS

ANONYMOUS_RATE: Final = 0.05
EXISTING_RATE: Final = 0.4
LEAST_TYPICAL: Final = 0.84
TIERS: Final = ("Basic", "Silver", "Gold")
_NEWCOMERS_UNTIL: Final = midnight("2025-10-12")

_FIRST = {
    "en": "Emma Oliver Amelia Jack Sophie Harry Grace Thomas Ruby George Alice Noah Ivy Arthur Freya Leo Nora Adam Clara Finn",
    "de": "Lena Jonas Anna Lukas Jürgen Käthe Marie Paul Hannah Felix Mia Moritz Jana Sören Ute Björn Petra Ralf Heike Stefan",
    "fr": "Chloé Louis Camille Hugo Léa Jules Manon Théo Inès Gabriel Zoé Raphaël Élise Antoine Margaux René Colette Yves Noémie Luc",
}
_LAST = {
    "en": "Smith Taylor Brown Walker Wright Hughes Green Hall Wood Clarke Baker Turner Hill Cooper Ward Morris Bell Kelly Price Reid",
    "de": "Müller Schmidt Weber Wagner Becker Schäfer Koch Bauer Richter Klein Wolf Neumann Schwarz Krüger Hofmann Groß Lange Kühn Vogel Jäger",
    "fr": "Martin Bernard Dubois Petit Durand Leroy Moreau Simon Laurent Lefèvre Michel Garcia Roux Fontaine Chevalier Muller Gauthier Perrin Léger Noël",
}
FIRST_NAMES: Final = {language: tuple(names.split()) for language, names in _FIRST.items()}
LAST_NAMES: Final = {language: tuple(names.split()) for language, names in _LAST.items()}
_LANGUAGES = {"DE": (0.5, 0.48, 0.02), "AT": (0.5, 0.48, 0.02), "FR": (0.3, 0.05, 0.65)}
_MAIL_HOSTS = ("example.org", "example.com", "mail.example", "post.example", "inbox.example")


@dataclass(frozen=True, slots=True)
class Person:
    """One customer, with every identifier that some source knows.

    Who is not registered has no number, no address of mail and no app: the web knows them by a cookie only.
    ``typical`` is the chance that what they do next is what their kind does; else it is what everybody does.
    """

    number: int
    persona: Persona
    typical: float
    arrives_at: float
    region: str
    country: str
    town: str
    language: str
    first_name: str
    last_name: str
    customer_no: str
    email: str
    phone: str
    card: str
    cookies: tuple[tuple[str, str], ...]  # (device category, cookie)
    app_device: str
    os: str
    born: int
    household: int
    tier: str
    wants_mail: bool
    since: float

    @property
    def registered(self) -> bool:
        return bool(self.customer_no)


def make_person(rng: Random, number: int) -> Person:
    """One person of the population."""
    persona = rng.choices(PERSONAS, [p.share for p in PERSONAS])[0]
    typical = LEAST_TYPICAL + (1 - LEAST_TYPICAL) * rng.random()
    region = rng.choices(list(REGIONS), [share for _, share, _ in REGIONS.values()])[0]
    country, _, towns = REGIONS[region]
    language = rng.choices(("en", "de", "fr"), _LANGUAGES[country])[0]
    existing = rng.random() < EXISTING_RATE
    earliest = START + rng.random() * (35 * DAY if existing else _NEWCOMERS_UNTIL - START)
    arrives_at = waking_moment(rng, earliest, persona.rhythm if rng.random() < typical else None)
    registered = rng.random() >= ANONYMOUS_RATE
    first, last = rng.choice(FIRST_NAMES[language]), rng.choice(LAST_NAMES[language])
    has_app = registered and rng.random() < persona.has_app_rate
    carries_card = registered and rng.random() < persona.card_rate
    return Person(
        number=number,
        persona=persona,
        typical=typical,
        arrives_at=arrives_at,
        region=region,
        country=country,
        town=rng.choice(towns),
        language=language,
        first_name=first,
        last_name=last,
        customer_no=str(1_000_000 + 7 * number) if registered else "",
        email=_address(rng, first, last, number) if registered else "",
        phone=_phone(rng, country) if registered else "",
        card=f"LC-{50_000_000 + 13 * number}" if carries_card else "",
        cookies=_cookies(rng, persona, arrives_at),
        app_device=f"{rng.getrandbits(64):016x}" if has_app else "",
        os="Android" if rng.random() < persona.android_rate else "iOS",
        born=rng.randint(*persona.births),
        household=int(rng.choices(*zip(*persona.households, strict=True))[0]),
        tier=rng.choices(TIERS, persona.tiers)[0],
        wants_mail=registered and rng.random() < persona.mail_rate,
        since=arrives_at - (30 + rng.random() * 1500) * DAY if existing else arrives_at,
    )


def _cookies(rng: Random, persona: Persona, arrives_at: float) -> tuple[tuple[str, str], ...]:
    """A cookie a device, spelt as web analytics does: a random number and the second of the first visit."""
    devices = [rng.choices(("desktop", "mobile", "tablet"), persona.devices)[0]]
    if rng.random() < 0.3:
        other = rng.choices(("desktop", "mobile", "tablet"), persona.devices)[0]
        devices += [other] if other != devices[0] else []
    return tuple((device, f"{rng.randrange(10**8, 10**10)}.{int(arrives_at)}") for device in devices)


def _address(rng: Random, first: str, last: str, number: int) -> str:
    plain = normalize("NFKD", f"{first}.{last}".replace("ß", "ss")).encode("ascii", "ignore").decode()
    return f"{plain.lower()}{number}@{rng.choice(_MAIL_HOSTS)}"


def _phone(rng: Random, country: str) -> str:
    prefix = {"DE": "+49 151", "AT": "+43 660", "FR": "+33 6"}[country]
    return f"{prefix} {rng.randrange(10**7, 10**8)}"
