"""Are the kinds of customers found that are planted, and none where there are none?

    python benchmarks/personas.py [--seeds 1 2 3 4 5] [--customers 6000] [--data DIR] [--speed N] [--keep DIR]

**Demo company.** For each seed the company is simulated, its exports (never its truth) go through the ordinary command line, and the groups
are held against the planted personas by the adjusted Rand index: of all customers, of those who are registered (the others are a
cookie, of whom no source knows who they are), and of those of them with 10 events or more. Beside it stands what rules reach that *know*
the personas of other customers (`ceiling`: a linear discriminant, learnt with the truth on half of them and tested on the other half): as far as the
records tell who is who, no method that must find them without the truth gets beyond what one gets with it.

**completejourney** (``--data``, the folder with the real data). Groups are found in behaviour alone. Reported are: whether models of two random
halves put all households in the same groups, which demographics differ between groups (chi-squared, with q and Cramér's V), and that the
same table with every column shuffled is refused.

**Speed** (``--speed N``): N customers made up in memory, everything from the index to the groups.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np

from footpath.app.workspace import Workspace
from footpath.journeys import Index, open_index
from footpath.model.significance import false_discovery_q
from footpath.personas.features import FeatureTable, read_features
from footpath.personas.features_prepared import prepare_columns
from footpath.personas.fitting import Clouds
from footpath.personas.groups import Groups, find_groups
from footpath.personas.null import shuffled
from footpath.personas.stability import adjusted_rand

ENOUGH = 10  # events, below which records tell too little of anybody
COMMAND = [sys.executable, "-m", "footpath"]


def loaded(folder: Path, files: Sequence[Path]) -> Workspace:
    """A workspace with these files, indexed, by the command line."""
    for words in (["init", str(folder)], ["load", "-w", str(folder), *map(str, files)], ["index", "-w", str(folder)]):
        subprocess.run([*COMMAND, *words], check=True, capture_output=True)
    return Workspace(folder)


def index_of(workspace: Workspace) -> Index:
    index = open_index(workspace.index_directory)
    assert index is not None
    return index


# The demo company


def planted(seed: int, customers: int) -> dict[str, tuple[int, bool]]:
    """Persona and whether registered, by each value that some source knows a person by."""
    from footpath.simulate.company import ALL_PAINS, _live_all
    from footpath.simulate.personas import PERSONAS

    place = {persona.id: number for number, persona in enumerate(PERSONAS)}
    known = {}
    for person in _live_all(customers, seed, ALL_PAINS, lambda _what, _share: None).people:
        values = [
            person.customer_no,
            person.email,
            person.app_device,
            person.card,
            *(cookie for _, cookie in person.cookies),
        ]
        known |= {value: (place[person.persona.id], person.registered) for value in values if value}
    return known


def truth_by_key(workspace: Workspace, known: dict[str, tuple[int, bool]]) -> dict[int, tuple[int, bool]]:
    """The same by customer's key; the persona of a shared device is that of its last person."""
    identifiers = workspace.lake.identifiers()
    customers = workspace.components.customer_of(np.asarray(identifiers.column("identity_id"), np.int64))
    keys = np.asarray(workspace.components.keys)
    pairs = zip(customers.tolist(), identifiers.column("value").to_pylist(), strict=True)
    return {int(keys[customer]): known[value] for customer, value in pairs if customer >= 0 and value in known}


def ceiling(table: FeatureTable, truth: Any, seed: int) -> Any:
    """The persona of each customer, told by a normal cloud for each persona that was learnt with the truth on the other half."""
    columns = prepare_columns(table)
    numbers = columns.numbers(table)
    half = np.random.default_rng(seed).permutation(len(table)) % 2
    told = np.empty(len(table), np.int64)
    for side in (0, 1):
        learnt, asked = half != side, half == side
        own = [numbers[learnt & (truth == code)] for code in range(truth.max() + 1)]
        centres = np.array([part.mean(axis=0) for part in own])
        within = (
            sum((part - centre).T @ (part - centre) for part, centre in zip(own, centres, strict=True)) / learnt.sum()
        )
        root = np.linalg.inv(np.linalg.cholesky(within + 0.02 * np.eye(len(within))))
        shares = np.array([len(part) for part in own]) / learnt.sum()
        told[asked] = (
            Clouds(centres, np.repeat(root[None], len(own), axis=0), shares)
            .probabilities(numbers[asked])
            .argmax(axis=1)
        )
    return told


