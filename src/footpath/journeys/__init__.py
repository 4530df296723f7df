"""The index: journeys sorted once, memory-mapped, asked many times. Imported names load when first used."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footpath.journeys.arriving import event_columns
    from footpath.journeys.build import build_index
    from footpath.journeys.columns import Shard
    from footpath.journeys.index import Index, open_index
    from footpath.journeys.lineage import CannotMergeError, Origin
    from footpath.journeys.merging import brings_new_names, merge_index, unseen_batches
    from footpath.journeys.textual import journeys

_HOMES = {
    "event_columns": "arriving",
    "build_index": "build",
    "Shard": "columns",
    "Index": "index",
    "open_index": "index",
    "CannotMergeError": "lineage",
    "Origin": "lineage",
    "brings_new_names": "merging",
    "merge_index": "merging",
    "unseen_batches": "merging",
    "journeys": "textual",
}
__all__ = [
    "CannotMergeError",
    "Index",
    "Origin",
    "Shard",
    "brings_new_names",
    "build_index",
    "event_columns",
    "journeys",
    "merge_index",
    "open_index",
    "unseen_batches",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'footpath.journeys' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"footpath.journeys.{_HOMES[name]}"), name)
