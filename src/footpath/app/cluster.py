"""The index of a workspace, built by the cluster that is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footpath.app.workspace import Workspace
    from footpath.engine.spark import Spark
    from footpath.journeys import Index
    from footpath.model.catalogue import Catalogue


def cluster_in_use() -> Spark | None:
    """The cluster that reads shards now, None where threads do."""
    from footpath.engine import in_use
    from footpath.engine.spark import Spark

    engine = in_use()
    return engine if isinstance(engine, Spark) else None


def build_on_cluster(workspace: Workspace, cluster: Spark, catalogue: Catalogue, version: str) -> Index:
    """Sort all events into journeys on a cluster. The workspace's folder must be reachable from its workers by its name.

    Raises:
        EngineError: the cluster is not there or gave up.
    """
    from footpath.journeys.spark_build import build_index_on_spark
    from footpath.lake.tables import EVENTS, files_of

    lake, who = workspace.lake, workspace.components
    workspace.progress("Sorting journeys on the cluster", 0.2)
    return build_index_on_spark(
        cluster,
        workspace.index_directory.resolve(),
        [file.resolve() for file in files_of(lake.directory, lake.state.tables, EVENTS)],
        who.identity_ids,
        who.customers,
        who.keys,
        catalogue,
        lake.profiles(),
        version,
        lake.dimensions,
        zone=workspace.settings.zone,
    )
