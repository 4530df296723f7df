"""The lane of content gaps: stages where customers of a persona, or of a channel, find no touchpoint."""

from footpath.model.findings import ContentGap
from footpath.render.icons import touchpoint_icon
from footpath.render.language import say
from footpath.render.marks import Group, Icon, Mark, Subject, paragraph
from footpath.render.poster.sheet import Lane, Sheet
from footpath.render.theme import NAME, SMALL
from footpath.render.vocabulary import word

_LEFT, _BETWEEN = 22.0, 8.0


def gaps(sheet: Sheet, top: float) -> Lane | None:
    """Nothing where no gap was found."""
    columns = sheet.by_column(sheet.map.gaps)
    if not any(columns):
        return None
    marks: list[Mark] = []
    lowest = top
    for column, items in zip(sheet.columns, columns, strict=True):
        y = top
        for item in items:
            title = paragraph(gap_title(item), NAME, column.width - _LEFT, 3)
            text = paragraph(item.text, SMALL, column.width - _LEFT, 7)
            icon = Icon(touchpoint_icon("", item.channel), column.x, y + 1, 14, "muted")
            drawn: tuple[Mark, ...] = (
                icon,
                *title.place(column.x + _LEFT, y),
                *text.place(column.x + _LEFT, y + title.height),
            )
            full = f"{gap_title(item)}: {item.text}" if title.shortened or text.shortened else ""
            marks.append(Group(drawn, "point", gap_subject(sheet, item), full_text=full))
            y += title.height + text.height + _BETWEEN
        lowest = max(lowest, y - _BETWEEN)
    return Lane(
        say("Content gaps"), say("where people find nothing on a channel that they use"), lowest - top, tuple(marks)
    )


def gap_title(gap: ContentGap) -> str:
    """ "No email for Planners"."""
    if not gap.persona:
        return say("Nothing by {channel}", channel=word(gap.channel))
    return say("Nothing by {channel} for {persona}", channel=word(gap.channel), persona=gap.persona)


def gap_subject(sheet: Sheet, gap: ContentGap) -> Subject:
    return Subject(gap_title(gap), gap.text, sheet.known(*gap.claims))
