"""Scores and response rates, naively."""

from collections import Counter, defaultdict

from reference.said import DAY, Spoken, about_event, group_of, lives

Cell = tuple[str, str | None, str | None]  # kind, touchpoint, group


def figure(kind: str, points: int) -> float:
    if kind == "nps":
        return 100.0 * ((points >= 9) - (points <= 6))
    return 1 + points / 10 * (6 if kind == "ces" else 4)


def best_and_worst(kind: str, points: int) -> tuple[bool, bool]:
    if kind == "nps":
        return points >= 9, points <= 6
    shown = figure(kind, points)
    return (shown >= 5, shown <= 3) if kind == "ces" else (shown >= 4, shown <= 2)


def scores(events: list[Spoken], per_touchpoint: bool, by: bool, relation: str | None) -> dict[Cell, tuple[float, ...]]:
    """By cell: n, mean figure, best, worst, transactional."""
    found: dict[Cell, list[tuple[float, ...]]] = defaultdict(list)
    for life in lives(events):
        for number, said in enumerate(life):
            if said.kind in (None, "employee") or said.points is None or (per_touchpoint and said.about is None):
                continue
            about = about_event(life, number)
            soon = about is not None and said.at - about.at <= 14 * DAY
            begun = any(e.record == said.record and not e.is_feedback for e in life[:number]) if said.record else False
            recent = said.about is not None and said.link in ("stated", "nearest") and (soon or begun)
            if relation and recent != (relation == "transactional"):
                continue
            place, group = said.about if per_touchpoint else None, group_of(life, number) if by else None
            marks = *best_and_worst(said.kind, said.points), recent
            found[said.kind, place, group].append((figure(said.kind, said.points), *marks))
    columns = {cell: list(zip(*answers, strict=True)) for cell, answers in found.items()}
    return {cell: (len(c[0]), sum(c[0]) / len(c[0]), *map(sum, c[1:])) for cell, c in columns.items()}


def invitations(events: list[Spoken], kind: str, by: bool) -> dict[str | None, tuple[int, int]]:
    """By group: how many invitations to this kind are settled, and how many of those are answered."""
    end, settled, answered = max(event.at for event in events), Counter[str | None](), Counter[str | None]()
    names = {event.name for event in events if event.asked}
    own = {name for name in names if name.split()[0].lower() == kind} or {
        name for name in names if name == "survey sent"
    }
    for life in lives(events):
        for number, invited in enumerate(life):
            if invited.name in own and not invited.is_feedback and invited.at <= end - 30 * DAY:
                again = (place for place in range(number + 1, len(life)) if life[place].name in own)
                following = life[number + 1 : next(again, len(life))]
                later = [event for event in following if event.at - invited.at <= 30 * DAY]
                group = invited.device if by else None
                settled[group] += 1
                answered[group] += any(e.kind == kind and e.points is not None for e in later)
    return {group: (settled[group], answered[group]) for group in settled}
