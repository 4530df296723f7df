"""Sayings as they were cut, to hold new texts against until there are a tenth more of these."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from footpath.documents.decisions import write_whole
from footpath.model.sayings import Sayings
from footpath.voice.embedding import Embedder, Vectors
from footpath.voice.themes.known import Themes
from footpath.voice.themes.readings import version_of

_RULES = 1  # raised when sayings would be cut otherwise
_GROWN = 1.1  # times the texts that they were cut of, from which they are cut anew


@dataclass(frozen=True)
class KnownSayings:
    """What texts say.

    Attributes:
        cut_by: changes with the themes and with how texts are read: then they are cut anew.
        read: how many texts they were cut of.
        sayings: the tree; none where there were too few texts.
        middles: float32[sayings, dimensions], the direction of each, as exact as half precision.
    """

    cut_by: str
    read: int
    sayings: Sayings
    middles: Vectors

    def still_serve(self, themes: Themes, embedder: Embedder, texts: int) -> bool:
        """Whether they were cut of nearly as many texts as there are, read in the same way, when there were the same themes.

        A new theme is mostly the news that somebody would look for in sayings.
        """
        return self.cut_by == cut_by(themes, embedder) and self.read <= texts <= _GROWN * self.read

    def write(self, path: Path) -> None:
        """Keep all of it as JSON: whole or not at all."""
        middles = base64.b64encode(np.asarray(self.middles, dtype="<f2").tobytes()).decode("ascii")
        kept = {
            "cut_by": self.cut_by,
            "read": self.read,
            "names": self.sayings.names,
            "joins": self.sayings.joins,
            "middles": middles,
        }
        write_whole(path, json.dumps(kept, ensure_ascii=False) + "\n")

    @staticmethod
    def from_json(path: Path) -> "KnownSayings | None":
        """What `write` kept; None where there is nothing, or it cannot be read: then they are cut anew."""
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            sayings = Sayings.read(kept["names"], kept["joins"])
            middles = np.frombuffer(base64.b64decode(kept["middles"], validate=True), dtype="<f2").astype(np.float32)
            rows = middles.reshape(sayings.count, -1) if sayings.count else middles.reshape(0, 0)
            return KnownSayings(str(kept["cut_by"]), int(kept["read"]), sayings, rows)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None


def cut_by(themes: Themes, embedder: Embedder) -> str:
    """What a cut depends on besides its texts."""
    ids = " ".join(theme.id for theme in themes.found)
    return version_of(embedder, themes.mask, themes.levelled(embedder), f"{_RULES} {ids}")
