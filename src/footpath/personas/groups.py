"""Groups of customers: how many there are, who is in which, or why there are none."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from footpath.errors import SpecError
from footpath.journeys.index import Index
from footpath.personas.choosing import Chosen, choose_count
from footpath.personas.dealing import Dealer, draw_dealer, lowest
from footpath.personas.features import ACTS, Feature, FeatureTable, Progress, read_columns
from footpath.personas.features_chosen import choose_columns
from footpath.personas.features_prepared import Axes, prepare_axes, prepare_columns, weigh_lasting
from footpath.personas.fitting import Clouds, Floats, fit_centres, fit_clouds
from footpath.personas.null import figures_of, null_figures
from footpath.personas.rules import Rules
from footpath.personas.rules_learnt import rules_with_agreement
from footpath.personas.told_by_traits import rests_on_traits
from footpath.personas.tried import Tried

LEAST, MOST = 2, 8  # groups that are tried
LEAST_CUSTOMERS = 100  # fewer tell nothing of groups
SAMPLE = 200_000  # customers from whom groups are learnt
TRIED_ON = 2_000  # customers on whom numbers of groups are tried, as many as the made-up ones they are held against
STARTS = 20
TRAITS_TOLD = 5
BY_TRAITS = "With traits, a group would be told by traits alone, so"
DEALT = 5  # times that customers of one kind are made to see what chance does to features


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of customers.

    Attributes:
        keys: of all customers of the table, ascending.
        codes: the group of each, 0 the largest.
        probability: how sure that is, 0..1: among all groups, given what the customer does.
        tried: every number of groups that was tried, ascending.
        rules: readable conditions that say nearly the same.
        agreement: the share of customers that `rules` learnt from others put where they are.
        table: what was looked at; ``used`` are the features that groups were looked for in.
        acts_needed: how much customers must have done themselves, that rules say who they are.
        reason: why this many, in a sentence.
    """

    keys: NDArray[np.int64]
    codes: NDArray[np.uint8]
    probability: NDArray[np.float32]
    tried: tuple[Tried, ...]
    rules: Rules
    agreement: float
    table: FeatureTable = field(repr=False)
    used: tuple[Feature, ...] = ()
    acts_needed: int = 1
    reason: str = ""

    @property
    def count(self) -> int:
        return self.rules.count

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(np.bincount(self.codes, minlength=self.count).tolist())


@dataclass(frozen=True)
class NoStructure:
    """No groups that are more than chance.

    Attributes:
        reason: a sentence.
        tried: as of `Groups`; empty when there was too little to try.
    """

    reason: str
    tried: tuple[Tried, ...] = ()


def find_groups(
    index: Index | FeatureTable,
    *,
    count: int | None = None,
    seed: int = 0,
    use_traits: bool | None = None,
    progress: Progress | None = None,
) -> Groups | NoStructure:
    """What kinds of customers are there, by what they do and who they are?

    Features are made comparable and turned into a few axes (`footpath.personas.features_prepared`). For 2 to 8 groups it is measured how
    alike the groups of two halves of the customers are, and how far apart groups lie, and the same on made-up customers of whom there are no
    kinds (`footpath.personas.null`). A number of groups counts when both are beyond the 95th percentile of the latter and the groups come
    again (an index of 0.65, below which D. Steinley, "Properties of the Hubert–Arabie adjusted Rand index", Psychological Methods 9 (2004),
    calls agreement poor). Of 3 to 5 the clearest is taken, another only when it is much clearer or none of those counts.

    Groups are learnt from at most 200,000 customers, drawn by chance, and everybody is put into one. Groups are numbered by size.

    Args:
        index: or its table of features, of which nobody can tell how much is chance: see `footpath.personas.dealing`.
        count: how many groups there shall be; still refused when no number of groups is more than chance.
        use_traits: whether groups are looked for in traits, too. Without them they are found in behaviour alone, so that traits in which
            they differ are a finding. None is that behaviour decides: traits count, unless a group is told by them alone (rules of what
            customers do find less than half of it); then they are left out.

    Returns:
        `NoStructure` with a reason, where customers are all of one kind or too few. The same table and seed give the same groups; the order
        of customers does not matter.

    Raises:
        SpecError: ``count`` is not 2 to 8.
    """
    if count is not None and not LEAST <= count <= MOST:
        raise SpecError(f"{count} groups cannot be looked for.", f"Ask for {LEAST} to {MOST}, or leave the number out.")
    tell = progress or (lambda _what, _share: None)
    table, dealer = _read(index, seed, lambda what, done: tell(what, 0.3 * done))
    if len(table) < LEAST_CUSTOMERS:
        return NoStructure(
            f"There are {len(table):,} customers with events; fewer than {LEAST_CUSTOMERS} tell nothing of groups."
        )
    sample = table.rows(np.sort(lowest(table.keys, SAMPLE, seed))) if len(table) > SAMPLE else table
    found = _looked_for(table, sample, dealer, count, seed, use_traits is not False, tell)
    if use_traits is not None or not _by_traits_alone(found, seed):
        return found
    in_behaviour = _looked_for(table, sample, dealer, count, seed, False, tell)
    why = f" {BY_TRAITS} {'they' if isinstance(in_behaviour, Groups) else 'groups'} were looked for in behaviour alone."
    return replace(in_behaviour, reason=in_behaviour.reason + why)


