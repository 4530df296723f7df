"""Take personal data out of a text before anybody is shown it.

Patterns and lists, not a model: what they find is replaced by a mark that says what stood there, and the rest stays word for word. When in
doubt a number or a capitalised word after a greeting goes: a quote can spare it. Prices, dates, sizes and stars stay.
English, German, French, Spanish, Portuguese, Italian, Dutch and Polish; numbers and addresses of the net in any language.
How much is found and what is missed: docs/privacy.md.
"""

import re

from footpath.voice.scrubbing_net import scrub_net
from footpath.voice.scrubbing_numbers import scrub_numbers
from footpath.voice.scrubbing_people import people
from footpath.voice.scrubbing_places import scrub_places

MARKS = ("name", "email", "phone", "link", "card", "iban", "number", "address", "date", "ip")
_MOST_ROUNDS = 12
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_DIGIT = re.compile(r"\d")


def scrub(text: str) -> str:
    """The text with marks in place of personal data.

    Addresses of mail, of pages that tell who somebody is and of machines; telephone, card and account numbers; customer, order, ticket,
    passport and tax numbers; days of birth; postal addresses; handles; names where a text introduces, greets, signs with or speaks of
    somebody, and usual given names anywhere. Control and direction signs go, too.

    Returns:
        A text that scrubbing changes no further.

    Examples:
        >>> scrub("My name is Ann Lee, write to ann@example.org or call +49 170 1234567.")
        'My name is [name], write to [email] or call [phone].'
        >>> scrub("Order #A-10442 of 12.03.2024 cost 1.299,00 Euro, 5 stars")
        'Order [number] of 12.03.2024 cost 1.299,00 Euro, 5 stars'
        >>> scrub("born on 3 March 1979 in 12 Mill Lane")
        'born on [date] in [address]'
    """
    text = _CONTROLS.sub("", text)
    for _ in range(_MOST_ROUNDS):
        again = _scrub_once(text)
        if again == text:
            break
        text = again
    return text


def _scrub_once(text: str) -> str:
    text = scrub_net(text)
    if _DIGIT.search(text):
        text = scrub_numbers(scrub_places(text))
    return _without(text, people(text))


def _without(text: str, named: list[tuple[int, int]]) -> str:
    for start, end in reversed(named):
        text = f"{text[:start]}[name]{text[end:]}"
    return text
