"""Made texts about four subjects, for tests: each a sentence of a subject and a detail that says nothing of it."""

from itertools import cycle, islice, product

SUBJECTS = {
    "late": (
        "The parcel came {} days late.",
        "My delivery was {} days late again.",
        "I waited {} days longer than promised for the delivery.",
        "The courier delivered the parcel {} days after the date.",
    ),
    "password": (
        "I cannot reset my password, I tried {} times.",
        "The password link in the mail does not work, {} attempts.",
        "How do I change my password? It failed {} times.",
        "My login fails since I changed the password {} days ago.",
    ),
    "fabric": (
        "The fabric of the dress is soft, I bought {}.",
        "Such a lovely soft fabric, I wear the dress {} days a week.",
        "The material of this dress is thin after {} washes.",
        "Beautiful dress, the fabric feels great after {} wears.",
    ),
    "invoice": (
        "Please send me the invoice for {} items.",
        "The invoice shows the wrong amount, {} euros too much.",
        "I need a corrected invoice for my company, {} items.",
        "There is no invoice in the parcel with {} articles, please send one.",
    ),
}
STRANGE = "The moon of Jupiter has oceans below its ice."


def said(*subjects: str, each: int = 24) -> list[str]:
    """Texts of some subjects, one subject after the other."""
    return [text for subject in subjects for text in islice(_variants(subject), each)]


def _variants(subject: str) -> cycle:  # type: ignore[type-arg]
    sentences = product(range(2, 9), SUBJECTS[subject])
    return cycle([sentence.format(number) for number, sentence in sentences])
