import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.maps.names import LONGEST_NAME, page_of, readable_name, word_key

RECORDED = [
    ("order_purchase", "Order purchase"),
    ("orderPlaced", "Order placed"),
    ("HTTPError", "HTTP error"),
    ("delivery-choice", "Delivery choice"),
    ("VERIFIED", "VERIFIED"),
    ("cart", "Cart"),
    ("Take in charge ticket", "Take in charge ticket"),
    ("  Take  in\tcharge ", "Take in charge"),
    ("csat_survey", "CSAT survey"),
    ("Événement_spécial", "Événement spécial"),
    ("カート", "カート"),
    ("???", "???"),
    ("", "Unnamed"),
    ("\x00\x1f", "Unnamed"),
    ("https://shop.example/", "Home page"),
    ("https://shop.example/index.html?utm_source=x#top", "Home page"),
    ("/product/123-foo", "Product page"),
    ("/products/8f14e45fceea167a", "Product page"),
    ("/product/123/blue-chair", "Product page"),
    ("/product/123/reviews", "Product reviews page"),
    ("/de/checkout/shipping", "Checkout shipping page"),
    ("www.shop.example/help", "Help page"),
    ("/account/3f2504e0-4f89-11d3-9a0c-0305e82c3301/orders", "Account orders page"),
    ("/42", "Page"),
    ("<script>alert(1)</script> now", "<script>alert(1)</script> now"),
]


@pytest.mark.parametrize(("recorded", "name"), RECORDED)
def test_a_recorded_name_reads_as_a_person_would_say_it(recorded: str, name: str) -> None:
    assert readable_name(recorded) == name


@given(st.text(max_size=120))
def test_a_name_is_never_empty_and_reading_it_twice_changes_nothing(recorded: str) -> None:
    name = readable_name(recorded)
    assert name.strip()
    assert len(name) <= LONGEST_NAME
    assert readable_name(name) == name


@given(
    st.lists(
        st.sampled_from(["product", "123", "cart", "a-b-c", "8f14e45fceea167a", "%20", "de", "x.html"]), max_size=6
    )
)
def test_a_page_has_no_ids_left(parts: list[str]) -> None:
    page = page_of("https://shop.example/" + "/".join(parts) + "?id=7")
    assert not {"123", "8f14e45fceea167a"} & set(page.steps)
    assert page.pattern.startswith(("*/", "/"))


def test_the_same_words_have_the_same_key() -> None:
    assert word_key("Cart page") == word_key("cart") == word_key("CART_page")
    assert word_key("Réclamation") == word_key("reclamation")
    assert word_key("page") != word_key("event")
