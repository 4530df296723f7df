"""The map as slides of native shapes, each of which can be edited; speaker notes cite the claims."""

import re
from datetime import datetime
from html import escape as quoted
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from footpath.model.maps import JourneyMap
from footpath.render.document import require_finite
from footpath.render.exports.pptx_deck import deck
from footpath.render.exports.pptx_slide import HEIGHT, WIDTH, Freeform, Item, Shape, Slide, TextBox
from footpath.render.language import in_its_language
from footpath.render.text import clean, is_rtl
from footpath.render.theme import ThemeFile, palette, wearing, worn

_UNIT = 9525  # EMU of a pixel
_POINT = 0.75  # points of a pixel
_EARLY = datetime(2000, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_THEME_COLOURS = {
    "accent1": "structure",
    "accent2": "low",
    "accent3": "high",
    "accent4": "opportunity",
    "accent5": "persona-0",
    "accent6": "persona-2",
    "dk1": "ink",
    "dk2": "structure",
    "lt1": "card",
    "lt2": "paper",
}


@in_its_language
def render_pptx(journey: JourneyMap, dark: bool = False, theme: ThemeFile | None = None) -> bytes:
    """The map as PPTX: an overview, a slide a stage, pain points in order, what goes well, a roadmap to fill in, goals, the
    checklist, what is planned, and the personas.

    A map that is read from the right has its slides turned. A theme's colours are worn, and its font is named.

    Raises:
        MapError: a claim holds no finite number.
    """
    require_finite(journey)
    with wearing(theme):
        return _document(journey, palette("dark" if dark else "light"))


def _document(journey: JourneyMap, colours: dict[str, str]) -> bytes:
    from pptx import Presentation

    file: Any = Presentation()
    file.slide_width, file.slide_height = round(WIDTH * _UNIT), round(HEIGHT * _UNIT)
    _dress(file)
    for slide in deck(journey):
        _Writer(file.slides.add_slide(file.slide_layouts[5]), colours).write(slide)
    _sign(file, journey)
    stream = BytesIO()
    file.save(stream)
    return _without_dates(stream.getvalue())


def _dress(file: Any) -> None:
    """The worn font, or Inter, as the theme's font and the light tokens as its colours, for what people add later."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    part = file.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    own = worn()
    for kind, face in (("major", own and (own.title or own.text)), ("minor", own and own.text)):
        named = quoted(clean(face.name)).replace("\\", "") if face else "Inter"
        text = re.sub(rf'(<a:{kind}Font>\s*<a:latin typeface=)"[^"]*"', rf'\1"{named}"', text)
    for name, token in _THEME_COLOURS.items():
        value = palette("light")[token][1:].upper()
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>', text, flags=re.S
        )
    part._blob = text.encode("utf-8")


def _sign(file: Any, journey: JourneyMap) -> None:
    """Who and what, and no time of writing: the records' own end instead."""
    at = journey.as_of.replace(tzinfo=None, microsecond=0) if journey.as_of else _EARLY
    told = file.core_properties
    told.title, told.author, told.last_modified_by = clean(journey.title)[:255], "Footpath", "Footpath"
    told.created = told.modified = told.last_printed = at
    told.revision = 1
    told.language = clean(journey.language)[:255]


def _without_dates(data: bytes) -> bytes:
    """The same archive with one fixed time on every part."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as read, ZipFile(stream, "w") as write:
        for name in read.namelist():
            entry = ZipInfo(name, _ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            write.writestr(entry, read.read(name))
    return stream.getvalue()


class _Writer:
    """Puts the items of one slide on it."""

    def __init__(self, page: Any, colours: dict[str, str]) -> None:
        self._page = page
        self._colours = colours

    def write(self, slide: Slide) -> None:
        fill = self._page.background.fill
        fill.solid()
        fill.fore_color.rgb = self._colour("paper")
        title = self._page.shapes.title
        self._place(title, slide.title)
        self._fill_text(title.text_frame, slide.title)
        for item in slide.items:
            self._item(item)
        self._page.notes_slide.notes_text_frame.text = slide.notes

    def _colour(self, token: str) -> Any:
        from pptx.dml.color import RGBColor

        made: Any = RGBColor
        return made.from_string(self._colours[token][1:].upper())

    def _item(self, item: Item) -> None:
        match item:
            case TextBox():
                box = self._page.shapes.add_textbox(0, 0, 0, 0)
                self._place(box, item)
                self._fill_text(box.text_frame, item)
            case Shape():
                self._shape(item)
            case Freeform():
                self._freeform(item)

    def _place(self, shape: Any, item: TextBox | Shape) -> None:
        box = item.box
        shape.left, shape.top = round(box.x * _UNIT), round(box.y * _UNIT)
        shape.width, shape.height = round(box.width * _UNIT), round(box.height * _UNIT)

    def _fill_text(self, frame: Any, item: TextBox) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        paragraph = frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = item.text
        style = item.style
        run.font.size, run.font.bold = Pt(style.size * _POINT), style.weight >= 600
        run.font.color.rgb = self._colour(style.colour)
        paragraph.line_spacing = Pt(style.leading * _POINT)
        from_right = is_rtl(
            item.text
        )  # words that run from the left do so on a turned slide, too: they only stand at its right
        right = item.right if item.turned else from_right or item.right
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        if from_right:
            paragraph._p.get_or_add_pPr().set("rtl", "1")

    def _shape(self, item: Shape) -> None:
        from pptx.enum.shapes import MSO_SHAPE

        round_one = MSO_SHAPE.OVAL if item.oval else MSO_SHAPE.ROUNDED_RECTANGLE
        shape = self._page.shapes.add_shape(round_one, 0, 0, 0, 0)
        self._place(shape, item)
        if not item.oval:
            shape.adjustments[0] = min(0.5, 8 / max(1.0, min(item.box.width, item.box.height)))
        self._paint(shape, item.fill, item.stroke, 1.8 if item.oval else 0.75)
        self._name(shape, item.label)

    def _freeform(self, item: Freeform) -> None:
        points = [(round(x * _UNIT), round(y * _UNIT)) for x, y in item.points]
        builder = self._page.shapes.build_freeform(*points[0])
        builder.add_line_segments(points[1:], close=item.closed)
        shape = builder.convert_to_shape()
        self._paint(shape, item.fill, item.stroke, item.width)
        self._name(shape, item.label)

    def _paint(self, shape: Any, fill: str, stroke: str, width: float) -> None:
        from pptx.oxml.ns import qn
        from pptx.util import Pt

        style = shape._element.find(qn("p:style"))
        shape._element.remove(style)  # or the theme's shadow would fall from it
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = self._colour(fill)
        else:
            shape.fill.background()
        if stroke:
            shape.line.color.rgb = self._colour(stroke)
            shape.line.width = Pt(width * _POINT)
        else:
            shape.line.fill.background()

    def _name(self, shape: Any, label: str) -> None:
        if label:
            shape.name = clean(label)[:120]
