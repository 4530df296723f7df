"""Features and conditions in words."""

from footpath.model.durations import SECONDS_OF
from footpath.personas.features import Feature

CHANNEL_WORDS = {
    "web": "on the web",
    "app": "in the app",
    "email": "by e-mail",
    "phone": "by phone",
    "store": "in a store",
    "social": "on social media",
    "ads": "from ads",
    "chat": "in chats",
    "post": "by post",
    "sms": "by text message",
    "support": "with support",
    "survey": "in surveys",
    "review": "in reviews",
    "partner": "at partners",
}


def channel_label(channel: str) -> str:
    """The label of a channel's share.

    Examples:
        >>> channel_label("app"), channel_label("kiosk")
        ('share of events in the app', 'share of events by kiosk')
    """
    return f"share of events {CHANNEL_WORDS.get(channel, f'by {channel}')}"


def name_words(name: str) -> str:
    """The name of a column as people write it.

    Examples:
        >>> name_words("payment_method")
        'payment method'
    """
    return " ".join(name.replace("_", " ").split())


def condition_text(feature: Feature, border: float, above: bool) -> str:
    """A condition in words.

    Examples:
        >>> share = Feature("channel:app", "share of events in the app", "channel", "share", ("app",))
        >>> condition_text(share, 0.25, True)
        'share of events in the app above 25%'
        >>> condition_text(Feature("trait:tier=gold", "tier is gold", "demographic", "category", ("tier", "gold")), 0.5, False)
        'not: tier is gold'
    """
    if feature.unit == "category":
        return feature.label if above else f"not: {feature.label}"
    return f"{feature.label} {'above' if above else 'up to'} {value_text(feature, border)}"


def value_text(feature: Feature, value: float) -> str:
    """A value of a feature in its unit, as short as it stays true to two or three figures.

    Examples:
        >>> value_text(Feature("events", "events", "tempo", "count", ("events",)), 12345.6)
        '12,346'
        >>> value_text(Feature("pause", "time between sessions", "tempo", "seconds", ("pause",)), 7200.0)
        '2 h'
    """
    if feature.unit in ("share", "category"):
        return percent_text(value)
    if feature.unit == "seconds":
        return duration_text(value)
    return f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:,.3g}"


def percent_text(share: float) -> str:
    """A share in percent, with as many figures as tell it from all and from none.

    Examples:
        >>> percent_text(0.25), percent_text(0.0125), percent_text(0.9996), percent_text(1.0)
        ('25%', '1.25%', '99.96%', '100%')
    """
    percent = 100 * share
    for digits in range(3):
        if abs(round(percent, digits) - percent) <= 0.005 * min(abs(percent), abs(100 - percent)) + 1e-6:
            return f"{percent:.{digits}f}%"
    return f"{percent:.3g}%"


def duration_text(seconds: float) -> str:
    """A duration in the largest unit of which it has at least two.

    Examples:
        >>> duration_text(5400.0), duration_text(86_400 * 10.0), duration_text(0.0)
        ('90 min', '10 days', '0 s')
    """
    for unit, word in (("d", "days"), ("h", "h"), ("m", "min")):
        if seconds >= 2 * SECONDS_OF[unit]:
            return f"{seconds / SECONDS_OF[unit]:,.0f} {word}"
    return f"{seconds:.0f} s"
