"""The checklist of a map, stage by stage, and its content gaps: what is there, what is missing, what no record tells."""

from footpath.model.findings import ChecklistItem, ContentGap
from footpath.model.maps import JourneyMap
from footpath.render.icons import touchpoint_icon
from footpath.render.language import say
from footpath.render.marks import Subject
from footpath.render.page import bits
from footpath.render.page.evidence import Evidence
from footpath.render.poster.checklist import answer_of, checklist_subject
from footpath.render.poster.gaps import gap_subject, gap_title
from footpath.render.poster.measures import sentence
from footpath.render.poster.sheet import Sheet
from footpath.render.svg import escape


def checklist_section(journey: JourneyMap, evidence: Evidence) -> str:
    """A part for each stage that has items, then the gaps. For wide screens: phones have it within each stage, paper at full detail."""
    sheet = evidence.sheet
    stages = "".join(_stage(sheet, evidence, stage.name) for stage in journey.stages)
    gaps = "".join(f"<li>{gap_entry(sheet, evidence, gap)}</li>" for gap in journey.gaps)
    listed = f'<div class="checks">{stages}</div>' if stages else ""
    listed += f'<h3>{escape(say("Content gaps"))}</h3><ul class="content-gaps">{gaps}</ul>' if gaps else ""
    if not listed:
        return ""
    title = f'<h2 id="checklist">{escape(say("Checklist"))}</h2>'
    return f'<section class="checklist" aria-labelledby="checklist">{title}{listed}</section>'


def _stage(sheet: Sheet, evidence: Evidence, stage: str) -> str:
    items = [item for item in sheet.map.checklist if item.stage == stage]
    if not items:
        return ""
    listed = "".join(f"<li>{check_entry(sheet, evidence, item)}</li>" for item in items)
    return f'<div><h3 dir="auto">{escape(stage)}</h3><ul>{listed}</ul></div>'


def check_entry(sheet: Sheet, evidence: Evidence, item: ChecklistItem) -> str:
    """An item with its answer as sign and word, and the sentence behind it."""
    answer = answer_of(item)
    sign = f'<span class="{answer.colour}">{bits.icon(answer.icon, 17)}</span>'
    words = f'<b class="{answer.colour}">{escape(sentence(say(answer.word)))}</b> · {escape(item.text)}'
    inner = (
        f'{sign}<span class="name"><span dir="auto">{escape(item.title)}</span><small dir="auto">{words}</small></span>'
    )
    return _opening(evidence, checklist_subject(sheet, item), inner)


def gap_entry(sheet: Sheet, evidence: Evidence, gap: ContentGap) -> str:
    inner = (
        f'<span class="muted">{bits.icon(touchpoint_icon("", gap.channel), 17)}</span><span class="name">'
        f'<span dir="auto">{escape(gap_title(gap))}</span><small dir="auto">{escape(gap.text)}</small></span>'
    )
    return _opening(evidence, gap_subject(sheet, gap), inner)


def _opening(evidence: Evidence, subject: Subject, inner: str) -> str:
    """A button where there is evidence to show."""
    attributes = evidence.attributes(subject)
    return (
        f'<button type="button" class="check"{attributes}>{inner}</button>'
        if attributes
        else f'<div class="check">{inner}</div>'
    )
