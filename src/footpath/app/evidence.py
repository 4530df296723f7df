"""What a draft takes from outside its questions: customers' own words, the records behind a row, what is known of the loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from footpath.app.annotations import annotations_of
from footpath.app.customers import pseudonyms_of
from footpath.app.kept_personas import PERSONA, known_personas
from footpath.app.kept_themes import were_heard
from footpath.journeys.voices import ASKED_AS_EMPLOYEE
from footpath.maps import KnownPersona, Mood, Quotation
from footpath.model.claims import Sample
from footpath.model.maps import PersonaLine, PersonaSection
from footpath.model.records import Aim
from footpath.voice import scrub, source_label

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.app.customers import Pseudonyms
    from footpath.app.workspace import Workspace
    from footpath.journeys import Index
    from footpath.voice import Annotations, ChosenQuote, Quotes

SAMPLES = 4
LONGEST_SAMPLE = 160  # characters
_OF_WHAT_WAS_SAID = ("experience", "scores", "promises", "themes", "emotions", "aims", "expectations")


class RecordedEvidence:
    """`footpath.maps.Evidence` from a workspace's records."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index = workspace.index

    @property
    def dimensions(self) -> Sequence[str]:
        """What tells customers and their doings apart.

        Which table a record came from does not; and personas were found in what customers do, so what they do is no finding.
        """
        known = dict.fromkeys([*self._index.dimensions, *self._index.traits])
        return tuple(name for name in known if name not in ("source", PERSONA, ASKED_AS_EMPLOYEE))

    @cached_property
    def source_scores(self) -> Mapping[str, float]:
        """How far each source can be relied on; one whose records were all rejected is not there."""
        return {score.source: score.score for score in self._workspace.lake.quality().scores}

    @property
    def lake_version(self) -> str:
        return self._index.lake_version

    @property
    def employees(self) -> bool:
        return ASKED_AS_EMPLOYEE in self._index.traits

    @property
    def heard(self) -> bool:
        """Since then only new texts are read, for what was read is kept."""
        return were_heard(self._workspace)

    @cached_property
    def personas(self) -> Sequence[KnownPersona]:
        """Those that were looked for and found."""
        return _personas_in(self._workspace)

    @cached_property
    def notes(self) -> Sequence[str]:
        """Rows that were set aside, and events that no rule explains."""
        total = [batch.total for batch in self._workspace.lake.batches()]
        rejected, duplicate, read = (sum(getattr(t, name) for t in total) for name in ("rejected", "duplicate", "read"))
        said = []
        if rejected:
            said.append(f"{rejected:,} of {read:,} rows could not be understood and were set aside.")
        if duplicate:
            said.append(f"{duplicate:,} rows had been loaded before or came twice, and count once.")
        unresolved = self._index.meta.unresolved
        if unresolved:
            said.append(f"{unresolved:,} events belong to no customer and are left out.")
        if self._workspace.components.held_back:
            held = len(self._workspace.components.held_back)
            said.append(f"{held:,} identifiers are shared by too many to belong to one customer, and join nobody.")
        return (*said, *self._said.notes) if self._said else tuple(said)

    @cached_property
    def _pseudonyms(self) -> Pseudonyms:
        return pseudonyms_of(self._workspace)

    @cached_property
    def _feedback(self) -> pa.Table:
        return self._workspace.lake.feedback()

    @cached_property
    def _said(self) -> Annotations | None:
        return annotations_of(self._workspace, self._index, self._feedback) if self._feedback.num_rows else None

    @cached_property
    def _quotes(self) -> Quotes | None:
        from footpath.voice import Quotes

        if self._said is None:
            return None
        return Quotes(self._feedback, self._said, cache_dir=self._workspace.cache_directory)

    @cached_property
    def _heard_quotes(self) -> Quotes | None:
        """The same with what listening told of each text."""
        from footpath.journeys.feedback import heard_in
        from footpath.voice import Quotes

        if self._said is None or not self.heard:
            return None
        told = heard_in(self._workspace.heard_index, self._said.event_id)
        return Quotes(self._feedback, self._said, heard=told, cache_dir=self._workspace.cache_directory)

    def quotes(
        self, touchpoint: str, mood: Mood, count: int, where: Mapping[str, Any], during: str | None = None
    ) -> Sequence[Quotation]:
        if self._quotes is None:
            return ()
        among = self._said_where(where, during) if where or during else None
        chosen = self._quotes.choose(touchpoint, count, mood=None if mood == "any" else mood, among=among)
        return tuple(map(_quotation, chosen))

    def stating(
        self, touchpoint: str, aim: Aim, count: int, where: Mapping[str, Any], during: str | None = None
    ) -> Sequence[Quotation]:
        if self._heard_quotes is None:
            return ()
        among = self._said_where(where, during) if where or during else None
        return tuple(map(_quotation, self._heard_quotes.stating(aim, touchpoint, count, among=among)))

    def _said_where(self, where: Mapping[str, Any], during: str | None) -> set[int]:
        """Feedback events that meet the conditions, themselves or by the event they speak of."""
        from footpath.journeys.selection import select
        from footpath.model.questions import Question

        found: set[int] = set()
        for view in select(self._index, Question(where=dict(where), during=during)).views:
            said = view.shard.feedback
            meant = np.where(said.about_row >= 0, said.about_row, said.row)
            keep = view.kept(said.row) | view.kept(meant)
            found.update(view.shard.event_id[said.row[keep]].tolist())
        return found

    def samples(self, question: Mapping[str, Any], row: int) -> Sequence[Sample]:
        """Records of a few customers behind the row: what they said where the question is about that, else what they did."""
        keys = self._workspace.customers_of(dict(question), row)
        answer = self._workspace.ask(dict(question)).dict_of(row)
        spread = keys[np.linspace(0, len(keys) - 1, min(SAMPLES, len(keys))).astype(int)] if len(keys) else keys
        about = answer.get("touchpoint")
        told = self._told if question.get("ask") in _OF_WHAT_WAS_SAID else {}
        return tuple(
            _sample(int(key), self._pseudonyms.of_customer(int(key)), self._index, about, told) for key in spread
        )

    @cached_property
    def _told(self) -> dict[int, tuple[str, str]]:
        """What each feedback event speaks of, and its words or its score, scrubbed when they are shown."""
        if self._said is None:
            return {}
        columns = (self._feedback[name].to_pylist() for name in ("text", "score", "scale_low", "scale_high"))
        rows = zip(self._said.event_id.tolist(), self._said.about, self._said.kind, *columns, strict=True)
        return {
            event: (
                about or "",
                f"{source_label(kind, score, low, high)}: {text}" if text else source_label(kind, score, low, high),
            )
            for event, about, kind, text, score, low, high in rows
        }


