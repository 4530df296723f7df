"""Which column names what happened: an activity, an event, a page."""

from footpath.sources import words
from footpath.sources.profile import Column
from footpath.sources.relations import Draft
from footpath.sources.words import concept, speaks_of

_MOST = 2_000


def find_touchpoints(draft: Draft) -> list[str]:
    """The columns that name what happened, best first; a second one only when it names the pages of page views."""
    if "touchpoint" in draft.flagged:
        draft.why(draft.flagged["touchpoint"], "named by --touchpoint")
        return [draft.flagged["touchpoint"]]
    ranked = sorted(
        ((score, -at, column) for at, column in enumerate(draft.columns) if (score := _score(draft, column)) > 0),
        key=lambda item: item[:2],
    )
    if not ranked:
        return []
    best = ranked[-1][2]
    draft.why(best.name, _reason(best))
    if _names_page_views(best) or best.fill < 0.98:
        pages = [column for _, _, column in ranked[::-1] if column is not best and _is_page(column)]
        if pages:
            draft.why(pages[0].name, "names the page where the event is a page view")
            return [best.name, pages[0].name]
    return [best.name]


def _score(draft: Draft, column: Column) -> float:
    tokens, name = column.tokens, column.name
    if name in draft.shapes or name in draft.clocks or not column.values or column.numbers > 0.5:
        return 0
    key = draft.keys.get(name)
    if key is not None and (key.named or key.belongs.is_person) and column.urls < 0.5:
        return 0
    if not _could_name(column):
        return 0
    if name == "concept:name":
        return 10
    if name in ("case:concept:name", "org:resource", "lifecycle:transition") or name.startswith("case:"):
        return 0
    if tokens in words.NAMES_WHAT_HAPPENED:
        return 9
    if (
        speaks_of(tokens, words.STRONG_TOUCHPOINT)
        and len(tokens) <= 3
        and not speaks_of(tokens, "category value label description source properties time")
    ):
        return 8
    if tokens[:1] in (("about",), ("regarding",), ("concerning",)) and _speaks_of_feedback(draft):
        return 7
    if len(draft.times) > 1:
        return 0
    if column.urls > 0.5 and speaks_of(tokens, words.PAGE) and not speaks_of(tokens, "referrer referer image"):
        return 6
    if (
        speaks_of(tokens, "page screen step task operation milestone schritt action pagepath")
        and len(tokens) <= 2
        and column.words_each <= 8
    ):
        return 5
    if column.urls > 0.8 and not speaks_of(tokens, "referrer referer image avatar"):
        return 4
    if tokens in (("type",), ("status",), ("state",), ("name",), ("behavior",), ("stage",)) and _people_repeat(draft):
        return 2
    return 0


def _speaks_of_feedback(draft: Draft) -> bool:
    return concept(draft.noun) in ("survey", "review", "comment")


def _could_name(column: Column) -> bool:
    few = column.distinct <= max(30, 0.2 * column.filled) and column.distinct <= _MOST
    return (few or column.urls > 0.5 or column.rows < 40) and column.longest <= 2_000 and column.words_each <= 10


def _people_repeat(draft: Draft) -> bool:
    return any(draft.column(name).repeats >= 1.3 for name in draft.customers + draft.via)


def _is_page(column: Column) -> bool:
    return column.urls > 0.5 or (speaks_of(column.tokens, "page screen pagepath") and column.words_each <= 8)


def _names_page_views(column: Column) -> bool:
    return any(is_page_view(value) for value, _ in column.top)


def is_page_view(value: str) -> bool:
    """True for the names that analytics tools give to the view of a page: they say nothing of which.

    Examples:
        >>> [is_page_view(v) for v in ("page_view", "$pageview", "Viewed Page", "screen", "view_item")]
        [True, True, True, True, False]
    """
    squeezed = "".join(letter for letter in value.lower() if letter.isalpha())
    return squeezed in PAGE_VIEWS


PAGE_VIEWS = frozenset(
    [
        "pageview",
        "pageviews",
        "pageviewed",
        "viewedpage",
        "viewpage",
        "page",
        "screen",
        "screenview",
        "screenviewed",
        "viewedscreen",
        "viewedapage",
        "seitenaufruf",
    ]
)


def _reason(column: Column) -> str:
    if column.urls > 0.5:
        return "its values are addresses of pages"
    return f"its name, and {column.distinct} different values that recur"
