"""A map as a document: vector, its text selectable, cut between lanes to fit the paper."""

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Literal, get_args

from footpath.errors import MapError
from footpath.model.maps import JourneyMap
from footpath.render.document import require_finite
from footpath.render.exports.drawing import between, families_of, owning_up, svg, written
from footpath.render.exports.letters import Families
from footpath.render.language import in_its_language, say
from footpath.render.look import USUAL, Look, laid_out
from footpath.render.marks import Mark, Scene, line, line_ending
from footpath.render.mirror import facing
from footpath.render.poster.head import subtitle
from footpath.render.poster.sheet import Sheet
from footpath.render.sheets import HEADS, heads_above, sheets_of
from footpath.render.svg import number
from footpath.render.text import clean
from footpath.render.theme import MARGIN, Style, Theme, ThemeFile, palette, wearing

Paper = Literal["A4", "A3", "A0", "fit"]
_SIZES = {"A4": (841.89, 595.28), "A3": (1190.55, 841.89), "A0": (3370.39, 2383.94)}  # points, landscape
_MARGIN = 24.0  # of an A4 sheet, in points
_FOOT = 7.5  # the size of the words at the foot of an A4 sheet, in points


@dataclass(frozen=True)
class Page:
    """One page: its size in points, and the part of the poster that it shows."""

    width: float
    height: float
    margin: float
    crop: float  # of the poster's own margins, in pixels: the paper has some already
    foot: float
    top: float
    bottom: float


@in_its_language
def render_pdf(
    journey: JourneyMap,
    paper: str = "A4",
    dark: bool = False,
    theme: ThemeFile | None = None,
    look: Look = USUAL,
) -> bytes:
    """The map as PDF, landscape.

    On A4 and A3 it is cut where the printed page is cut, with the names of the stages on every page; on A0 it is one
    sheet, and with "fit" the page is as large as the poster.

    Raises:
        MapError: a claim holds no finite number, or the paper is not known.
    """
    require_finite(journey)
    if paper not in get_args(Paper):
        raise MapError(f'No paper is called "{clean(paper)}".', f"Choose {', '.join(get_args(Paper))}.")
    with wearing(theme):
        return _document(journey, paper, "dark" if dark else "light", look)


def _document(journey: JourneyMap, paper: str, theme: Theme, look: Look) -> bytes:
    scene = laid_out(journey, look)
    pages = _pages(scene, paper)
    scene = replace(scene, marks=(*scene.marks, *owning_up(scene)))
    families = families_of(scene, say("{page} of {pages}", page="0123456789", pages=""))
    drawn = [_drawn(scene, page, (at + 1, len(pages)), theme, families) for at, page in enumerate(pages)]
    return _bound(journey, subtitle(Sheet(journey, (), 0.0)), drawn)


def _pages(scene: Scene, paper: str) -> tuple[Page, ...]:
    if paper == "fit":
        return (Page(scene.width * 0.75, scene.height * 0.75, 0.0, 0.0, 0.0, 0.0, scene.height),)
    width, height = _SIZES[paper]
    margin = _MARGIN * (width / _SIZES["A4"][0]) ** 0.5
    if paper == "A0":
        upright = scene.height > scene.width
        size = (height, width) if upright else (width, height)
        return (Page(*size, margin, MARGIN, 0.0, 0.0, scene.height),)
    return tuple(Page(width, height, margin, MARGIN, margin * 0.7, top, bottom) for top, bottom in sheets_of(scene))


def _drawn(scene: Scene, page: Page, place: tuple[int, int], theme: Theme, families: Families) -> bytes:
    """One page as a PDF of its own; later ones repeat the names of the columns."""
    import vl_convert

    names = heads_above(scene, page.top)
    named = HEADS if names else 0.0
    room = (page.width - 2 * page.margin, page.height - 2 * page.margin - page.foot)
    scale = min(room[0] / (scene.width - 2 * page.crop), room[1] / (page.bottom - page.top + named))
    left = (page.width - scene.width * scale) / 2
    top = page.margin + named * scale
    if place[1] == 1:
        top += (room[1] - (page.bottom - page.top) * scale) / 2
    move = f"translate({number(left)} {number(top - page.top * scale)}) scale({scale:.5f})"
    clip = f'<clipPath id="sheet"><rect y="{number(page.top)}" width="{number(scene.width)}" height="{number(page.bottom - page.top)}"/></clipPath>'
    body = written(between(scene.marks, page.top, page.bottom), theme, families)
    heads = written(names, theme, families)
    foot = written(facing(_foot(scene, page, place), page.width), theme, families) if page.foot else ""
    text = f'<defs>{clip}</defs><g transform="{move}"><g clip-path="url(#sheet)">{body}</g>{heads}</g>{foot}'
    ground = palette(theme)["card" if page.margin and theme == "light" else "paper"]  # paper has a colour of its own
    return vl_convert.svg_to_pdf(svg(page.width, page.height, text, families, ground))


def _foot(scene: Scene, page: Page, place: tuple[int, int]) -> list[Mark]:
    """What the document is and which page this is; a single page needs neither."""
    if place[1] == 1:
        return []
    baseline = page.height - page.margin * 0.8
    style = Style(_FOOT * page.margin / _MARGIN, 400, "muted", 0)
    numbered = line_ending(
        say("{page} of {pages}", page=place[0], pages=place[1]), style, page.width - page.margin, baseline
    )
    return [line(scene.title, style, page.margin, baseline, numbered.x - page.margin - 24), numbered]


def _bound(journey: JourneyMap, subject: str, pages: list[bytes]) -> bytes:
    """The pages as one document that says its title and language, and holds neither a date nor a random id."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, NameObject, TextStringObject

    writer = PdfWriter()
    for page in pages:
        reader = PdfReader(BytesIO(page))
        _put_in_order(reader)
        writer.append(reader, import_outline=False)
    writer.metadata = {"/Title": clean(journey.title), "/Subject": clean(subject), "/Producer": "Footpath"}
    root: Any = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(clean(journey.language) or "en")
    writer.create_viewer_preferences()[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _put_in_order(reader: Any) -> None:
    """Sort the names in every dictionary: they were written in the order of a hash, which differs each time."""
    from pypdf.generic import DictionaryObject

    waiting = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    while waiting:
        found = waiting.pop()
        if isinstance(found, DictionaryObject):
            items = sorted(found.items())
            found.clear()
            found.update(items)
            waiting += [value for value in found.values() if isinstance(value, DictionaryObject)]