def _personas_in(workspace: Workspace) -> tuple[KnownPersona, ...]:
    """What maps show of personas, the largest first; none when the index knows of none."""
    personas = known_personas(workspace)
    if personas is None or PERSONA not in workspace.index.traits:
        return ()
    return tuple(
        KnownPersona(
            id=one.id,
            name=one.name,
            sections=tuple(
                PersonaSection(
                    title=part.title,
                    lines=tuple(
                        PersonaLine(text=line.text, n=line.n, effect=line.effect, q=line.q) for line in part.lines
                    ),
                    unknown=part.unknown,
                )
                for part in one.sections
            ),
            note=one.note,
            asked=one.asked,
            struck=one.struck,
        )
        for one in sorted(personas.personas, key=lambda one: -one.customers)
    )


def _quotation(quote: ChosenQuote) -> Quotation:
    return Quotation(
        id=str(quote.feedback_id),
        text=quote.text,
        source=quote.source,
        experience=quote.experience,
        language=quote.language,
        link=str(quote.link),
        said_at=quote.said_at,
    )


def _sample(key: int, name: str, index: Index, touchpoint: str | None, told: Mapping[int, tuple[str, str]]) -> Sample:
    """The last thing that the customer said of the touchpoint, or else did there; of anything, where neither is known."""
    from footpath.journeys.single import Single

    single = Single(index, key)
    journey = single.outline()
    about = [at for at, (event, _) in enumerate(journey) if event in told and touchpoint in (None, told[event][0])]
    there = about or [at for at, (_, name) in enumerate(journey) if name == touchpoint] or [len(journey) - 1]
    event = single.event(there[-1])
    did = (f"{name}: {value}" for name, value in sorted(event.dimensions.items()) if name != "source")
    text = told[event.event_id][1] if about else ", ".join(did)
    shown = scrub(text)  # before it is cut: half an address is not seen as one
    shown = shown if len(shown) <= LONGEST_SAMPLE else shown[:LONGEST_SAMPLE].rstrip() + "…"
    return Sample(customer=name, at=event.at, touchpoint=event.touchpoint, text=shown)
