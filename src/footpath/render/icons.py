"""Which icon stands for what. The shapes are Lucide's, read from the ``python-lucide`` package, drawn with a 1.8 stroke."""

import re
from functools import cache

STROKE = 1.8
_FALLBACK = "circle"
_CHANNELS = {
    "web": "monitor",
    "app": "smartphone",
    "email": "mail",
    "phone": "phone",
    "store": "store",
    "social": "share-2",
    "ads": "megaphone",
    "chat": "message-circle",
    "post": "package",
    "sms": "message-square-text",
    "support": "headset",
    "survey": "clipboard-list",
    "review": "star",
    "partner": "handshake",
    "other": "circle-dot",
}
_TOLD_BY_CHANNEL = ("email", "phone", "store", "social", "ads", "chat", "sms", "survey", "review", "support")
# First match wins; words are looked for at the start of a word of the touchpoint's name.
_TOUCHPOINT_WORDS = (
    ("shipping-costs", r"shipping cost|delivery fee|postage", "truck"),
    ("cart", r"cart|basket|bag|warenkorb|carrinho|panier", "shopping-cart"),
    ("payment", r"pay|checkout|billing|invoice|kasse|pagamento|paiement", "credit-card"),
    ("delivery", r"deliver|ship|carrier|parcel|liefer|entrega|livraison", "truck"),
    ("return", r"return|refund|rücksend|devolu|retour", "undo-2"),
    ("search", r"search|such|busca|recherche", "search"),
    ("order", r"order|purchase|transaction|bestell|pedido|commande|compra", "shopping-bag"),
    ("coupon", r"coupon|voucher|discount|redemption|campaign|promo", "ticket-percent"),
    ("review", r"review|rating|bewertung|avalia", "star"),
    ("referral", r"refer|invite|recommend", "gift"),
    ("account", r"account|sign|log.?in|register|profile|konto", "user-round"),
    ("product", r"product|catalog|category|list|produkt|produto", "layout-grid"),
    ("home", r"home|landing|start", "house"),
    ("help", r"help|faq|support|ticket|assign|resolve|escalat", "life-buoy"),
    ("survey", r"survey|nps|csat|feedback", "clipboard-list"),
    ("ad", r"ads?\b|advert|impression", "megaphone"),
)
_STAGE_WORDS = (
    (r"aware|discover|attract|reach|bekannt|descob", "eye"),
    (r"consider|research|explor|interest|evaluat|compare|browse", "search"),
    (r"deci|choose|select|intent|trial", "scale"),
    (r"purchas|buy|order|convert|checkout|pay|kauf|compra", "shopping-bag"),
    (r"deliver|fulfil|ship|receive|transit", "truck"),
    (r"onboard|sign|activat|setup|start", "user-check"),
    (r"use|using|engag|adopt|work|servic", "sparkles"),
    (r"support|help|resol|care|wait|triage|clos|open", "life-buoy"),
    (r"retent|retain|renew|repeat|return", "repeat"),
    (r"loyal|expand|grow", "heart"),
    (r"advoc|refer|recommend|share", "megaphone"),
    (r"review|feedback|rate", "star"),
)


@cache
def shape(name: str) -> str:
    """The inside of a 24 × 24 icon as SVG; a circle for a name that is not known."""
    from lucide import lucide_icon  # type: ignore[import-untyped,unused-ignore]

    known = name if re.fullmatch(r"[a-z0-9-]+", name) else _FALLBACK
    drawn: str = lucide_icon(known, fallback_text="?")
    if "lucide-icon" not in drawn and f"lucide-{known}" not in drawn:
        drawn = lucide_icon(_FALLBACK)
    inner = drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")]
    return re.sub(r"\s*\n\s*", "", inner).replace(" />", "/>").strip()


def is_known(name: str) -> bool:
    return name == _FALLBACK or shape(name) != shape(_FALLBACK)


@cache
def touchpoint_icon(name: str, channel: str) -> str:
    """By what the touchpoint's name says on the web and in apps, else by its channel.

    Examples:
        >>> touchpoint_icon("Cart", "web"), touchpoint_icon("Newsletter", "email"), touchpoint_icon("Ünïcödé", "??")
        ('shopping-cart', 'mail', 'circle-dot')
    """
    if channel not in _TOLD_BY_CHANNEL:
        for _, words, icon in _TOUCHPOINT_WORDS:
            if re.search(rf"\b(?:{words})", name.lower()):
                return icon
    return _CHANNELS.get(channel, _CHANNELS["other"])


def stage_icon(name: str, icon: str) -> str:
    """The icon that the map asks for; where it asks for none, one that suits the stage's name.

    Examples:
        >>> stage_icon("Decision", "circle"), stage_icon("Anything", "heart"), stage_icon("Xyz", "circle")
        ('scale', 'heart', 'circle')
    """
    if icon != _FALLBACK and is_known(icon):
        return icon
    return next((found for words, found in _STAGE_WORDS if re.search(rf"\b(?:{words})", name.lower())), _FALLBACK)
