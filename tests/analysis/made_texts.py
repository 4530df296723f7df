"""Random texts as rows for the references and as an index for the kernels."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from footpath.journeys import Index, journeys
from reference.themes import Text

PARENTS = {"late": "delivery", "lost": "delivery", "price": "price", "staff": "people"}
moods = st.sampled_from([-1.0, -0.5, 0.0, 0.25, 1.0])
texts = st.lists(
    st.builds(
        Text,
        customer=st.integers(0, 5),
        at=st.integers(0, 40),
        about=st.sampled_from([None, "cart", "pay"]),
        device=st.sampled_from([None, "phone", "desk"]),
        moods=st.dictionaries(st.sampled_from(sorted(PARENTS)), moods, max_size=3),
        kind=st.sampled_from(["comment", "ticket", "employee"]),
        score=st.none(),
    ),
    min_size=1,
    max_size=25,
)


def index_of_texts(said: Sequence[Text], shards: int = 1) -> Index:
    """The same as an index. Each text is an event of its own; nothing of what it is about has a device."""
    written: dict[str, str] = {
        f"c{number}": f"cart@{-9 - number} pay@{-8 - number} look@-7|device=desk" for number in range(6)
    }
    for text in said:
        event = f" say@{60 * text.at}|kind={text.kind}"
        event += f"|about={text.about}" if text.about else ""
        event += f"|device={text.device}" if text.device else ""
        event += f"|score={text.score}" if text.score is not None else ""
        if text.moods:
            event += "|theme=" + "+".join(f"{theme}:{mood}" for theme, mood in text.moods.items())
        written[f"c{text.customer}"] = written.get(f"c{text.customer}", "") + event
    index = journeys(written, shards=shards)
    above = tuple(replace(theme, parent=PARENTS[theme.name]) for theme in index.themes)
    return Index(index.shards, replace(index.meta, themes=above))
