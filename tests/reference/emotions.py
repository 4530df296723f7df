"""Emotions and what came right before, naively."""

from collections import Counter, defaultdict

from reference.said import Spoken, group_of, lives

Cell = tuple[str, str | None, str | None]  # emotion, touchpoint, group


def emotions(
    events: list[Spoken], per_touchpoint: bool, by: bool, within: int
) -> dict[Cell, tuple[int, int, int, Counter[str]]]:
    """By cell: texts, of how many with any emotion at that place, customers, and by the touchpoint right before, texts."""
    found, told = defaultdict(list), Counter[tuple[str | None, str | None]]()
    for life in lives(events):
        for number, said in enumerate(life):
            if said.emotion is None or said.kind == "employee" or (per_touchpoint and said.about is None):
                continue
            place, group = said.about if per_touchpoint else None, group_of(life, number) if by else None
            earlier = [event for event in life[:number] if not event.is_feedback]
            before = earlier[-1].name if earlier and said.at - earlier[-1].at <= within else None
            found[said.emotion, place, group].append((said.customer, before))
            told[place, group] += 1
    return {
        (emotion, *cell): (
            len(texts),
            told[cell],
            len({customer for customer, _ in texts}),
            Counter(before for _, before in texts if before),
        )
        for (emotion, *rest), texts in found.items()
        for cell in [tuple(rest)]
    }
