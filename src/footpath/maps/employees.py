"""What employees say: a lane of its own, for they see the journey from the other side and are no customers."""

from footpath.maps.claims import Ask, ClaimBook
from footpath.maps.sentences import Sentence
from footpath.model.maps import Saying

LEAST = 5  # answers behind a figure: fewer would tell who said what
MOST_THEMES = 4
RATE = Sentence("Employees rate {value|score}{kind|scale} in {n|count} answers")
_ASKED = {"kind": "employee"}


def employees_say(ask: Ask, book: ClaimBook) -> tuple[Saying, ...]:
    """Their score, and what most of them speak of; nothing where no employee was asked.

    Args:
        ask: of everybody, for a map leaves employees out.
    """
    answer = ask({"ask": "scores", "per": "all", **_ASKED})
    scored = [row for row in answer.dicts() if row.get("score") is not None and row["n"] >= LEAST]
    said = [book.bind(answer, row, "score", RATE) for row in scored]
    spoken = ask({"ask": "themes", **_ASKED})
    for row in [row for row in spoken.dicts() if row["n"] >= LEAST][:MOST_THEMES]:
        felt = row["experience"]
        mood = "" if felt is None else ", mostly bad" if felt < -0.15 else ", mostly good" if felt > 0.15 else ", mixed"
        said.append(book.bind(spoken, row, "share", Sentence("{value|share} speak of {theme}{mood}", mood=mood)))
    return tuple(Saying(text=book.claims[claim].text, claim=claim) for claim in said if claim)
