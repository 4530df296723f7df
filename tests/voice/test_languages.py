from footpath.voice import language


def test_five_languages() -> None:
    texts = [
        "I have been waiting for my parcel.",
        "Ich warte noch immer auf mein Paket.",
        "J'attends toujours mon colis.",
        "Todavía estoy esperando mi paquete.",
        "Ainda estou esperando a minha encomenda, não chegou.",
    ]
    assert language(texts) == ["en", "de", "fr", "es", "pt"]


def test_too_short_or_without_letters_is_not_sure() -> None:
    assert language(["ok", "5/5", "👍👍👍", "", "\x00\x00"]) == [""] * 5


def test_no_texts() -> None:
    assert language([]) == []
