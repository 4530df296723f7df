"""The map as an Excel workbook that a person may edit and give back (`maps.importing` reads it)."""

import json
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from footpath.model.few import without_few
from footpath.model.maps import JourneyMap
from footpath.model.records import Channel
from footpath.render.document import require_finite
from footpath.render.exports.cells import Column, Number, Table, written
from footpath.render.exports.figures import Figures
from footpath.render.exports.grid import COLUMN, Card, height_of, lanes_of
from footpath.render.exports.tables import tables_of
from footpath.render.language import in_its_language, say
from footpath.render.numbers import day, period
from footpath.render.text import clean, is_rtl
from footpath.render.theme import LIGHT, mood, palette
from footpath.render.vocabulary import word

LAYOUT = 3  # of sheets and columns, which tells `maps.importing` what a workbook of an older Footpath cannot hold
_HEAD = 1  # the row of a table's headings, below its hint
_SPARE = 200  # rows below a table that offer the choices too
_MADE = datetime(2000, 1, 1)  # where the map has no date of its own: the same map gives the same bytes
_A4, _A3 = 9, 8
_NUMBERS = {
    "share": "0.0%", "count": "#,##0", "score": "0.00", "seconds": '#,##0" s"', "money": "#,##0.00",
    "experience": "+0.00;-0.00;0.00", "nps": "+0;-0;0", "points": "+0.0;-0.0;0.0",
}  # fmt: skip
_OWNERS = ("owned", "earned", "partner")
_EFFORTS = ("low", "medium", "high")


@in_its_language
def render_xlsx(journey: JourneyMap) -> bytes:
    """The map as a workbook: the map as a grid, what is in it sheet by sheet, and every claim with its question.

    White cells may be edited, grey ones hold figures. Each row carries its id in a hidden column, so that
    `maps.importing.read_xlsx` can tell what a person changed.

    Raises:
        MapError: a claim holds no finite number.
    """
    import xlsxwriter

    require_finite(journey)
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = (journey.as_of or _MADE).replace(tzinfo=None)
    book.set_properties({"title": clean(journey.title)[:250], "created": made, "comments": "Drawn by Footpath"})
    writer = _Writer(book, journey)
    writer.grid()
    writer.about()
    for table in tables_of(journey):
        writer.table(table)
    book.close()
    return out.getvalue()


def fingerprint(journey: JourneyMap) -> str:
    """What tells whether a workbook was made from this very map, in whatever language it was drawn; parts that a later Footpath
    adds, and which are empty, do not count.
    """
    said = without_few(journey).model_dump(mode="json", exclude_defaults=True, exclude={"language"})
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:20]


