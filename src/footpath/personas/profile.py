"""What sets each group of customers apart? The statistics that personas' cards are made of, as a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.index import Index
from footpath.journeys.properties import closest
from footpath.journeys.sharing import shared_now
from footpath.model.intervals import wilson_rate
from footpath.model.questions import Answer, Question
from footpath.personas.asking import MOST_ASKED, OpenQuestion, customers_behind, open_questions
from footpath.personas.cards import SECTION_OF, card, compare_groups, line_text, theme_section, theme_text
from footpath.personas.drift import DriftRow
from footpath.personas.features import FeatureTable, Unit, read_features
from footpath.personas.persona import OPEN
from footpath.personas.spoken import ComparedTheme, compare_themes, spoken_of

MOST_KEPT = 200_000  # customers
OTHERS = 255  # the code of customers of whom the trait is unknown: they are the rest of every group


@dataclass(frozen=True)
class ProfileRow:
    """A feature, or a theme, of a group's customers against all others; or what is not known of them and would matter.

    Attributes:
        kind: of the kind "question" are open questions, which compare nothing: no effect, p and q. They come last, the most useful first.
        section: of a persona's card; ``on_card`` is whether the card tells it.
        value, rest_value: the share of customers, or the mean; of counts, money and times the typical value (the geometric
            mean of one more, less one).
        difference: as `personas.drift` has it: of typical values as a part of the rest's.
        effect: Cohen's h or d; ``q`` is p corrected for all that was compared.
        text: both figures in words.
    """

    group: str
    section: str
    feature: str
    kind: Literal["feature", "theme", "aim", "question"]
    unit: Unit
    n: int
    value: float
    low: float
    high: float
    rest_n: int
    rest_value: float
    difference: float
    difference_low: float
    difference_high: float
    effect: float
    p: float
    q: float
    on_card: bool
    text: str


class Profile(Question):
    """What are, do and say the customers of each group otherwise than all others?

    ``by`` is a trait: "persona", or any other. It looks at whole journeys, so it takes no ``where`` and no ``during``. Themes are
    among the features where somebody has listened to what customers wrote.

    Examples:
        >>> from footpath.journeys import journeys
        >>> index = journeys(**{f"c{at}": "cart@0 pay@9" if at % 2 else "cart@0 cart@9 cart@20" for at in range(200)})
        >>> _ = index.attach_trait("kind", ("", "buyer"), index.shards[0].key, np.arange(200) % 2)
        >>> row = Profile(by="kind").ask_index(index).rows[0]
        >>> row.group, row.n, row.rest_n
        ('buyer', 100, 100)
    """

    ask: ClassVar[str] = "profile"

    def ask_index(self, index: Index) -> Answer:
        """The rows, by group and section; those on the card first, the largest effect first.

        Raises:
            SpecError: there is no such trait, or ``where`` or ``during`` is given.
        """
        shared = shared_now()
        if shared is None:
            return self._answered(index)
        answer: Answer = shared.found(index.shards, f"profile by {self.by}", lambda: self._answered(index))
        return answer

    def _answered(self, index: Index) -> Answer:
        table, codes, groups = self._grouped(index)
        return Answer(self.spec(), index.as_of, len(table), tuple(_rows(index, table, codes, groups)))

    def keys_behind(self, index: Index, row: ProfileRow) -> NDArray[np.int64]:
        """The customers of the row's group of whom the feature is known; of a theme, those of the group."""
        table, codes, groups = self._grouped(index)
        inside = codes == groups.index(row.group)
        if row.kind == "question":
            return table.keys[inside & customers_behind(table, row.feature)]
        known = np.full(len(table), True) if row.kind != "feature" else ~np.isnan(table.column(row.feature))
        return table.keys[inside & known]

    def _grouped(self, index: Index) -> tuple[FeatureTable, NDArray[np.uint8], tuple[str, ...]]:
        if self.where or self.during:
            raise SpecError("profile looks at whole journeys.", 'Leave "where" and "during" out.')
        trait = self.by or "persona"
        if trait not in index.traits:
            near = closest(trait, list(index.traits), 3)
            raise SpecError(f'There is no trait "{trait}".', f"Traits are: {', '.join(near)}." if near else "")
        groups = index.traits[trait][1:]
        if not 0 < len(groups) < OTHERS:
            raise SpecError(f'The trait "{trait}" has {len(groups):,} values.', "Take one with a few.")
        table = _features(index)
        keys = np.concatenate([shard.key for shard in index.shards])
        own = np.concatenate([shard.traits[trait] for shard in index.shards]).astype(np.int64)
        order = np.argsort(keys, kind="stable")
        own = own[order][np.searchsorted(keys[order], table.keys)]
        return table, np.where(own > 0, own - 1, OTHERS).astype(np.uint8), groups


