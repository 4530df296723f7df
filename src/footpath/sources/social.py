"""Mentions on social networks: who wrote them is known by their handle only, and stays nobody else until something ties it to a customer."""

from footpath.sources.keys import Belongs, Key
from footpath.sources.relations import Draft
from footpath.sources.texts import is_text
from footpath.sources.words import folded, speaks_of, tokens

_NAMED = "social tweet tweets mention mentions twitter instagram facebook tiktok linkedin reddit youtube mastodon bluesky threads"
_NETWORKS = (
    "twitter x instagram facebook tiktok linkedin reddit youtube mastodon bluesky threads pinterest snapchat weibo vk"
)
_AUTHOR = "author handle username screenname screen_name autor auteur autore verfasser poster"


def settle_authors(draft: Draft) -> None:
    """Mark a table of mentions, by its name or by a column of networks, and let the handle of the author identify them."""
    texts = [column for column in draft.columns if column.name not in draft.keys and is_text(column, draft.noun)]
    named = speaks_of(tokens(draft.table.stem), _NAMED)
    if (
        draft.of_employees
        or not texts
        or not (named or any(_is_network(draft, column.name) for column in draft.columns))
    ):
        return
    draft.is_social = True
    if any(key.belongs.is_person for key in draft.keys.values()):
        return
    for column in draft.columns:
        written = speaks_of(column.tokens, _AUTHOR) or column.tokens in (("screen", "name"), ("user", "name"))
        if written and column.values and column.words_each < 1.5 and column.distinct > 1 and column.numbers < 0.5:
            why = "the handle of who wrote it: no customer until another record names it"
            draft.keys[column.name] = Key(column, Belongs.ACCOUNT, "author", "social_handle", True, why)
            return


def _is_network(draft: Draft, name: str) -> bool:
    values = {folded(value) for value, _ in draft.column(name).top}
    return 0 < len(values) <= 12 and len(values & set(_NETWORKS.split())) >= 0.6 * len(values) and values != {"x"}
