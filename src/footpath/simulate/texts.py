"""What customers write: sentences × facts of their own case × tone × typos, in the language they speak.

A few carry what must stay inert wherever it is shown: markup, formulas, emoji, text that runs from right to left.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Final

from footpath.simulate.ledger import Order
from footpath.simulate.people import Person
from footpath.simulate.shop import PRODUCTS, Product

HOSTILE: Final = (
    "<script>alert('hi')</script>",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE customers; --",
    "😡😡👎 🏠",
    "مرحبا، الطرد لم يصل",
    "‮gnp.elif‬",
    '<img src=x onerror="alert(1)">',
    "@SUM(1+1)*cmd",
)
_HOSTILE_EVERY: Final = 350
_GLAD: Final = frozenset(
    ("product_good", "planner_good", "tracking_good", "store_good", "site_good", "effort_good", "shop_good")
)
_PLAIN: Final = frozenset(("question", "invoice", "where_is_it", "shop_fair"))


@cache
def lexicon(language: str) -> dict[str, Any]:
    """The sentences of a language."""
    return tomllib.loads(files("footpath.simulate").joinpath("words", f"{language}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Occasion:
    """What a text is about and who writes it; the order when there is one."""

    person: Person
    theme: str
    order: Order | None = None
    product: Product | None = None


class Writer:
    """Writes all texts of one company, each from the same stream of chance."""

    def __init__(self, rng: Random) -> None:
        self._rng, self.written = rng, 0

    def ticket(self, occasion: Occasion) -> tuple[str, str]:
        """A ticket's subject and its text: a greeting now and then, the matter, a detail or two, an end, often a name."""
        rng, words, facts = self._rng, lexicon(occasion.person.language), self._facts(occasion)
        matter = rng.choice(words["themes"][occasion.theme])
        parts = [rng.choice(words["openers"])] if rng.random() < 0.7 else []
        parts += [matter, *self._details(occasion, rng.choice((1, 1, 2)))]
        parts += [rng.choice(words["closings"])] if rng.random() < 0.7 else []
        parts += [rng.choice(words["signatures"])] if rng.random() < 0.5 else []
        subject = " ".join(matter.format(**facts).split()[:6]).rstrip(".,:;? ")
        return subject, self._finish(parts, facts)

    def comment(self, occasion: Occasion) -> str:
        """A review or a comment: the matter and mostly a detail."""
        rng, words, facts = self._rng, lexicon(occasion.person.language), self._facts(occasion)
        parts = [rng.choice(words["themes"][occasion.theme]), *self._details(occasion, rng.choice((0, 1, 1, 2)))]
        parts += [rng.choice(words["signatures"])] if rng.random() < 0.06 else []
        return self._finish(parts, facts)

    def _details(self, occasion: Occasion, number: int) -> Sequence[str]:
        mood = "good" if occasion.theme in _GLAD else "plain" if occasion.theme in _PLAIN else "bad"
        return self._rng.sample(lexicon(occasion.person.language)[f"details_{mood}"], number)

    def _facts(self, occasion: Occasion) -> dict[str, object]:
        rng, person, order = self._rng, occasion.person, occasion.order
        words = lexicon(person.language)
        product = occasion.product or (rng.choice(order.lines)[0] if order else rng.choice(PRODUCTS))
        return {
            "product": product.name,
            "amount": product.cents // 100,
            "order": order.number if order else f"NH{rng.randrange(10_000_000, 36_000_000)}",
            "name": f"{person.first_name} {person.last_name}",
            "phone": person.phone or "0151 2345678",
            "email": person.email or "me@example.org",
            "town": person.town,
            "days": rng.randint(2, 9),
            "minutes": rng.randint(5, 90),
            "seconds": rng.randint(8, 40),
            "years": rng.randint(2, 15),
            "who": rng.choice(words["who"]),
            "weekday": rng.choice(words["weekdays"]),
        }

    def _finish(self, parts: Sequence[str], facts: dict[str, object]) -> str:
        rng = self._rng
        text = " ".join(parts).format(**facts)
        tone = rng.random()
        if tone < 0.12:
            text = text.lower()
        elif tone < 0.2:
            text = text.replace(".", "!")
        elif tone < 0.22:
            text = text.upper()
        for _ in range(rng.choices((0, 1, 2), (0.7, 0.22, 0.08))[0]):
            text = misspell(rng, text)
        self.written += 1
        if self.written % _HOSTILE_EVERY == 5:
            text = f"{HOSTILE[self.written // _HOSTILE_EVERY % len(HOSTILE)]} {text}"
        return text


def misspell(rng: Random, text: str) -> str:
    """One slip of the finger: a letter lost, doubled, or swapped with the next.

    Examples:
        >>> misspell(Random(1), "shipping")
        'sihpping'
    """
    at = rng.randrange(max(len(text) - 1, 1))
    slip = rng.randrange(3)
    if slip == 0:
        return text[:at] + text[at + 1 :]
    if slip == 1:
        return text[: at + 1] + text[at:]
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
