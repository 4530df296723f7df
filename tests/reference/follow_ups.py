"""Bad feedback and the talk that followed it, in plain loops."""

from typing import NamedTuple

WORST = {"nps": 0.6, "ces": 1 / 3}  # of 0..1; a quarter, 2 of 5, for all others
TALKS, REPLIES, CONVERSATIONS = ("chat",), ("ticket answered",), ("ticket", "chat", "note")


class Step(NamedTuple):
    """An event; one with a kind is feedback."""

    name: str
    minute: int
    record: int | None = None
    kind: str | None = None
    score: float | None = None


def is_bad(step: Step) -> bool:
    if step.kind in (None, "employee") or step.score is None:
        return False
    return step.score <= WORST.get(step.kind or "", 0.25) + 1e-6


def first_talks(journey: list[Step]) -> dict[int, int | None]:
    """By the place of each bad feedback, the place of the first later talk or reply."""
    found: dict[int, int | None] = {}
    for at, step in enumerate(journey):
        if not is_bad(step):
            continue
        found[at] = None
        for later in range(at + 1, len(journey)):
            other = journey[later]
            own = step.record is not None and other.record == step.record
            said = other.kind is not None and other.kind not in CONVERSATIONS
            spoken = other.name in REPLIES or (other.name in TALKS and not own)
            if spoken and not said and other.minute > step.minute:
                found[at] = later
                break
    return found
