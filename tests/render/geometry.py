"""What must hold of every layout, as plain questions over its placed marks."""

from collections.abc import Iterator

from footpath.render.marks import Box, Circle, Group, Line, Mark, Scene


def lines_with_cards(marks: tuple[Mark, ...], card: Box | None = None) -> Iterator[tuple[Line, Box | None]]:
    """Every line of text with the card it stands in."""
    for mark in marks:
        if isinstance(mark, Line):
            yield mark, card
        elif isinstance(mark, Group):
            yield from lines_with_cards(mark.marks, mark.card or card)


def cards(scene: Scene) -> list[Box]:
    return [mark.card for mark in scene.walk() if isinstance(mark, Group) and mark.card]


def circles_on_texts(marks: tuple[Mark, ...], within: Box | None = None) -> Iterator[str]:
    """Texts of a card that a circle of the same group cuts; a number within its circle is meant."""
    rings = [mark for mark in marks if isinstance(mark, Circle) and within]
    for line in [mark for mark in marks if isinstance(mark, Line)]:
        for ring in rings:
            box = Box(ring.x - ring.radius, ring.y - ring.radius, 2 * ring.radius, 2 * ring.radius)
            if box.crosses(line.box, -0.01) and not box.holds(line.box):
                yield f"a circle on a text: {line.text!r} {line.box} {box}"
    for group in (mark for mark in marks if isinstance(mark, Group)):
        yield from circles_on_texts(group.marks, group.card or within)


def faults(scene: Scene) -> list[str]:
    """Texts that cross, leave their card or the sheet, and cards that cross; empty for a sound layout."""
    found = []
    sheet = Box(0, 0, scene.width, scene.height)
    lines = list(lines_with_cards(scene.marks))
    for at, (line, card) in enumerate(lines):
        if not (card or sheet).holds(line.box):
            found.append(f"outside: {line.text!r} {line.box} {card}")
        found += [
            f"texts cross: {line.text!r} {other.text!r}"
            for other, _ in lines[at + 1 :]
            if line.box.crosses(other.box, -0.01)
        ]
        if card is None:
            found += [f"text on a card: {line.text!r}" for other in cards(scene) if other.crosses(line.box, -0.01)]
    found += circles_on_texts(scene.marks)
    boxes = cards(scene)
    for at, box in enumerate(boxes):
        found += [f"cards cross: {box} {other}" for other in boxes[at + 1 :] if box.crosses(other, -0.01)]
    return found