def _features(index: Index) -> FeatureTable:
    """Read once for all that is asked in one run, where the table is small enough to keep."""
    shared = shared_now()
    if shared is None or sum(shard.customers for shard in index.shards) > MOST_KEPT:
        return read_features(index)
    table: FeatureTable = shared.found(tuple(index.shards), "features of customers", lambda: read_features(index))
    return table


def _rows(index: Index, table: FeatureTable, codes: NDArray[np.uint8], groups: Sequence[str]) -> Iterator[ProfileRow]:
    compared = compare_groups(table, codes, len(groups))
    spoken = spoken_of(index, table.keys, codes, len(groups))
    for code, group in enumerate(groups):
        sections = card(compared, code, spoken.get(code, ()))
        told = {(line.kind, line.what) for part in sections for line in part.lines}
        rows = [
            _of_feature(group, row, float(q), ("feature", row.feature.name) in told)
            for row, q in zip(compared.rows, compared.q, strict=True)
            if row.code == code and row.feature is not None
        ]
        rows += [
            _of_theme(group, theme, (theme.spoken.kind, theme.spoken.theme) in told)
            for theme in compare_themes(spoken.get(code, ()))
        ]
        places = {part.title: at for at, part in enumerate(sections)}
        yield from sorted(rows, key=lambda row: (places[row.section], not row.on_card, -abs(row.effect), row.feature))
        asked = open_questions(table, codes, code, compared, spoken.get(code, ()), sections)
        yield from (_of_question(group, one, at < MOST_ASKED) for at, one in enumerate(asked))


def _of_feature(group: str, row: DriftRow, q: float, on_card: bool) -> ProfileRow:
    assert row.feature is not None
    return ProfileRow(
        group=group,
        section=SECTION_OF[row.feature.group],
        feature=row.feature.name,
        kind="feature",
        unit=row.feature.unit,
        n=row.after_n,
        value=row.after,
        low=row.after_low,
        high=row.after_high,
        rest_n=row.before_n,
        rest_value=row.before,
        difference=row.difference,
        difference_low=row.low,
        difference_high=row.high,
        effect=row.effect,
        p=row.p,
        q=q,
        on_card=on_card,
        text=line_text(row.feature, row.after, row.before),
    )


def _of_question(group: str, asked: OpenQuestion, on_card: bool) -> ProfileRow:
    return ProfileRow(
        group=group,
        section=OPEN,
        feature=asked.what,
        kind="question",
        unit=asked.unit,
        n=asked.n,
        value=asked.value,
        low=asked.low,
        high=asked.high,
        rest_n=asked.rest_n,
        rest_value=asked.rest,
        difference=nan,
        difference_low=nan,
        difference_high=nan,
        effect=nan,
        p=nan,
        q=nan,
        on_card=on_card,
        text=asked.text,
    )


def _of_theme(group: str, theme: ComparedTheme, on_card: bool) -> ProfileRow:
    spoken = theme.spoken
    low, high = wilson_rate(spoken.customers, spoken.heard)
    return ProfileRow(
        group=group,
        section=theme_section(spoken),
        feature=spoken.theme,
        kind=spoken.kind,
        unit="category",
        n=spoken.heard,
        value=spoken.share,
        low=low,
        high=high,
        rest_n=spoken.rest_heard,
        rest_value=spoken.rest_share,
        difference=theme.difference,
        difference_low=theme.low,
        difference_high=theme.high,
        effect=theme.effect,
        p=theme.p,
        q=theme.q,
        on_card=on_card,
        text=theme_text(spoken),
    )
