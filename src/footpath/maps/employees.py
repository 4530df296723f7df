"""What employees say: a lane of its own, for they see the journey from the other side and are no customers."""

from footpath.maps.claims import Ask, ClaimBook
from footpath.maps.wording import count_text, score_text, share_text
from footpath.model.maps import Saying

LEAST = 5  # answers behind a figure: fewer would tell who said what
MOST_THEMES = 4
_ASKED = {"kind": "employee"}


def employees_say(ask: Ask, book: ClaimBook) -> tuple[Saying, ...]:
    """Their score, and what most of them speak of; nothing where no employee was asked.

    Args:
        ask: of everybody, for a map leaves employees out.
    """
    answer = ask({"ask": "scores", "per": "all", **_ASKED})
    said = []
    for row in answer.dicts():
        if row.get("score") is not None and row["n"] >= LEAST:
            text = f"Employees rate {score_text(row['score'])} of 5 in {count_text(row['n'])} answers"
            said.append((text, book.bind(answer, row, "score", text)))
    spoken = ask({"ask": "themes", **_ASKED})
    for row in [row for row in spoken.dicts() if row["n"] >= LEAST][:MOST_THEMES]:
        felt = row["experience"]
        mood = "" if felt is None else ", mostly bad" if felt < -0.15 else ", mostly good" if felt > 0.15 else ", mixed"
        text = f"{share_text(row['share'])} speak of {row['theme']}{mood}"
        said.append((text, book.bind(spoken, row, "share", text)))
    return tuple(Saying(text=text, claim=claim) for text, claim in said if claim)
