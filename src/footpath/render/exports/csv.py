"""The map as one tidy table: a line for every figure and every text, each with the claim and the question behind it."""

import csv
import json
from io import StringIO

from footpath.model.few import without_few
from footpath.model.maps import JourneyMap
from footpath.model.spreadsheets import neutral
from footpath.render.document import require_finite
from footpath.render.exports.csv_lines import lines_of
from footpath.render.exports.figures import Figures
from footpath.render.text import clean

COLUMNS = (
    "section", "stage", "touchpoint", "text", "value", "low", "high", "n", "unit", "tier", "claim", "question",
)  # fmt: skip


def render_csv(journey: JourneyMap) -> str:
    """The map as comma-separated values, one line for each text and figure.

    Values are plain numbers in the unit that ``unit`` names (shares 0..1, durations in seconds), texts that a spreadsheet would
    take for a formula begin with an apostrophe, and ``question`` is JSON that `footpath ask` takes. What rests on no claim has
    no value. A finding has one line for itself and a further one (``… evidence``) for each other claim it rests on.

    Raises:
        MapError: a claim holds no finite number.
    """
    require_finite(journey)
    journey = without_few(journey)
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for section, stage, touchpoint, text, claim in lines_of(journey):
        said = (section, *(neutral(clean(part)) for part in (stage, touchpoint, text)))
        table.writerow((*said, *_evidence(journey, claim)))
    return out.getvalue()


def _evidence(journey: JourneyMap, name: str | None) -> tuple[str, ...]:
    claim = Figures(journey).claim(name)
    if claim is None:
        return ("",) * 8
    numbers = tuple("" if number is None else _plain(number) for number in (claim.value, claim.low, claim.high))
    question = json.dumps(claim.question, ensure_ascii=False, sort_keys=True)
    ends = claim.unit, claim.tier.value, neutral(clean(claim.id)), neutral(clean(question))
    return (*numbers, str(claim.n), *ends)


def _plain(number: float) -> str:
    """A number in full digits, a whole one without a point."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
