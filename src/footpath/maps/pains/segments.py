"""A segment in words: "on mobile", "in Tirol", "at weekends"."""

from footpath.maps.names import tokens

_ON = {"device", "os", "platform", "browser", "channel", "system", "app"}
_IN = {
    "region",
    "state",
    "country",
    "city",
    "province",
    "area",
    "county",
    "district",
    "bundesland",
    "land",
    "pais",
    "estado",
    "ort",
    "ville",
}
_FROM = {"campaign", "medium", "referrer", "origin", "utm", "kampagne"}
Segment = tuple[str, str]


def title_among(segment: Segment | None) -> str:
    """With a leading blank, to close a title with; empty for all customers.

    Examples:
        >>> title_among(("device_category", "mobile")), title_among(("weekend", "weekend")), title_among(None)
        (' on mobile', ' at weekends', '')
        >>> title_among(("customer_state", "RJ")), title_among(("payment_type", "voucher"))
        (' in RJ', ' with payment type voucher')
    """
    if segment is None:
        return ""
    dimension, value = segment
    if dimension == "weekend":
        return " at weekends" if value == "weekend" else " on weekdays"
    if dimension == "weekday":
        return f" on {value}s"
    words = set(tokens(dimension))
    for known, joint in ((_ON, "on"), (_IN, "in"), (_FROM, "from")):
        if words & known:
            return f" {joint} {value}"
    return f" with {' '.join(tokens(dimension))} {value}"


def among(segment: Segment | None) -> str:
    """Who they are, as the subject of a statement.

    Examples:
        >>> among(None), among(("region", "Tirol"))
        ('customers', 'customers in Tirol')
    """
    return f"customers{title_among(segment)}"


def others_than(segment: Segment) -> str:
    """Everybody else at the same touchpoint.

    Examples:
        >>> others_than(("region", "Tirol"))
        'all others than those in Tirol'
    """
    return f"all others than those{title_among(segment)}"
