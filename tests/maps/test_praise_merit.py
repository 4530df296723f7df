"""What is a place's nature is no merit of it: what its words are about, or that nobody can leave there."""

from footpath.analysis import ask
from footpath.journeys import Index, journeys
from footpath.maps import NoEvidence
from footpath.maps.claims import ClaimBook
from footpath.maps.praises import find_praise
from footpath.maps.scene import Scene

PLACES = ("Home page", "Search page", "Product page", "Cart", "Order placed", "Reviews page", "Stores page")


class Heard(NoEvidence):
    heard = True


def company(loved: float) -> Index:
    """At each place 80 customers speak well of that place's own theme; the first feels as told, the others half good."""
    lives = {}
    for n in range(80 * len(PLACES)):
        place = PLACES[n % len(PLACES)]
        felt = (loved if place == "Home page" else 0.5) + (0.05 if n % 2 else -0.05)
        about = f'about="{place}"'
        lives[f"c{n}"] = (
            f'"{place}"@{n}h say@{n}h9m|{about}|experience={felt}|theme={place.split()[0].lower()}:{felt} "{place}"@{n + 3}h'
        )
    return journeys(lives, stages=dict.fromkeys(PLACES, "Look"))


def praised(index: Index) -> list[str]:
    scene = Scene(ClaimBook(lambda question: ask(index, question)), index.meta.catalogue, Heard())
    return [one.touchpoint for one in find_praise(scene, ())]


def test_that_each_place_is_told_of_by_its_own_words_praises_none() -> None:
    assert praised(company(0.5)) == []


def test_a_place_that_feels_better_as_well_is_praised() -> None:
    assert praised(company(0.9)) == ["Home page"]


class Split(NoEvidence):
    dimensions = ("origin",)


def arrivals(lost: int) -> Index:
    """A tenth of those of unknown origin leave at the first step; of those sent by a friend, ``lost`` of 400."""
    lives = {}
    for n in range(1_600):
        sent = n % 4 == 0
        goes = n // 4 >= lost if sent else n % 10 != 3
        origin = "friend" if sent else "unknown"
        first = f'"step one"@{n}h|origin={origin}'
        on = f' "step two"@{n}h2m|origin={origin} "step three"@{n}h9m|origin={origin}'
        lives[f"c{n}"] = first + (on if goes else "")
    lives |= {f"z{n}": '"step three"@400d' for n in range(100)}
    return journeys(lives, stages={"step one": "Look", "step two": "Look", "step three": "Buy"})


def stays(index: Index) -> list[tuple[str, object]]:
    scene = Scene(ClaimBook(lambda question: ask(index, question)), index.meta.catalogue, Split())
    return [(one.touchpoint, one.segment) for one in find_praise(scene, ())]


def test_where_few_leave_of_a_segment_it_is_praised_and_where_none_can_it_is_not() -> None:
    assert stays(arrivals(4)) == [("step one", ("origin", "friend"))]
    assert stays(arrivals(0)) == []
