"""From what a source records to what a person would call it.

A recorded name is one of three things: an address (a page), a code name (``order_purchase``, ``orderPlaced``), or already
words that a person wrote. Words are left as they are, so that a question asked with the recorded name finds them.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

LONGEST_NAME = 80
UNNAMED = "Unnamed"
_ADDRESS = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//[^\s]|^\s*/|^\s*www\.\S+$", re.IGNORECASE)
_HOST = re.compile(r"^\s*(?:(?:[a-z][a-z0-9+.-]*:)?//[^/?#]*|www\.[^/?#]*)", re.IGNORECASE)
_QUERY = re.compile(r"[?#]")
_EXTENSION = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cfm|do)$", re.IGNORECASE)
_LOCALE = re.compile(
    r"(?:ar|cs|da|de|el|en|es|et|fi|fr|he|hr|hu|it|ja|ko|lt|lv|nb|nl|no|pl|pt|ro|ru|sk|sl|sv|tr|uk|zh)(?:[-_][a-z]{2})?",
    re.IGNORECASE,
)
_ID = re.compile(
    r"""\d+ | [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{13,} | (?=[a-f]*\d)[0-9a-f]{8,}   # a number, a UUID, a hash
      | \d+[-_].* | .*[-_]\d{3,} | [a-z]{1,5}[-_]?\d{3,}                        # 123-blue-chair, blue-chair-123, P12345
      | (?=[^\d]*\d[^\d]*\d)(?=.*[a-z])[a-z0-9_-]{16,} | .*[=%@~].*""",  # a token, an escape, a mail address
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zß-ÿ])")
_ACRONYMS = {
    "nps",
    "csat",
    "ces",
    "faq",
    "sms",
    "crm",
    "ivr",
    "atm",
    "qr",
    "pdf",
    "url",
    "id",
    "vip",
    "kyc",
    "sku",
    "sla",
}


class Page(NamedTuple):
    """An address without host, query and ids. ``steps`` are its words, ``pattern`` is the path of every address like it."""

    steps: tuple[str, ...]
    pattern: str
    had_id: bool


def is_address(recorded: str) -> bool:
    """Is it a page's address (or its path)?

    Examples:
        >>> is_address("https://shop.example/cart"), is_address("/cart?step=2"), is_address("Search / browse")
        (True, True, False)
    """
    return bool(_ADDRESS.match(recorded))


def page_of(recorded: str) -> Page:
    """The page behind an address. Host, query, language prefix and file extension are dropped; ids become ``*``.

    Examples:
        >>> page_of("https://shop.example/de/product/123-blue-chair?utm_source=x")
        Page(steps=('product',), pattern='*/product/*', had_id=True)
        >>> page_of("/checkout/shipping.html").steps
        ('checkout', 'shipping')
    """
    return _page_of_path(path_of(recorded))


def path_of(recorded: str) -> str:
    """The path of an address, without host, query and fragment.

    Examples:
        >>> path_of("https://shop.example/cart?step=2#top")
        '/cart'
    """
    return _QUERY.split(_HOST.sub("", recorded.strip(), count=1), maxsplit=1)[0]


def home_of(recorded: str) -> str:
    """What stands before an address's path: "https://shop.example", or nothing."""
    found = _HOST.match(recorded)
    return found[0].strip() if found else ""


@lru_cache(maxsize=65_536)
def _page_of_path(path: str) -> Page:
    parts = [part for part in path.split("/") if part.strip()]
    if parts and _LOCALE.fullmatch(parts[0]):
        parts = parts[1:]
    steps: list[str] = []
    shape: list[str] = []
    after_id = had_id = False
    for part in parts:
        bare = _EXTENSION.sub("", unquote(part))
        if _ID.fullmatch(bare) or (after_id and "-" in bare) or not _WORD.search(bare):
            after_id = had_id = True
            if shape[-1:] != ["*"]:
                shape.append("*")
            continue
        if after_id and steps and steps[-1] == steps[-1].removesuffix("s") + "s":
            steps[-1] = _singular(steps[-1])
        after_id = False
        shape.append(part)
        if bare.lower() not in ("index", "default"):
            steps.append(bare)
    if after_id and steps:
        steps[-1] = _singular(steps[-1])
    return Page(tuple(steps), "*/" + "/".join(shape) if shape else "/", had_id)


def page_name(steps: tuple[str, ...]) -> str:
    """A page's name from its words.

    Examples:
        >>> page_name(("checkout", "shipping")), page_name(("product",)), page_name(())
        ('Checkout shipping page', 'Product page', 'Home page')
    """
    words = [word for step in steps for word in _words(step)]
    if words and words[-1] in ("page", "seite"):
        words = words[:-1]
    return _sentence([*words, "page"]) if words else "Home page"


def readable_name(recorded: str) -> str:
    """The name that a person would read, never empty. Reading it twice changes nothing.

    Examples:
        >>> readable_name("order_purchase"), readable_name("orderPlaced"), readable_name("/product/123-foo")
        ('Order purchase', 'Order placed', 'Product page')
        >>> readable_name("Take in charge ticket"), readable_name("product1"), readable_name("nps_survey")
        ('Take in charge ticket', 'Product 1', 'NPS survey')
    """
    clean = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in recorded)
    clean = " ".join(clean.split())
    if not clean:
        return UNNAMED
    if is_address(clean):
        page = page_of(clean)
        return _cut(page_name(page.steps) if page.steps or not page.had_id else "Page")
    if " " in clean or not _WORD.search(clean):
        return _cut(_sentence(clean.split(" ")) if clean.islower() else clean)
    return _cut(_sentence(_words(clean)))


def word_key(name: str) -> str:
    """What two names share when they are the same words: case, accents, joints and a closing "page" or "event" aside.

    Examples:
        >>> word_key("Order-Placed") == word_key("order placed event")
        True
    """
    words = [fold_accents(word) for word in _words(name)]
    while len(words) > 1 and words[-1] in ("page", "event", "seite"):
        words = words[:-1]
    return " ".join(words) or name.casefold()


def number_shape(recorded: str) -> str | None:
    """The name with its numbers as ``*``, or None when it has none: "Order 17" and "Order 18" share one."""
    shape = re.sub(r"\d[\d.,]*", "*", recorded)
    return shape if shape != recorded else None


def fold_accents(text: str) -> str:
    """Lower case without accents: "Réclamation" gives "reclamation"."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in split if not unicodedata.combining(c))


def tokens(text: str) -> list[str]:
    """The folded words of a name, code names split: "firstReply_sent" gives first, reply, sent."""
    return [fold_accents(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    return [word if word.isupper() and len(word) > 1 else word.lower() for word in _WORD.findall(_CAMEL.sub(" ", text))]


def _sentence(words: list[str]) -> str:
    words = [word.upper() if word.lower() in _ACRONYMS else word for word in words]
    first = words[0]
    capital = first[:1].upper()
    as_it_is = first.isupper() or len(capital) != 1  # a letter without a capital of its own, as ß, stays
    return " ".join([first if as_it_is else capital + first[1:], *words[1:]])


def _singular(word: str) -> str:
    if word.lower().endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.lower().endswith("s") and not word.lower().endswith("ss") and len(word) > 3 else word


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
