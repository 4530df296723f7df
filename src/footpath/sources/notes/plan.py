"""The plan of a table of turns: what each column is, and who speaks for whom. Sides that are written in footpath.toml stay."""

from collections.abc import Sequence

from footpath.model.plans import ColumnPlan, Role, Speaker, SpeakerRole, TableKind, TablePlan
from footpath.sources.notes.speakers import cast_speakers
from footpath.sources.notes.table import COLUMNS
from footpath.sources.notes.vocabulary import CHANNEL_OF, FEEDBACK_OF
from footpath.sources.tables import Table


def plan_notes(table: Table, configured: TablePlan | None, zone: str) -> TablePlan:
    """The plan of a table of turns; what is configured of its columns and speakers wins over what is inferred."""
    speakers = _merged(configured.speakers if configured else (), cast_speakers(table.conversations))
    known = {column.name: column for column in configured.columns} if configured else {}
    columns = tuple(known.get(name) or _column(table, name, zone) for name in table.columns)
    why = "; ".join(("notes and transcripts of what was said", *table.notes))
    if configured is not None:
        return configured.model_copy(update={"columns": columns, "speakers": speakers, "why": why})
    return TablePlan(
        source=table.name,
        kind=TableKind.FEEDBACK,
        confidence=min((speaker.confidence for speaker in speakers), default=0.5),
        why=why,
        columns=columns,
        channel=CHANNEL_OF.get(table.stem),
        speakers=speakers,
    )


def _merged(configured: Sequence[Speaker], inferred: Sequence[Speaker]) -> tuple[Speaker, ...]:
    everywhere = {speaker.name for speaker in configured if speaker.file is None}
    told = {(speaker.name, speaker.file) for speaker in configured}
    fresh = [s for s in inferred if s.name not in everywhere and (s.name, s.file) not in told]
    return (*configured, *fresh)


def _column(table: Table, name: str, zone: str) -> ColumnPlan:
    employees = table.stem == "employee_interviews"
    if name not in COLUMNS:
        return ColumnPlan(
            name=name,
            role=Role.CUSTOMER,
            confidence=0.9,
            identifier=name,
            why="stated in the head or the name of the file",
        )
    if name == "said":
        why = (
            "what "
            + ("employees" if employees else "customers")
            + " said, told apart from the other side by who speaks"
        )
        return ColumnPlan(
            name=name, role=Role.TEXT, confidence=0.9, feedback=FEEDBACK_OF.get(table.stem, "note"), why=why
        )
    if name == "at":
        return ColumnPlan(
            name=name, role=Role.TIME, confidence=0.9, format="iso", zone=zone, touchpoint=_noun(table.stem),
            why='the date in the head or name of the file and the time into the recording; "time_from" says which',
        )  # fmt: skip
    if name == "handed_over_at":
        return ColumnPlan(
            name=name, role=Role.TIME, confidence=0.7, format="iso", zone=zone, touchpoint=f"{_noun(table.stem)} handover",
            why="somebody else of the company takes over",
        )  # fmt: skip
    simple = {
        "turn": (Role.RECORD, "different in every turn", None),
        "file": (Role.REFERENCE, "groups the turns of one conversation", "conversation_id"),
        "respondent": (
            Role.CUSTOMER,
            "no customer is stated: somebody of this file, by their label",
            "employee" if employees else "respondent",
        ),
        "role": (Role.DIMENSION, f"{SpeakerRole.CUSTOMER} or {SpeakerRole.STAFF}, as the table of speakers says", None),
    }
    role, why, kind = simple.get(name, (Role.PROPERTY, "kept with the event", None))
    return ColumnPlan(name=name, role=role, confidence=0.9, why=why, identifier=kind)


def _noun(genre: str) -> str:
    return genre.replace("_", " ").removesuffix("s")
