"""Find what people speak of, and keep it by the same name when more of them speak.

A first run reads a sample of the texts, cuts them into parts, groups the parts (`grouping`), names the groups (`naming`) and joins
groups that are near each other into broader ones. A later run holds all texts against the themes that are known and looks for
new ones only among what fits nowhere; once there are half as many texts again it runs completely and keeps the ids of the
themes that it finds again (`matching`).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from footpath.voice.embedding import Embedder, Vectors
from footpath.voice.languages import language
from footpath.voice.themes.assigning import nearest_theme
from footpath.voice.themes.broader import broader_names
from footpath.voice.themes.edits import Edits
from footpath.voice.themes.grouping import find_groups, join_groups
from footpath.voice.themes.known import KnownTheme, Themes
from footpath.voice.themes.levelling import Level, level_of
from footpath.voice.themes.masking import Mask, anywhere, names_of
from footpath.voice.themes.matching import match_themes
from footpath.voice.themes.naming import name_themes
from footpath.voice.themes.neighbours import centres
from footpath.voice.themes.parts import Parts, read_clauses, read_parts
from footpath.voice.threads import one_blas_thread

Progress = Callable[[str, float], None]

_MOST_PARTS = 8_000  # that one run compares with each other; of more, a sample
_LEAST_PARTS = 24  # below that nothing is a recurring subject
_LEAST_TEXTS = 4  # of a theme
_LEAST_SHARE = 0.004  # of all distinct parts, that a theme has
_MOST_ALIKE = 4  # times that parts in the same words count: what matters is in how many ways people say it
_LOOKED_AT = 4_000  # texts that show names and languages
_GROWN = 1.5  # times the texts of the last complete run, from which it runs completely again
_REACH_QUANTILE = 0.03  # of a theme's parts, those that are the least typical set how far it reaches
_SLACK = 1e-3  # centres are kept in half precision
_CLOSE = 0.8  # of the usual reach: looser groups of what fits nowhere are no new themes
_EXAMPLES = 5
_STEP = 2048


@dataclass(frozen=True)
class _Sample:
    """Parts of some texts: those that speak."""

    said: list[str]
    text: NDArray[np.int64]  # of each part the place in all texts
    vectors: Vectors
    mask: Mask
    level: Level


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
) -> Themes:
    """What do people speak of?

    The same texts, in whatever order, give the same number of themes and nearly the same ones; the same call gives the same result.
    Texts below 24 parts have no themes. Greetings and signatures are no themes.

    Args:
        ids: of the texts, for the examples; their places where not given.
        known: themes of an earlier run, whose ids and names stay. Those that another embedder found are matched by nothing, and left out.
        edits: what people decided; those of ``known`` where not given.
        count: how many themes; found where not given.
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
            return _with_new(texts, names, embedder, known, edits, since, seed, tell)
        sample = _sampled(texts, embedder, seed, tell)
        themes = _found(sample, names, embedder.name, count, seed, len(texts), tell)
        return replace(_carried_on(themes, known, sample, since) if known else themes, edits=edits)


def _sampled(texts: Sequence[str], embedder: Embedder, seed: int, tell: Progress) -> _Sample:
    """Parts that speak, of texts by chance, until there are enough; what many say in the same words counts a few times."""
    first = {text: place for place, text in reversed(list(enumerate(texts)))}
    places = np.random.default_rng((seed, 1)).permutation(np.array(sorted(first.values()), dtype=np.int64))
    mask, level = _taken_out([texts[place] for place in places[:_LOOKED_AT]], embedder)
    seen: Counter[str] = Counter()
    said: list[str] = []
    owner: list[int] = []
    vectors: list[Vectors] = []
    for at in range(0, len(places), _STEP):
        tell("Finding what people speak of", 0.6 * min(len(said) / _MOST_PARTS, 1.0))
        some = places[at : at + _STEP]
        parts = read_parts([texts[place] for place in some], embedder, mask, level)
        owners = parts.text_of
        for row in np.flatnonzero(parts.speaks).tolist():
            seen[parts.said[row]] += 1
            if seen[parts.said[row]] <= _MOST_ALIKE:
                said.append(parts.said[row])
                owner.append(int(some[owners[row]]))
                vectors.append(parts.vectors[row])
        if len(said) >= _MOST_PARTS:
            break
    rows = np.array(vectors[:_MOST_PARTS], np.float32).reshape(-1, embedder.dimensions)
    return _Sample(said[:_MOST_PARTS], np.array(owner[:_MOST_PARTS], np.int64), rows, mask, level)


