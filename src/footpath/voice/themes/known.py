"""Themes as they are known: centres to hold new texts against, names, ids that stay, and what people decided about them."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from footpath.documents.decisions import write_whole
from footpath.errors import WorkspaceError
from footpath.model.themes import Theme
from footpath.voice.embedding import Embedder, Vectors
from footpath.voice.themes.assigning import Assigned, assign_texts
from footpath.voice.themes.edits import NO_EDITS, Edits
from footpath.voice.themes.levelling import Level
from footpath.voice.themes.masking import NO_MASK, Mask

_VERSION = 3  # of what is written; themes of an earlier one were found otherwise, and are found anew


@dataclass(frozen=True)
class KnownTheme:
    """One theme as it was found.

    Attributes:
        id: stays as long as the theme is known.
        name: its distinguishing words.
        broader: name of the group of themes that it belongs to, None for one that stands alone.
        reach: likeness to the centre from which a part of a text belongs here.
        parts, texts: how many belonged when it was last found.
        examples: ids of texts that show it best, the most typical first.
        language: ISO 639-1 code of most of its texts, empty when unknown.
        new_since: when it was first seen among texts that came later; None for one of the first run.
        active: whether the last complete run still found it.
        detail: whether it goes with any subject; what speaks of it speaks of no other theme, and it is not shown.
    """

    id: str
    name: str
    broader: str | None
    reach: float
    parts: int
    texts: int
    examples: tuple[int, ...] = ()
    language: str = ""
    new_since: str | None = None
    active: bool = True
    detail: bool = False


@dataclass(frozen=True)
class Themes:
    """All that is known of what people speak of.

    Attributes:
        embedder: name of what read the texts; themes of one are not held against texts read by another.
        found: every theme ever found, in the order of their ids.
        centres: float32[found, dimensions], the direction of each.
        edits: what people decided.
        read: how many texts the last complete run saw.
        looked: how many there were when all that fits nowhere was last looked at.
        mask: names that were taken out of the texts.
        level: what was taken out of their vectors; nothing where no text has been read.
    """

    embedder: str
    found: tuple[KnownTheme, ...]
    centres: Vectors
    edits: Edits = NO_EDITS
    read: int = 0
    mask: Mask = NO_MASK
    level: Level | None = None
    looked: int = 0

    def levelled(self, embedder: Embedder) -> Level:
        """What is taken out of the vectors of an embedder."""
        return self.level or Level.nothing(embedder.dimensions)

    @cached_property
    def shown(self) -> tuple[KnownTheme, ...]:
        """The active ones after merges, without details and hidden ones. Positions of `assign` and `themes` are positions in here."""
        return tuple(
            theme
            for theme in self.found
            if theme.id not in self.edits.merge and theme.id not in self.edits.hide and self._lives(theme)
        )

    def _lives(self, theme: KnownTheme) -> bool:
        return (theme.active and not theme.detail) or any(
            self.edits.target(one.id) == theme.id for one in self.found if one.active and not one.detail
        )

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """What is shown, by the names that people gave."""
        rename = self.edits.rename
        return tuple(
            Theme(
                theme.id,
                rename.get(theme.id, theme.name),
                None if theme.broader is None else rename.get(theme.broader, theme.broader),
            )
            for theme in self.shown
        )

    @property
    def inactive(self) -> tuple[KnownTheme, ...]:
        """Those that the last complete run no longer found. They keep id and name, in case they come back."""
        return tuple(theme for theme in self.found if not theme.active)

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """For each found theme the position in `shown` of what stands for it, −1 where nothing is shown."""
        place = {theme.id: position for position, theme in enumerate(self.shown)}
        return tuple(
            place.get(self.edits.target(theme.id), -1) if theme.active and theme.id not in self.edits.hide else -1
            for theme in self.found
        )

    @property
    def reach(self) -> Vectors:
        """float32[found]: how far each reaches; see `KnownTheme`."""
        return np.array([theme.reach for theme in self.found], dtype=np.float32)

    @property
    def next_number(self) -> int:
        """What the id of the next theme may be called by."""
        return 1 + max((int(theme.id[1:]) for theme in self.found if theme.id[1:].isdigit()), default=0)

    def assign(self, texts: Sequence[str], embedder: Embedder) -> Assigned:
        """Which themes does each text speak of, and where? See `Assigned`."""
        if embedder.name != self.embedder:
            raise WorkspaceError(
                f"Themes were found with the embedder {self.embedder!r}, and these texts would be read with {embedder.name!r}.",
                "Find the themes again.",
            )
        positions = np.array(self.positions, dtype=np.int64)
        centres = self.centres.astype("<f2").astype(np.float32)  # as they are written: what is told is kept
        return assign_texts(texts, embedder, self.mask, self.levelled(embedder), centres, self.reach, positions)

    def edited(self, edits: Edits) -> "Themes":
        """The same themes under other decisions. Decisions about ids that are not known yet or any more are kept."""
        return replace(self, edits=edits)

    def write(self, path: Path) -> None:
        """Keep everything but the edits, which have a file of their own, as JSON: whole or not at all."""
        themes = [
            {**vars(theme), "examples": list(theme.examples), "centre": _packed(centre)}
            for theme, centre in zip(self.found, self.centres, strict=True)
        ]
        kept = {
            "version": _VERSION,
            "embedder": self.embedder,
            "dimensions": int(self.centres.shape[1]),
            "read": self.read,
            "looked": self.looked,
            "names": sorted(self.mask.names),
            "level": [_packed(row) for row in self.level.rows] if self.level else [],
            "themes": themes,
        }
        write_whole(path, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")

    @staticmethod
    def from_json(path: Path, edits: Edits = NO_EDITS) -> "Themes":
        """What `write` kept.

        Raises:
            WorkspaceError: it is no such file, or a newer version wrote it.
        """
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["version"] > _VERSION:
                raise WorkspaceError(f"{path.name} was written by a newer version of Footpath.", "Update Footpath.")
            if kept["version"] < _VERSION:
                return Themes("", (), np.empty((0, int(kept["dimensions"])), np.float32), edits)
            found = tuple(_theme(theme) for theme in kept["themes"])
            centres = [_unpacked(theme["centre"], kept["dimensions"]) for theme in kept["themes"]]
            level = [_unpacked(row, kept["dimensions"]) for row in kept["level"]]
            mask = Mask(frozenset(str(name) for name in kept["names"]))
            rows = np.array(centres, dtype=np.float32).reshape(len(found), int(kept["dimensions"]))
            return Themes(
                str(kept["embedder"]),
                found,
                rows,
                edits,
                int(kept["read"]),
                mask,
                Level.of_rows(level) if level else None,
                int(kept.get("looked", kept["read"])),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise WorkspaceError(f"{path.name} holds no themes.", "Delete it; themes are then found again.") from error


def _theme(kept: dict[str, Any]) -> KnownTheme:
    told = {name: value for name, value in kept.items() if name != "centre"}
    return KnownTheme(**{**told, "examples": tuple(int(place) for place in told["examples"])})


def _packed(centre: Vectors) -> str:
    return base64.b64encode(np.asarray(centre, dtype="<f2").tobytes()).decode("ascii")


def _unpacked(text: str, dimensions: int) -> Vectors:
    values = np.frombuffer(base64.b64decode(text, validate=True), dtype="<f2")
    if len(values) != dimensions:
        raise ValueError("a centre of another length")
    return values.astype(np.float32)
