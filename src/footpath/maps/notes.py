"""What a reader should know about the map as a whole: what was folded or left out, what is missing, what was tried."""

from collections.abc import Sequence

from footpath.maps.scene import Scene
from footpath.maps.wording import count_text
from footpath.model.catalogue import REMAINDER
from footpath.model.figures import share_text
from footpath.model.findings import Pain


def draft_notes(scene: Scene, tried: int, pains: Sequence[Pain]) -> tuple[str, ...]:
    """Sentences for the map's foot. Their numbers are of the load and the drawing, not claims about customers."""
    notes = list(scene.evidence.notes)
    events = max(int(scene.overview[1]["events"]), 1)
    stray = events - sum(int(row["events"]) for row in scene.months.values())
    if stray > 0:
        notes.append(f"Events outside of the months shown in the head, which count all the same: {count_text(stray)}.")
    rest = scene.touchpoint_rows.get(REMAINDER)
    if rest:
        notes.append(
            f"{share_text(rest['events'] / events)} of the events are of names that no rule explains: {REMAINDER}."
        )
    lost = [n for n in scene.touchpoint_rows if n != REMAINDER and scene.stage_of(n) is None]
    if lost:
        shown = ", ".join(lost[:5]) + (" …" if len(lost) > 5 else "")
        notes.append(f"No stage is known for {shown}: name one in footpath.toml.")
    empty = [s.name for s in scene.catalogue.stages if all(s.name != known.name for known in scene.stages)]
    if empty and scene.catalogue.stages:
        notes.append(f"No records of {', '.join(empty)}: left out.")
    if not scene.overview[1].get("feedback"):
        notes.append("No scores or texts were loaded, so there is no curve and there are no quotes.")
    if not scene.currency and any(claim.unit == "money" for claim in scene.book.claims.values()):
        notes.append("Money is in the records' own unit: they name no currency, and footpath.toml names none.")
    found = "none stood out" if not pains else f"{len(pains)} stood out"
    notes.append(
        f"{count_text(tried)} comparisons were tried for pain points; {found} after correction for their number. "
        "What goes together need not be cause and effect."
    )
    return tuple(notes)
