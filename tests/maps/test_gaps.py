"""Content gaps: a channel that customers use before and after a stage, and not in it."""

from typing import Any

from footpath.analysis import ask
from footpath.journeys import journeys
from footpath.maps.claims import ClaimBook
from footpath.maps.evidence import NoEvidence
from footpath.maps.gaps import content_gaps
from footpath.maps.scene import Scene
from footpath.model.catalogue import Catalogue, Stage, Touchpoint
from footpath.model.findings import ContentGap
from footpath.model.questions import Answer


def catalogue(channel: str = "web", second: str = "web") -> Catalogue:
    return Catalogue(
        stages=(Stage(name="See"), Stage(name="Choose"), Stage(name="Buy")),
        touchpoints=(
            Touchpoint(name="mail", stage="See", channel="email"),
            Touchpoint(name="advert", stage="See", channel="web"),
            Touchpoint(name="page", stage="Choose", channel=channel),
            Touchpoint(name="list", stage="Choose", channel=second),
            Touchpoint(name="pay", stage="Buy", channel="web"),
            Touchpoint(name="receipt", stage="Buy", channel="email"),
        ),
    )


def gaps(known: Catalogue, **people: str) -> tuple[tuple[ContentGap, ...], Scene]:
    index = journeys(catalogue=known, **people)

    def asked(question: dict[str, Any]) -> Answer:
        return ask(index, question)

    scene = Scene(ClaimBook(asked), known, NoEvidence())
    return content_gaps(scene), scene


def crowd(journey: str, n: int = 60, letter: str = "a") -> dict[str, str]:
    return {f"{letter}{at}": journey for at in range(n)}


def test_a_channel_that_stops_in_between_is_a_gap_with_how_many_it_concerns() -> None:
    found, scene = gaps(
        catalogue(), **crowd("mail@0 page@1 receipt@2"), **crowd("advert@0 list@1 pay@2", n=40, letter="b")
    )
    (gap,) = found
    assert (gap.stage, gap.channel, gap.persona) == ("Choose", "email", "")
    share, reach = (scene.book.claims[claim] for claim in gap.claims)
    assert (share.value, reach.value) == (0.6, 100)
    assert gap.text == "60% of customers use email; 100 customers reach Choose and meet nothing on it there."


def test_a_channel_of_few_is_none() -> None:
    found, _ = gaps(catalogue(), **crowd("mail@0 page@1 receipt@2", n=49), **crowd("advert@0 list@1 pay@2", letter="b"))
    assert found == ()


def test_a_channel_that_is_not_used_afterwards_is_none() -> None:
    found, _ = gaps(catalogue(), **crowd("mail@0 page@1 pay@2"), **crowd("advert@0 list@1 pay@2", letter="b"))
    assert found == ()


def test_where_touchpoints_do_not_tell_their_channel_nothing_is_said() -> None:
    known = catalogue(channel="other", second="review")
    found, _ = gaps(known, **crowd("mail@0 page@1 receipt@2"), **crowd("advert@0 list@1 pay@2", letter="b"))
    assert found == ()


def test_a_map_of_one_column_has_none() -> None:
    found, _ = gaps(Catalogue(), **crowd("mail@0 page@1 receipt@2"))
    assert found == ()
