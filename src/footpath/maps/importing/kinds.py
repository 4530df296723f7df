"""Which cells of which sheet a person may change, and why not the others."""

from dataclasses import dataclass, field

_ASKED = "It rests on a question: it changes when the question is asked again, not by hand."
_WORDS = "A customer's words are never rewritten; remove the row to leave them out."


@dataclass(frozen=True)
class Kind:
    """A sheet whose rows are parts of the map.

    Attributes:
        word: what one row is.
        name: the heading that tells which one a row is; it may not be emptied.
        fields: headings that may be edited, with the attribute each stands for.
        needs: headings that a row must fill to be added; empty where rows cannot be added.
        also: further headings that are read from an added row.
        no_adding: why a row cannot be added; empty where it can.
        no_removing: why a row cannot be removed; empty where it can.
        locked: why the other cells cannot be edited.
        only: ids of the rows that may be edited; empty for all.
        since: the first layout of workbooks that has the sheet.
    """

    sheet: str
    word: str
    name: str
    fields: dict[str, str] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)
    also: dict[str, str] = field(default_factory=dict)
    no_adding: str = ""
    no_removing: str = ""
    locked: str = _ASKED
    only: tuple[str, ...] = ()
    since: int = 2


_FOUND = "It is found in the records, never written."
_LINKED = "A map of a part is linked where maps are kept, not in a workbook."

_PLACED = {"Stage": "stage", "Touchpoint": "touchpoint"}

KINDS = (
    Kind(
        "About", "head", "What", fields={"Value": "value"}, only=("title", "scope"),
        no_adding="The head of a map has fixed lines.", no_removing="The head of a map has fixed lines.",
        locked="Only the title and whose journey it is can be edited here.",
    ),
    Kind("Stages", "stage", "Stage", fields={"Stage": "name"}, needs={"Stage": "name"}),
    Kind(
        "Actions", "action", "Action", fields={"Stage": "stage", "Action": "text"},
        needs={"Stage": "stage", "Action": "text"},
    ),
    Kind("Aims", "aim", "Aim", fields={"Aim": "text"}, no_adding=_FOUND, since=3),
    Kind(
        "Touchpoints", "touchpoint", "Touchpoint",
        fields={"Stage": "stage", "Touchpoint": "name", "Channel": "channel", "Ownership": "ownership"},
        needs={"Stage": "stage", "Touchpoint": "name"}, also={"Channel": "channel", "Ownership": "ownership"},
    ),
    Kind(
        "Curve", "point of the curve", "Touchpoint", no_adding="A point of the curve is measured; load what customers said there.",
        no_removing="A point of the curve goes with its touchpoint.",
    ),
    Kind(
        "Pain points", "pain point", "Pain point", fields={"Pain point": "title"},
        needs={"Stage": "stage", "Pain point": "title"}, also={"Touchpoint": "touchpoint"},
    ),
    Kind(
        "Opportunities", "opportunity", "Opportunity", fields={"Opportunity": "title", "Why": "why", "Effort": "effort"},
        needs={"Stage": "stage", "Opportunity": "title"}, also={"Touchpoint": "touchpoint", "Why": "why"},
    ),
    Kind(
        "Goals", "goal", "Goal", fields={"Goal": "title", "Target": "target", "By": "by_on", "Owner": "owner"},
        no_adding="A goal needs a question to be asked of the records: write it where the workspace’s goals stand.",
    ),
    Kind(
        "Checklist", "checklist item", "Item", fields={"Item": "title"},
        no_adding="An item is held against the records: add it to the catalogue of checklists, with its test.",
    ),
    Kind("Gaps", "gap", "Gap", no_adding=_FOUND),
    Kind("Praise", "praise", "Praise", fields={"Praise": "title"}, no_adding=_FOUND),
    Kind("Moments of truth", "moment of truth", "In a sentence", no_adding=_FOUND),
    Kind("Ways", "way", "From", no_adding=_FOUND),
    Kind(
        "Planned changes", "planned change", "Of", fields={"Target": "target", "By": "by_on", "Owner": "owner", "Why": "why"},
        no_adding="A change is planned with `footpath map future`, which knows the number that it is about.",
    ),
    Kind(
        "Planned journey", "way to leave the plan", "In words", no_adding=_FOUND,
        no_removing="Where journeys leave the plan is counted; attach another plan to count anew.",
    ),
    Kind(
        "Quotes", "quote", "Said", no_adding="A quote is taken from a record; load the records that hold it.", locked=_WORDS,
    ),
    Kind(
        "Measures", "measure", "Measure", fields={"Measure": "label"},
        no_adding="A measure needs a question to be asked of the records.",
    ),
    Kind(
        "Personas", "persona", "Persona", fields={"Persona": "name", "Note": "note"},
        no_adding="A persona is found in the records; see `footpath personas`.",
    ),
    Kind(
        "Maps of parts", "map of a part", "Map", no_adding=_LINKED, no_removing=_LINKED, since=3,
    ),
    Kind(
        "Claims", "claim", "Claim", no_adding="A claim is asked of the records, never written.",
        no_removing="A claim goes with the last row that shows it.",
    ),
)  # fmt: skip
OPTIONAL = frozenset(("why", "note", "scope", "owner", "by_on", "effort"))  # attributes that may be emptied