def _looked_for(
    table: FeatureTable,
    sample: FeatureTable,
    dealer: Dealer | None,
    count: int | None,
    seed: int,
    use_traits: bool,
    tell: Progress,
) -> Groups | NoStructure:
    """Groups learnt from the sample, in all customers of the table."""
    tell("Turning features into axes", 0.3)
    axes = axes_of(sample, dealer, seed, use_traits)
    if not axes.count:
        return NoStructure(_too_little(sample, axes))
    tried = try_counts(sample, axes, seed, lambda done: tell("Trying numbers of groups", 0.35 + 0.5 * done))
    chosen = choose_count(tried, count)
    if chosen.count is None:
        return NoStructure(chosen.reason, tried)
    tell("Putting customers into groups", 0.9)
    clouds = _learnt(axes.places(sample), chosen.count, seed)
    return _groups(table, axes, clouds, tried, chosen, seed)


def _by_traits_alone(found: Groups | NoStructure, seed: int) -> bool:
    if isinstance(found, NoStructure) or all(feature.group != "demographic" for feature in found.used):
        return False
    return rests_on_traits(found.table.like(found.used), found.codes, found.count, seed)


def _too_little(sample: FeatureTable, axes: Axes) -> str:
    """Why there are no axes: it says how little was recorded, not that there is nothing to be found."""
    touchpoints = sum(feature.group == "touchpoint" for feature in sample.features)
    lasting = len(axes.columns.used)
    return (
        f"Too little was recorded to tell kinds apart: {touchpoints} touchpoint{'s' * (touchpoints != 1)}, "
        f"{lasting} feature{'s' * (lasting != 1)} that last{'s' * (lasting == 1)} beyond chance, and none of them goes with another."
    )


def _read(index: Index | FeatureTable, seed: int, tell: Progress) -> tuple[FeatureTable, Dealer | None]:
    """The table, and of an index some customers whose visits can be dealt out."""
    if isinstance(index, FeatureTable):
        return index, None
    columns = choose_columns(index)
    table = read_columns(index, columns, tell)
    return table, draw_dealer(index, columns, TRIED_ON, seed) if len(table) else None


def axes_of(sample: FeatureTable, dealer: Dealer | None, seed: int, use_traits: bool) -> Axes:
    """The axes on which groups are looked for; none where nothing that lasts goes together."""
    columns = prepare_columns(sample, use_traits)
    if dealer is not None:
        rng = np.random.default_rng(seed)
        columns = weigh_lasting(columns, sample, [dealer.deal(rng) for _ in range(DEALT)])
    return prepare_axes(columns, columns.numbers(sample), seed)


def model_of(
    sample: FeatureTable, dealer: Dealer | None, count: int, seed: int, *, use_traits: bool = True
) -> tuple[Axes, Clouds]:
    """What puts customers into so many groups, learnt from these: for those who measure how it differs from another sample's."""
    axes = axes_of(sample, dealer, seed, use_traits)
    return axes, _learnt(axes.places(sample), count, seed)


def try_counts(sample: FeatureTable, axes: Axes, seed: int, tell: Callable[[float], None]) -> tuple[Tried, ...]:
    """Every number of groups, with what it would be where no groups are."""
    few = sample.rows(np.sort(lowest(sample.keys, TRIED_ON, seed)))
    counts = range(LEAST, MOST + 1)
    found = figures_of(axes.places(few), counts, seed)
    null = null_figures(axes, axes.columns.numbers(few), counts, seed, tell)
    return tuple(
        Tried(*figures)
        for figures in zip(counts, found.stability, null.stability, found.separation, null.separation, strict=True)
    )


def _learnt(places: Floats, count: int, seed: int) -> Clouds:
    clouds = fit_clouds(places, fit_centres(places, count, seed, STARTS))
    sizes = np.bincount(clouds.probabilities(places).argmax(axis=1), minlength=count)
    return clouds.reordered(np.argsort(-sizes, kind="stable"))


def _groups(
    table: FeatureTable, axes: Axes, clouds: Clouds, tried: tuple[Tried, ...], chosen: Chosen, seed: int
) -> Groups:
    likely = clouds.probabilities(axes.places(table))
    codes = likely.argmax(axis=1)
    order = np.argsort(-np.bincount(codes, minlength=clouds.count), kind="stable")  # of all, not of the sample
    codes = np.argsort(order)[codes].astype(np.uint8)
    known = table.like(tuple(table.features[at] for at in axes.columns.used))
    learnt = rules_with_agreement(known, codes, clouds.count, seed, table.column(ACTS))
    return Groups(
        keys=table.keys,
        codes=codes,
        probability=likely.max(axis=1).astype(np.float32),
        tried=tried,
        rules=learnt.rules,
        agreement=learnt.agreement,
        table=table,
        used=known.features,
        acts_needed=learnt.acts_needed,
        reason=chosen.reason + _of_traits(axes),
    )


def _of_traits(axes: Axes) -> str:
    """A sentence that says which traits groups were looked for in; nothing where there are none."""
    looked_at = [axes.columns.features[at] for at in axes.columns.used]
    traits = list(dict.fromkeys(feature.of[0] for feature in looked_at if feature.group == "demographic"))
    if not traits:
        return ""
    more = f" and {len(traits) - TRAITS_TOLD} more" if len(traits) > TRAITS_TOLD else ""
    return f" Traits counted, too ({', '.join(traits[:TRAITS_TOLD])}{more}): that groups differ in them is how they were found."