def _taken_out(texts: Sequence[str], embedder: Embedder) -> tuple[Mask, Level]:
    """Names and what tells languages apart, as some texts show them."""
    spoken = language(texts)
    names = names_of(texts, spoken)
    read = read_clauses(texts, embedder, Mask(names))
    rows = np.flatnonzero(read.speaks)
    level = level_of(read.vectors[rows], [spoken[place] for place in read.owner[rows].tolist()])
    said = [texts[read.owner[row]][slice(*read.spans[row])].casefold() for row in rows.tolist()]
    return Mask(anywhere(names, said, level.of(read.vectors[rows]))), level


def _found(
    sample: _Sample, ids: NDArray[np.int64], embedder: str, count: int | None, seed: int, read: int, tell: Progress
) -> Themes:
    """Themes of a complete run."""
    if len(sample.said) < (_LEAST_PARTS if count is None else 1):
        return Themes(embedder, (), sample.vectors[:0], read=read, mask=sample.mask, level=sample.level)
    least = max(_LEAST_TEXTS, round(_LEAST_SHARE * len(sample.said)))
    groups = join_groups(sample.vectors, least) if count is None else find_groups(sample.vectors, count, seed).labels
    tell("Naming what people speak of", 0.85)
    labels = _large_enough(groups, sample.text, 1 if count is not None else _LEAST_TEXTS)
    middles = centres(sample.vectors, labels, int(labels.max(initial=-1)) + 1)
    members = [np.flatnonzero(labels == theme) for theme in range(len(middles))]
    said = [[sample.said[row] for row in rows] for rows in members]
    named = name_themes(said)
    broader = broader_names(middles, [len(rows) for rows in members], said)
    found = []
    for theme, rows in enumerate(members):
        likeness = sample.vectors[rows] @ middles[theme]
        found.append(
            KnownTheme(
                id=f"t{theme + 1}",
                name=named[theme].name,
                broader=broader[theme],
                reach=float(np.quantile(likeness, _REACH_QUANTILE if count is None else 0.0)) - _SLACK,
                parts=len(rows),
                texts=len(np.unique(sample.text[rows])),
                examples=_typical(ids, sample.text[rows], likeness),
                language=named[theme].language,
            )
        )
    tell("Naming what people speak of", 1.0)
    return Themes(embedder, tuple(found), middles, read=read, mask=sample.mask, level=sample.level)


def _large_enough(labels: NDArray[np.int64], text: NDArray[np.int64], least: int) -> NDArray[np.int64]:
    """Labels without those of fewer texts; the largest theme is 0, the next 1."""
    sizes = {label: len(np.unique(text[labels == label])) for label in np.unique(labels[labels >= 0]).tolist()}
    order = sorted((label for label, size in sizes.items() if size >= least), key=lambda label: (-sizes[label], label))
    out = np.full(len(labels), -1, dtype=np.int64)
    for place, label in enumerate(order):
        out[labels == label] = place
    return out


def _typical(ids: NDArray[np.int64], text: NDArray[np.int64], likeness: Vectors) -> tuple[int, ...]:
    order = text[np.argsort(-likeness, kind="stable")]
    distinct = order[np.sort(np.unique(order, return_index=True)[1])]
    return tuple(int(ids[place]) for place in distinct[:_EXAMPLES])


