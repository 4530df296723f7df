"""What people say that they want, need, do something for or cannot do; and what only sounds like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.voice import read_aims
from footpath.voice.aims_cues import cues_by_word


def told(text: str) -> tuple[str, str] | None:
    (found,) = read_aims([text])
    return (found.aim.value, text[found.start : found.end]) if found else None


@pytest.mark.parametrize(
    ("text", "aim", "span"),
    [
        ("Hello, I want to send back the lamp.", "goal", "I want to send back the lamp."),
        ("Nice shop. We were looking for a table for six.", "goal", "We were looking for a table for six."),
        ("I’d like to change my address please", "goal", "I’d like to change my address please"),
        ("I need an invoice for my order!", "need", "I need an invoice for my order!"),
        ("Lovely, but I wish it had pockets.", "need", "I wish it had pockets."),
        ("I wish I could track the parcel.", "need", "I wish I could track the parcel."),
        ("Fine. It would be great if you had a shop here.", "need", "It would be great if you had a shop here."),
        ("It would be great if I could pay later.", "need", "It would be great if I could pay later."),
        ("It would be nice to have an app.", "need", "It would be nice to have an app."),
        ("Es wäre schön, wenn es mehr Farben gäbe.", "need", "Es wäre schön, wenn es mehr Farben gäbe."),
        ("Ich würde mir eine App wünschen.", "need", "Ich würde mir eine App wünschen."),
        ("Ce serait bien d'avoir une application.", "need", "Ce serait bien d'avoir une application."),
        ("Seria bom se tivesse mais fotos.", "need", "Seria bom se tivesse mais fotos."),
        ("Sería útil tener más fotos.", "need", "Sería útil tener más fotos."),
        (
            "I chose this one because it fits the kitchen.",
            "motivation",
            "I chose this one because it fits the kitchen.",
        ),
        ("I could not find the size chart. I guessed.", "obstacle", "I could not find the size chart."),
        ("The site won't let me pay.", "obstacle", "won't let me pay."),
        ("I don't know how to cancel it.", "obstacle", "I don't know how to cancel it."),
        ("Ich wollte nur die Farbe ändern.", "goal", "Ich wollte nur die Farbe ändern."),
        ("Leider konnte ich das Etikett nicht drucken.", "obstacle", "konnte ich das Etikett nicht drucken."),
        ("Ich brauche eine Rechnung.", "need", "Ich brauche eine Rechnung."),
        ("Je voudrais échanger la lampe.", "goal", "Je voudrais échanger la lampe."),
        ("J'ai besoin d'une facture.", "need", "J'ai besoin d'une facture."),
        ("Je n'arrive pas à payer avec ma carte.", "obstacle", "Je n'arrive pas à payer avec ma carte."),
        ("Hola, quiero devolver el pedido.", "goal", "quiero devolver el pedido."),
        ("No puedo entrar en mi cuenta.", "obstacle", "No puedo entrar en mi cuenta."),
        ("Preciso trocar o produto.", "need", "Preciso trocar o produto."),
        ("Nao consigo rastrear o pedido", "obstacle", "Nao consigo rastrear o pedido"),
        ("Gostaria de saber quando chega.", "goal", "Gostaria de saber quando chega."),
        ("Vorrei restituire il prodotto.", "goal", "Vorrei restituire il prodotto."),
        ("Non riesco a pagare con la carta.", "obstacle", "Non riesco a pagare con la carta."),
        ("Ik kan mijn bestelling niet volgen.", "obstacle", "Ik kan mijn bestelling niet volgen."),
        ("Jag vill byta storlek på tröjan.", "goal", "Jag vill byta storlek på tröjan."),
        ("Jeg vil gerne returnere lampen.", "goal", "Jeg vil gerne returnere lampen."),
    ],
)
def test_aims_in_many_languages(text: str, aim: str, span: str) -> None:
    assert told(text) == (aim, span)


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to pay for shipping.",
        "I wish I could give it ten stars.",
        "I wish I could wear it every day.",
        "It would be perfect if I was taller.",
        "I wanted to love this dress, it is so pretty.",
        "I really wanted this top to work.",
        "I want to thank the driver.",
        "I would like to say that the shop is great.",
        "If I want to complain, whom do I call?",
        "It is exactly what I was looking for in a coat.",
        "I can't wait to wear it! I can't complain about anything.",
        "I could not be happier with it.",
        "You need to try this.",
        "No quiero nada de ustedes.",
        "Não quero mais comprar aqui.",
        "Gostaria de parabenizar a loja pela entrega.",
        "Não posso reclamar de nada.",
        "Ich will mich herzlich bedanken.",
        "Ich kann das Geschäft nur empfehlen, nicht nur wegen der Preise.",
        "Je voulais remercier toute l'équipe.",
        "Je ne peux pas dire le contraire.",
        "Volevo ringraziare per la gentilezza.",
        "The parcel came late and the box was torn.",
        "I want.",
        "",
        "12345 !!!",
    ],
)
def test_what_is_negated_idle_or_somebody_elses_is_no_aim(text: str) -> None:
    assert told(text) is None


def test_an_obstacle_is_told_before_a_goal_and_the_first_of_two() -> None:
    assert told("I want to pay. I cannot find the button. I can't open the cart.") == (
        "obstacle",
        "I cannot find the button.",
    )


def test_every_cue_is_looked_for_in_the_words_that_it_may_begin_with() -> None:
    for word, several in cues_by_word().items():
        assert word == word.lower()
        for cues in several:
            assert cues.begins
            assert all(begin == begin.lower() and begin.isalpha() for begin in cues.begins)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=300),
    st.sampled_from(["İI want to pay now", "I cannot\u202e find it", "ich kann es nicht <b>finden</b>"]),
)
def test_spans_lie_in_the_text_whatever_stands_around_them(around: str, said: str) -> None:
    text = f"{around} {said} {around}"
    (found,) = read_aims([text])
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]


def test_texts_are_read_each_by_itself() -> None:
    texts = ["I need a receipt.", None, "Nice.", "Quero meu dinheiro de volta"]
    assert [found and found.aim.value for found in read_aims(texts)] == ["need", None, None, "goal"]
