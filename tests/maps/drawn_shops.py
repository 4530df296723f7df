"""Maps of made shops, each drawn once a run."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from made_shop import Wrong, made_shop, shop_catalogue

from footpath.analysis import ask
from footpath.journeys import Index
from footpath.maps import Mood, NoEvidence, Quotation, draft_map
from footpath.model.maps import JourneyMap
from footpath.model.questions import Answer

Asking = Callable[[dict[str, Any]], Answer]
Draw = Callable[..., tuple[JourneyMap, Asking]]


class Spoken(NoEvidence):
    """Two dimensions and one sentence for each touchpoint and mood."""

    dimensions: Sequence[str] = ("device", "region")
    notes: Sequence[str] = ("3 of 1,000 rows were rejected.",)
    lake_version = "v7"

    def quotes(self, touchpoint: str, mood: Mood, count: int, where: Mapping[str, Any]) -> Sequence[Quotation]:
        said = f"<b>{touchpoint}</b> was {mood}{''.join(f' in {value}' for value in where.values())}"
        return [Quotation(id=said, text=said, source="survey", experience=-0.5)][:count]


@cache
def _shop(seed: int, customers: int, wrong: Wrong) -> Index:
    return made_shop(seed, customers, wrong)


@cache
def draw_shop(seed: int, customers: int, wrong: Wrong) -> tuple[JourneyMap, Asking]:
    """The map of a made shop, and what answers its questions."""
    index = _shop(seed, customers, wrong)

    def asking(question: dict[str, Any]) -> Answer:
        return ask(index, question)

    return draft_map(asking, shop_catalogue(), title="How people buy", evidence=Spoken()), asking