def _carried_on(now: Themes, known: Themes, sample: _Sample, since: str) -> Themes:
    """What was found now, under the ids and names of the same themes before; what is gone stays, inactive."""
    before, _ = nearest_theme(sample.vectors, known.centres, _reach(known))
    after, _ = nearest_theme(sample.vectors, now.centres, _reach(now))
    same = match_themes(known.centres, now.centres, before, after)
    number = _next_number(known)
    found, rows = [], []
    for place, theme in enumerate(now.found):
        if place in same:
            old = known.found[same[place]]
            found.append(replace(theme, id=old.id, name=old.name, new_since=old.new_since))
        else:
            found.append(replace(theme, id=f"t{number}", new_since=since))
            number += 1
        rows.append(now.centres[place])
    for place, old in enumerate(known.found):
        if place not in same.values():
            found.append(replace(old, active=False))
            rows.append(known.centres[place])
    return _in_order(replace(now, found=tuple(found), centres=np.array(rows, dtype=np.float32)))


def _with_new(
    texts: Sequence[str],
    ids: NDArray[np.int64],
    embedder: Embedder,
    known: Themes,
    edits: Edits,
    since: str,
    seed: int,
    tell: Progress,
) -> Themes:
    """The known themes, and new ones among the parts that fit none of them."""
    reach = np.where([theme.active for theme in known.found], _reach(known), 2.0).astype(np.float32)
    level = known.level or Level.nothing(embedder.dimensions)
    left: list[str] = []
    left_of: list[int] = []
    left_vectors: list[Vectors] = []
    for at in range(0, len(texts), _STEP):
        tell("Finding what people speak of", at / len(texts))
        parts = read_parts(texts[at : at + _STEP], embedder, known.mask, level)
        rows = _nowhere(parts, known.centres, reach)
        left += [parts.said[row] for row in rows.tolist()]
        left_of += (parts.text_of[rows] + at).tolist()
        left_vectors.append(parts.vectors[rows])
    if len(left) < _LEAST_PARTS:
        return replace(known, edits=edits)
    order = np.random.default_rng((seed, 2)).permutation(len(left))[:_MOST_PARTS]
    owner = np.array(left_of, dtype=np.int64)[order]
    sample = _Sample([left[row] for row in order], owner, np.concatenate(left_vectors)[order], known.mask, level)
    fresh = _found(sample, ids, known.embedder, None, seed, known.read, tell)
    close = _CLOSE * float(np.median(_reach(known)))
    kept = [place for place, theme in enumerate(fresh.found) if theme.reach >= close]
    number = _next_number(known)
    found = [replace(fresh.found[place], id=f"t{number + at}", new_since=since) for at, place in enumerate(kept)]
    taken = {theme.name.casefold() for theme in known.found}
    named = tuple(
        replace(theme, name=f"{theme.name} {theme.id}") if theme.name.casefold() in taken else theme for theme in found
    )
    middles = np.concatenate([known.centres, fresh.centres[kept]])
    return replace(known, found=(*known.found, *named), centres=middles, edits=edits)


def _nowhere(parts: Parts, middles: Vectors, reach: Vectors) -> NDArray[np.int64]:
    found, _ = nearest_theme(parts.vectors, middles, reach, parts.alone)
    return np.flatnonzero((found < 0) & parts.speaks)


def _reach(themes: Themes) -> Vectors:
    return np.array([theme.reach for theme in themes.found], dtype=np.float32)


def _next_number(known: Themes) -> int:
    return 1 + max((int(theme.id[1:]) for theme in known.found if theme.id[1:].isdigit()), default=0)


def _in_order(themes: Themes) -> Themes:
    order = sorted(range(len(themes.found)), key=lambda place: (len(themes.found[place].id), themes.found[place].id))
    return replace(themes, found=tuple(themes.found[place] for place in order), centres=themes.centres[order])