class _Writer:
    def __init__(self, book: Any, journey: JourneyMap) -> None:
        self._book = book
        self._map = journey
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._colours = palette("light")
        self._rtl = is_rtl(clean(journey.title))
        self._start = {"align": "right" if self._rtl else "left", "indent": 1}

    def _look(self, **style: Any) -> Any:
        """One format for each look that is asked for."""
        whole = {"font_name": "Calibri", "font_size": 11, "valign": "top", "font_color": LIGHT["ink"], **style}
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(whole)
        return self._formats[key]

    def _sheet(self, name: str, paper: int, repeat: int) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.set_margins(0.4, 0.4, 0.6, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, repeat)
        sheet.hide_gridlines(2)
        title = clean(self._map.title)[:80].replace("&", "&&")
        sheet.set_footer(f"&L&9{title}&C&9{name}&R&9&P of &N")
        if self._rtl:
            sheet.right_to_left()
        return sheet

    def grid(self) -> None:
        sheet = self._sheet("Map", _A3, 3)
        sheet.set_tab_color(LIGHT["structure"])
        sheet.set_column(0, 0, 15)
        if self._map.stages:
            sheet.set_column(1, len(self._map.stages), COLUMN)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, written(self._map.title), self._look(bold=True, font_size=20))
        sheet.write_string(1, 0, written(self._subtitle()), self._look(font_color=LIGHT["muted"]))
        head = self._look(
            bold=True, font_size=12, font_color="#ffffff", bg_color=LIGHT["structure"], valign="vcenter", **self._start
        )
        sheet.set_row(3, 24)
        sheet.write_string(3, 0, "", head)
        for at, stage in enumerate(self._map.stages, start=1):
            sheet.write_string(3, at, written(stage.name), head)
        row = 4
        for lane in lanes_of(self._map):
            row = self._lane(sheet, row, lane.title, lane.rows)
        sheet.freeze_panes(4, 1)

    def _lane(self, sheet: Any, top: int, title: str, rows: tuple[tuple[Card | None, ...], ...]) -> int:
        for at, cards in enumerate(rows):
            line = {"top": 1, "top_color": LIGHT["hairline"]} if at == 0 else {}
            label = self._look(bold=True, font_color=LIGHT["structure"], **line)
            sheet.set_row(top + at, height_of(cards))
            sheet.write_string(top + at, 0, title if at == 0 else "", label)
            for column, card in enumerate(cards, start=1):
                sheet.write_string(top + at, column, card.text if card else "", self._card_look(card, line))
        return top + len(rows)

    def _card_look(self, card: Card | None, line: dict[str, Any]) -> Any:
        style: dict[str, Any] = {"text_wrap": True, **self._start, **line}
        if card is None:
            return self._look(**line)
        if card.feels is not None:
            edge = {"border": 1, "border_color": "#ffffff"}
            return self._look(bg_color=_tint(self._colours[mood(card.feels)]), **{**style, **edge})
        looks: dict[str, dict[str, Any]] = {
            "figure": {"bold": True},
            "quote": {"italic": True, "font_color": LIGHT["muted"]},
            "pain": {"left": 5, "left_color": LIGHT["low"]},
            "chance": {"left": 5, "left_color": LIGHT["opportunity"]},
        }
        return self._look(**style, **looks.get(card.look, {}))

    def _subtitle(self) -> str:
        when = period(self._map.from_at, self._map.to_at)
        state = say("future map") if self._map.state == "future" else ""
        return " · ".join(part for part in (word(self._map.scope), state, when) if part)

    def about(self) -> None:
        of = Figures(self._map)
        until = day(self._map.as_of) if self._map.as_of else ""
        rows = [
            ("title", "Title", self._map.title), ("scope", "Whose journey", self._map.scope), ("state", "State", self._map.state),
            ("period", "Period", period(self._map.from_at, self._map.to_at)), ("as-of", "Records until", until),
            ("currency", "Currency", self._map.currency), ("language", "Language", self._map.language),
            ("made-from", "Made from map", f"{fingerprint(self._map)} layout {LAYOUT} language {self._map.language}"),
            *((f"figure-{at}", clean(f.label), told) for at, f in enumerate(self._map.figures, start=1) if (told := of.told(f.claim))),
            *((f"saying-{at}", "Employees say", s.text) for at, s in enumerate(self._map.employees, start=1)),
            *((f"note-{at}", f"Note {at}", note) for at, note in enumerate(self._map.notes, start=1)),
        ]  # fmt: skip
        hint = (
            "White cells may be edited: save, and `footpath import` reads them back. Grey cells are measured or fixed."
        )
        columns = (Column("Id", 10), Column("What", 18), Column("Value", 90))
        cells = tuple((name, written(what), written(value)) for name, what, value in rows)
        sheet = self.table(Table("About", hint, columns, cells))
        for row in (_HEAD + 1, _HEAD + 2):
            sheet.write_string(row, 2, cells[row - _HEAD - 1][2], self._cell_look(Column("Value", 90, "yes"), ""))

    def table(self, table: Table) -> Any:
        """A sheet: the hint, the headings, the rows. Ids are hidden, what is fixed is grey."""
        sheet = self._sheet(table.name, _A4, _HEAD)
        sheet.write_string(0, 1, table.hint, self._look(font_color=LIGHT["muted"], italic=True))
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width, None, {"hidden": at == 0})
            numeric = any(isinstance(row[at], Number) for row in table.rows)
            sheet.write_string(_HEAD, at, column.heading, self._heading_look(column, numeric))
            self._choices(sheet, at, column, len(table.rows))
        for row, cells in enumerate(table.rows, start=_HEAD + 1):
            for at, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                if isinstance(cell, Number):
                    sheet.write_number(row, at, cell.value, self._cell_look(column, cell.unit))
                else:
                    sheet.write_string(row, at, cell or "", self._cell_look(column, ""))
        sheet.freeze_panes(_HEAD + 1, 2)
        if table.name == "Curve":
            self._chart(sheet, table)
        return sheet

    def _heading_look(self, column: Column, numeric: bool) -> Any:
        mark: dict[str, Any] = {"bg_color": LIGHT["structure"], "font_color": "#ffffff"}
        if column.edit == "no":
            mark = {"bg_color": LIGHT["track"]}
        mark |= {"align": "right"} if numeric else self._start
        return self._look(bold=True, bottom=1, bottom_color=LIGHT["structure"], **mark)

    def _cell_look(self, column: Column, unit: str) -> Any:
        style: dict[str, Any] = {"bottom": 1, "bottom_color": LIGHT["hairline"], "text_wrap": column.width >= 18}
        if unit:
            style["num_format"] = _NUMBERS.get(unit, "General")
        else:
            style |= self._start
        if column.edit != "yes":
            style |= {"bg_color": "#f4f2ee", "font_color": LIGHT["muted"] if not unit else LIGHT["ink"]}
        return self._look(**style)

    def _choices(self, sheet: Any, at: int, column: Column, rows: int) -> None:
        """Offers what a cell may hold; a person may still write another channel or owner."""
        stages = len(self._map.stages)
        if not column.choices or (column.choices == "stages" and not stages):
            return
        source: Any = {
            "channels": [c.value for c in Channel],
            "ownership": list(_OWNERS),
            "effort": list(_EFFORTS),
        }.get(column.choices, f"=Stages!$B${_HEAD + 2}:$B${_HEAD + 1 + stages}")
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        sheet.data_validation(_HEAD + 1, at, _HEAD + rows + _SPARE, at, rule)

    def _chart(self, sheet: Any, table: Table) -> None:
        """The curve of all customers, drawn below its numbers by the spreadsheet itself."""
        points = sum(row[3] == "all" for row in table.rows[: len(self._map.curve.points)])
        if points < 2:
            return
        first, last = _HEAD + 1, _HEAD + points
        chart = self._book.add_chart({"type": "line"})
        for name, column, colour, width in (
            ("Experience", 4, "structure", 2.5),
            ("Low", 5, "band", 1),
            ("High", 6, "band", 1),
        ):
            chart.add_series({
                "name": name, "categories": ["Curve", first, 2, last, 2], "values": ["Curve", first, column, last, column],
                "line": {"color": LIGHT[colour], "width": width, "dash_type": "solid" if width > 1 else "dash"},
                "marker": {"type": "circle" if width > 1 else "none", "size": 6, "fill": {"color": LIGHT["structure"]},
                           "border": {"none": True}},
            })  # fmt: skip
        chart.set_y_axis({"min": -1, "max": 1, "major_unit": 0.5, "num_format": "0.0", "major_gridlines": {"visible": True,
                          "line": {"color": LIGHT["hairline"]}}})  # fmt: skip
        chart.set_x_axis({"label_position": "low", "num_font": {"rotation": -45}})
        chart.set_title({"name": "Experience along the journey", "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 900, "height": 420})
        sheet.fit_to_pages(1, 1)
        sheet.insert_chart(_HEAD + len(table.rows) + 2, 1, chart)


def _tint(colour: str) -> str:
    """A colour so pale that dark text reads well on it."""
    return "#" + "".join(f"{round(255 - (255 - int(colour[i : i + 2], 16)) * 0.38):02x}" for i in (1, 3, 5))
