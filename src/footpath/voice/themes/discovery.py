"""Find what people speak of, and keep it by the same name when more of them speak.

A first run reads a sample of the texts, cuts them into parts, groups the parts (`grouping`), names the groups (`naming`) and joins
groups that are near each other into broader ones. A later run holds all texts against the themes that are known and looks for
new ones only among what fits nowhere; once there are half as many texts again it runs completely and keeps the ids of the
themes that it finds again (`matching`).
"""

from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np

from footpath.voice.embedding import Embedder
from footpath.voice.themes.assigning import nearest_theme
from footpath.voice.themes.edits import Edits
from footpath.voice.themes.finding import find_themes
from footpath.voice.themes.known import Themes
from footpath.voice.themes.matching import match_themes
from footpath.voice.themes.newcomers import with_new
from footpath.voice.themes.sample import Progress, Sample, sampled, with_origins
from footpath.voice.threads import one_blas_thread

_GROWN = 1.5  # times the texts of the last complete run, from which it runs completely again


def discover_themes(
    texts: Sequence[str],
    embedder: Embedder,
    *,
    ids: Sequence[int] | None = None,
    known: Themes | None = None,
    edits: Edits | None = None,
    count: int | None = None,
    since: str = "",
    seed: int = 0,
    progress: Progress | None = None,
    origins: Sequence[Hashable] | None = None,
) -> Themes:
    """What do people speak of?

    The same texts, in whatever order, give the same number of themes and nearly the same ones; the same call gives the same result.
    Texts below 24 parts have no themes. Greetings and signatures are no themes.

    Args:
        ids: of the texts, for the examples; their places where not given.
        known: themes of an earlier run, whose ids and names stay. Those that another embedder found are matched by nothing, and left out.
        edits: what people decided; those of ``known`` where not given.
        count: how many themes; found where not given.
        origins: where each text is from, its kind and what it is about say; None where that is not known. What is heard in the same places
            is sooner one theme. Texts are held against themes by their words alone.
        since: what a theme that is new against ``known`` is marked with, a date say.

    Returns:
        Themes that are not written anywhere yet.
    """
    tell = progress or (lambda _text, _share: None)
    known = known if known is not None and known.embedder == embedder.name else None
    edits = edits if edits is not None else known.edits if known is not None else Edits()
    names = np.asarray(ids if ids is not None else np.arange(len(texts)), dtype=np.int64)
    grown = known is None or not known.found or len(texts) > _GROWN * known.read or count is not None
    with one_blas_thread():
        if known is not None and not grown:
            return replace(with_new(texts, names, embedder, known, since, seed, tell), edits=edits)
        sample = with_origins(sampled(texts, embedder, seed, tell), origins)
        themes = find_themes(sample, names, embedder.name, count, seed, len(texts), tell)
        return replace(_carried_on(themes, known, sample, since) if known else themes, edits=edits)


def _carried_on(now: Themes, known: Themes, sample: Sample, since: str) -> Themes:
    """What was found now, under the ids and names of the same themes before; what is gone stays, inactive."""
    before, _ = nearest_theme(sample.vectors, known.centres, known.reach)
    after, _ = nearest_theme(sample.vectors, now.centres, now.reach)
    same = match_themes(known.centres, now.centres, before, after)
    number = known.next_number
    found, rows = [], []
    for place, theme in enumerate(now.found):
        if place in same:
            old = known.found[same[place]]
            detail = theme.detail and (old.detail or not old.active)  # what was shown stays
            found.append(replace(theme, id=old.id, name=old.name, new_since=old.new_since, detail=detail))
        else:
            found.append(replace(theme, id=f"t{number}", new_since=since))
            number += 1
        rows.append(now.centres[place])
    for place, old in enumerate(known.found):
        if place not in same.values():
            found.append(replace(old, active=False))
            rows.append(known.centres[place])
    centres = np.array(rows, dtype=np.float32).reshape(len(rows), now.centres.shape[1])
    return _in_order(replace(now, found=tuple(found), centres=centres))


def _in_order(themes: Themes) -> Themes:
    order = sorted(range(len(themes.found)), key=lambda place: (len(themes.found[place].id), themes.found[place].id))
    return replace(themes, found=tuple(themes.found[place] for place in order), centres=themes.centres[order])
