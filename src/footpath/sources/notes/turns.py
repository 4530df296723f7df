"""What notes and transcripts are made of: turns of one conversation, and what its head says."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Turn:
    """What one speaker said before the next one did.

    ``speaker`` is empty where the notes name nobody. ``offset_s`` counts from the start of the recording, ``at`` is a time of its own.
    """

    text: str
    speaker: str = ""
    offset_s: float | None = None
    at: str | None = None


@dataclass(frozen=True)
class Fault:
    """A piece of a file that could not be read, and why."""

    reason: str
    raw: str


@dataclass(frozen=True)
class Head:
    """What stands above the first turn, or in the file's name.

    ``identifiers`` are pairs of kind and value. ``date`` is ISO, without a zone.
    """

    date: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    consent: str | None = None
    genre: str | None = None


@dataclass(frozen=True)
class Conversation:
    """One file of notes. ``recorded`` is the file's own time, for those that name no date."""

    path: Path
    name: str
    turns: tuple[Turn, ...]
    head: Head
    recorded: str
    genre: str = "notes"
    faults: tuple[Fault, ...] = field(default=())

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, in the order of their first turn."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))
