"""Aims that texts state, naively."""

from collections import defaultdict

from reference.said import Spoken, group_of, lives

Cell = tuple[str, str | None, str | None]  # aim, touchpoint, group


def aims(events: list[Spoken], per_touchpoint: bool, by: bool) -> dict[Cell, tuple[int, int, int, float | None]]:
    """By cell: texts, of how many with any aim at that place, customers, and the mean experience where any is known."""
    found: dict[Cell, list[Spoken]] = defaultdict(list)
    for life in lives(events):
        for number, said in enumerate(life):
            if said.aim is None or said.kind == "employee" or (per_touchpoint and said.about is None):
                continue
            found[said.aim, said.about if per_touchpoint else None, group_of(life, number) if by else None].append(said)
    told = {}
    for (aim, *cell), texts in found.items():
        felt = [said.experience for said in texts if said.experience is not None]
        every = sum(len(others) for (_, *place), others in found.items() if place == cell)
        who = {said.customer for said in texts}
        told[aim, cell[0], cell[1]] = (len(texts), every, len(who), sum(felt) / len(felt) if felt else None)
    return told
