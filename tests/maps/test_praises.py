"""What goes better than elsewhere is praised; the others of a pain are not."""

import pytest
from drawn_shops import Draw
from made_shop import NOTHING, Wrong

LOVED = Wrong("Reviews page", score=-0.24)
QUICK = Wrong("Order delivered", "region", "south", slower=0.2)
SLOW_PAGE = Wrong("Product page", "device", "mobile", leaving=0.2, score=0.4)


def test_what_is_rated_higher_is_praised_with_its_claims(draw: Draw) -> None:
    journey, _ = draw(1, LOVED)
    (praise,) = journey.praises
    assert (praise.touchpoint, praise.kinds, praise.segment) == ("Reviews page", ("score",), {})
    here, rest = (journey.claims[claim] for claim in praise.claims[:2])
    assert here.value > rest.value + 0.5
    assert praise.proof == f"{here.value:.2f} against {rest.value:.2f} of 5"
    assert praise.title == "Reviews page: rated high"
    assert 0 < praise.strength <= 1
    assert [quote.text for quote in journey.quotes if quote.id in praise.quotes] == ["<b>Reviews page</b> was high"]


def test_what_is_quicker_for_some_is_praised_for_them(draw: Draw) -> None:
    (praise,) = draw(1, QUICK)[0].praises
    assert (praise.touchpoint, praise.kinds, praise.segment) == ("Order delivered", ("speed",), {"region": "south"})
    assert "in south" in praise.title


def test_those_who_are_spared_a_pain_are_no_praise(draw: Draw) -> None:
    journey, _ = draw(1, SLOW_PAGE)
    assert [pain.touchpoint for pain in journey.pains] == ["Product page"]
    assert all(praise.touchpoint != "Product page" for praise in journey.praises)


@pytest.mark.parametrize("seed", range(3))
def test_where_nothing_stands_out_nothing_is_praised(draw: Draw, seed: int) -> None:
    assert draw(seed, NOTHING, 1_500)[0].praises == ()
