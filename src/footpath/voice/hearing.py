"""All that the words of some feedback tell: what each speaks of and in which mood, what was felt, which aim and which times it states."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from footpath.journeys.feedback import Heard
from footpath.voice.embedding import open_embedder
from footpath.voice.keys import Texts
from footpath.voice.known_sayings import KnownSayings
from footpath.voice.sayings import find_sayings
from footpath.voice.sentiment import has_words, moods_of_parts
from footpath.voice.themes import Edits, Themes, discover_themes, theme_embedder
from footpath.voice.themes.origins import from_where
from footpath.voice.told import emotions, times_and_aims

if TYPE_CHECKING:
    from footpath.voice.annotate import Annotations

Progress = Callable[[str, float], None]


def hear(
    texts: Sequence[str | None],
    said: "Annotations",
    *,
    known: Themes | None = None,
    known_sayings: KnownSayings | None = None,
    edits: Edits | None = None,
    since: str = "",
    cache_dir: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Themes, KnownSayings, Heard]:
    """Listen.

    What is told of a text is kept by its content, as is what all texts together taught: more texts cost what they cost alone, until
    there are so many more that all are looked at again.

    Args:
        texts: of feedback, None or empty where there are no words.
        said: what is known of the same feedback.
        known: themes as they were found before; their ids and names stay.
        known_sayings: sayings as they were cut before.
        edits: what people decided about themes.
        since: what themes that are new are marked with.
        cache_dir: where vectors of texts, and what is told of them, are kept, so that no text is read twice.

    Returns:
        The themes and sayings, and by feedback what its words tell.
    """
    spoken = np.array([row for row, text in enumerate(texts) if text and has_words(text)], dtype=np.int64)
    words = Texts(texts[row] or "" for row in spoken.tolist())
    embedder = open_embedder(cache_dir, progress)
    ids = said.feedback_id[spoken].tolist()
    where = from_where(said.kind, said.about, said.link)
    reader = theme_embedder(words, cache_dir, progress, known=known.embedder if known else None)
    origins = [where[row] for row in spoken.tolist()]
    themes = discover_themes(
        words, reader, ids=ids, known=known, edits=edits, since=since, progress=progress, origins=origins
    )
    found = themes.assign(words, reader)
    counts = np.zeros(len(texts), np.int64)
    counts[spoken] = np.diff(found.starts)
    moods = moods_of_parts(words, found.text_of, found.spans, embedder, said.calibration)
    emotion, aim = np.zeros(len(texts), np.uint8), np.zeros(len(texts), np.uint8)
    emotion[spoken] = emotions(words, said.experience[spoken], embedder)
    stated, waited = (np.full(len(texts), np.nan, np.float32) for _ in range(2))
    told = times_and_aims(words, embedder)
    stated[spoken], waited[spoken], aim[spoken] = told["stated"], told["waited"], told["aim"]
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    again = find_sayings(words, [said.language[row] for row in spoken.tolist()], reader, themes, known_sayings)
    said_counts = np.zeros(len(texts), np.int64)
    said_counts[spoken] = np.diff(again.starts)
    heard = Heard(
        themes.themes,
        starts,
        found.theme.astype(np.uint16),
        moods,
        emotion,
        aim,
        stated,
        waited,
        sayings=again.sayings,
        saying_starts=np.concatenate([[0], np.cumsum(said_counts)]).astype(np.int64),
        saying=again.saying,
    )
    return themes, again.known, heard
