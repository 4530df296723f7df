"""What customers of a stage want and what stands in their way, on phones and in the table."""

from footpath.model.maps import Aim
from footpath.render.page import bits
from footpath.render.page.evidence import Evidence
from footpath.render.poster.aims import aim_figure, aim_icon, aim_quotes, aim_subject, aim_title
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import escape


def aim_entries(sheet: Sheet, evidence: Evidence, stage: str) -> list[str]:
    """Each with its sign, a customer's own words and the figure, as a button where there is evidence to show."""
    return [_entry(sheet, evidence, aim) for aim in sheet.map.aims if aim.stage == stage]


def aim_lines(sheet: Sheet, stage: str) -> list[str]:
    """The same in plain words."""
    told = []
    for aim in sheet.map.aims:
        if aim.stage == stage:
            parts = (f"{aim_title(aim)}.", _words(sheet, aim), aim_figure(sheet, aim))
            told.append(" ".join(part for part in parts if part))
    return told


def _words(sheet: Sheet, aim: Aim) -> str:
    return " ".join(f"“{quote.text}”" for quote in aim_quotes(sheet, aim)[:1])


def _entry(sheet: Sheet, evidence: Evidence, aim: Aim) -> str:
    icon, colour = aim_icon(aim)
    said, figure = _words(sheet, aim), aim_figure(sheet, aim)
    words = f"<span dir=auto>{escape(said)}</span>" if said else ""
    small = f"<small dir=auto>{escape(figure)}</small>" if figure else ""
    inner = (
        f'<span class="{colour}">{bits.icon(icon)}</span>'
        f"<span class=name><b dir=auto>{escape(aim_title(aim))}</b>{words}{small}</span>"
    )
    attributes = evidence.attributes(aim_subject(sheet, aim))
    return (
        f'<button type="button" class="card"{attributes}>{inner}</button>'
        if attributes
        else f'<div class="card">{inner}</div>'
    )
