"""All that the words of some feedback tell: what each speaks of and in which mood, what was felt, which aim and which times it states."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from footpath.journeys.feedback import Heard
from footpath.model.records import Aim, Emotion
from footpath.voice.aims import read_aims
from footpath.voice.embedding import open_embedder
from footpath.voice.emotions import read_emotions
from footpath.voice.sentiment import has_words, moods_of_parts
from footpath.voice.stated_times import stated_seconds
from footpath.voice.themes import Edits, Themes, discover_themes, theme_embedder

if TYPE_CHECKING:
    from footpath.voice.annotate import Annotations

Progress = Callable[[str, float], None]
_EMOTIONS = {emotion: place for place, emotion in enumerate(Emotion)}
_AIMS = {aim: place for place, aim in enumerate(Aim)}


def hear(
    texts: Sequence[str | None],
    said: "Annotations",
    *,
    known: Themes | None = None,
    edits: Edits | None = None,
    since: str = "",
    cache_dir: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Themes, Heard]:
    """Listen.

    Args:
        texts: of feedback, None or empty where there are no words.
        said: what is known of the same feedback.
        known: themes as they were found before; their ids and names stay.
        edits: what people decided about themes.
        since: what themes that are new are marked with.
        cache_dir: where vectors of texts are kept, so that no text is read twice.

    Returns:
        The themes, and by feedback what its words tell.
    """
    spoken = np.array([row for row, text in enumerate(texts) if text and has_words(text)], dtype=np.int64)
    words = [texts[row] or "" for row in spoken.tolist()]
    embedder = open_embedder(cache_dir, progress)
    ids = said.feedback_id[spoken].tolist()
    reader = theme_embedder(words, cache_dir, progress)
    themes = discover_themes(words, reader, ids=ids, known=known, edits=edits, since=since, progress=progress)
    found = themes.assign(words, reader)
    counts = np.zeros(len(texts), np.int64)
    counts[spoken] = np.diff(found.starts)
    spans = [
        [tuple(span) for span in found.spans[first:last].tolist()]
        for first, last in zip(found.starts[:-1].tolist(), found.starts[1:].tolist(), strict=True)
    ]
    moods = np.concatenate([np.empty(0, np.float32), *moods_of_parts(words, spans, embedder, said.calibration)])
    felt = read_emotions(words, embedder, said.experience[spoken])
    emotion, aim = np.zeros(len(texts), np.uint8), np.zeros(len(texts), np.uint8)
    emotion[spoken] = [_EMOTIONS[one.emotion] if one else 0 for one in felt]
    aim[spoken] = [_AIMS[one.aim] if one else 0 for one in read_aims(words)]
    stated, waited = (np.full(len(texts), np.nan, np.float32) for _ in range(2))
    stated[spoken], waited[spoken] = stated_seconds(words)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    heard = Heard(themes.themes, starts, found.theme.astype(np.uint16), moods, emotion, aim, stated, waited)
    return themes, heard