def demo(seed: int, customers: int, folder: Path) -> None:
    exports = folder / f"exports-{seed}"
    subprocess.run(
        [*COMMAND, "simulate", str(exports), "--customers", str(customers), "--seed", str(seed)],
        check=True,
        capture_output=True,
    )
    workspace = loaded(
        folder / f"workspace-{seed}", sorted(path for path in exports.iterdir() if path.name != "truth.json")
    )
    by_key = truth_by_key(workspace, planted(seed, customers))
    index = index_of(workspace)
    began = perf_counter()
    found = find_groups(index)
    seconds = perf_counter() - began
    table = read_features(index)
    known = np.array([int(key) in by_key for key in table.keys])
    table = table.rows(known)
    truth = np.array([by_key[int(key)][0] for key in table.keys])
    registered = np.array([by_key[int(key)][1] for key in table.keys])
    populations = {"all": np.ones(len(table), bool), "registered": registered}
    populations[f"registered, {ENOUGH} events"] = registered & (table.column("events") >= ENOUGH)
    print(f"seed {seed}: {found.reason} {seconds:.1f} s", flush=True)
    codes = found.codes[known] if isinstance(found, Groups) else np.zeros(len(table), np.int64)
    best = ceiling(table, truth, seed)
    for name, who in populations.items():
        print(
            f"  {name}: {who.sum():,} customers, ARI {adjusted_rand(codes[who], truth[who]):.3f}, "
            f"with the truth of others {adjusted_rand(best[who], truth[who]):.3f}"
        )
    if isinstance(found, Groups):
        print(f"  sizes {found.sizes}, rules agree {found.agreement:.3f}")


# completejourney


def grocer(data: Path, folder: Path) -> None:
    index = index_of(loaded(folder / "completejourney", sorted((data / "completejourney").glob("*.parquet"))))
    began = perf_counter()
    found = find_groups(index, use_traits=False)
    print(f"completejourney: {found.reason} {perf_counter() - began:.1f} s")
    if not isinstance(found, Groups):
        return
    print(
        f"  sizes {found.sizes}, rules agree {found.agreement:.3f}; two halves' models on all: {halves(index, found.count):.3f}"
    )
    for name, households, q, effect in demographics(found):
        print(f"  {name}: {households} households, q {q:.2g}, Cramér's V {effect:.2f}")
    rng = np.random.default_rng(0)
    mixed = FeatureTable(found.table.keys, found.table.features, shuffled(found.table.values, rng))
    print(f"  shuffled: {find_groups(mixed, use_traits=False).reason}")


def halves(index: Index, count: int, times: int = 5) -> float:
    """How alike are the models of two random halves, features, axes and all, where each puts all customers in groups? The mean of some halvings."""
    from footpath.personas.dealing import draw_dealer
    from footpath.personas.features_chosen import choose_columns
    from footpath.personas.groups import model_of

    table = read_features(index)
    dealer = draw_dealer(index, choose_columns(index), 2_000, 0)
    found = []
    for seed in range(times):
        order = np.random.default_rng(seed).permutation(len(table))
        sides = [table.rows(np.sort(part)) for part in np.array_split(order, 2)]
        models = [model_of(side, dealer, count, seed, use_traits=False) for side in sides]
        found.append(
            adjusted_rand(*(clouds.probabilities(axes.places(table)).argmax(axis=1) for axes, clouds in models))
        )
    return float(np.mean(found))


def demographics(found: Groups) -> list[tuple[str, int, float, float]]:
    """Each trait: households of whom it is known, q and Cramér's V between it and the groups."""
    from scipy.stats import chi2_contingency

    rows = []
    for name in dict.fromkeys(feature.of[0] for feature in found.table.features if feature.group == "demographic"):
        at = [
            place
            for place, feature in enumerate(found.table.features)
            if feature.group == "demographic" and feature.of[0] == name
        ]
        values = found.table.values[:, at]
        known = ~np.isnan(values).any(axis=1)
        value = values[known].argmax(axis=1)
        table = np.array(
            [
                [np.sum((found.codes[known] == code) & (value == one)) for one in range(len(at))]
                for code in range(found.count)
            ]
        )
        table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
        if min(table.shape) > 1:
            chi2, p = chi2_contingency(table)[:2]
            rows.append((name, int(known.sum()), float(p), float(np.sqrt(chi2 / known.sum() / (min(table.shape) - 1)))))
    q = false_discovery_q([p for _, _, p, _ in rows])
    return [(name, n, float(chance), effect) for (name, n, _, effect), chance in zip(rows, q, strict=True)]


def speed(customers: int) -> None:
    """So many customers of three kinds, 20 events each."""
    rng = np.random.default_rng(0)
    n = customers * 20
    who = np.repeat(np.arange(customers), 20)
    weights = np.array([[6, 3, 1, 1, 1, 1], [1, 1, 6, 3, 1, 1], [1, 1, 1, 1, 3, 6]]).cumsum(axis=1)
    kind = who % 3
    places = (rng.random(n)[:, None] * weights[kind, -1:] > weights[kind]).sum(axis=1)
    at = 1_700_000_000_000_000 + rng.integers(0, 200 * 86_400_000_000, n)
    index = Index.in_memory(
        who, at.astype("datetime64[us]"), np.array([f"place {place}" for place in range(6)])[places].tolist(), shards=4
    )
    began = perf_counter()
    found = find_groups(index)
    print(f"{customers:,} customers, {n:,} events: {perf_counter() - began:.1f} s. {found.reason}")
    if isinstance(found, Groups):
        print(f"  ARI {adjusted_rand(found.codes, found.keys % 3):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3, 4, 5])
    parser.add_argument("--customers", type=int, default=6000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--speed", type=int)
    parser.add_argument("--keep", type=Path)
    told = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = told.keep or Path(temporary)
        for seed in told.seeds:
            demo(seed, told.customers, folder)
        if told.data:
            grocer(told.data, folder)
    if told.speed:
        speed(told.speed)


if __name__ == "__main__":
    main()
