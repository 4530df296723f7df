"""Keep the index in step with the records and the catalogue: names → touchpoints → journeys → what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footpath.model.ids import stable_id

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.app.workspace import Workspace
    from footpath.journeys import Index
    from footpath.model.catalogue import Catalogue


def refresh_index(workspace: Workspace) -> Index:
    """The index at rest when it is as new as records and catalogue, else a new one."""
    from footpath.journeys import open_index

    catalogue = refresh_catalogue(workspace)
    version = index_version(workspace, catalogue)
    at_rest = open_index(workspace.index_directory) if workspace.index_directory.exists() else None
    if at_rest is not None and at_rest.lake_version == version:
        return at_rest
    return _build(workspace, catalogue, version)


def index_version(workspace: Workspace, catalogue: Catalogue) -> str:
    """Changes when the records or the rules change."""
    rules = stable_id(catalogue.model_dump_json(), workspace.settings.zone)
    return f"{workspace.lake.version}-{rules:x}"


def refresh_catalogue(workspace: Workspace) -> Catalogue:
    """The catalogue with every recorded name that no rule explains yet proposed a place, written to footpath.toml."""
    from footpath.maps import propose_catalogue

    known = workspace.settings.catalogue
    names = recorded_names(workspace)
    proposed = propose_catalogue(names, template=known.template or None, existing=known if known.touchpoints else None)
    if proposed != known:
        workspace.save_settings(workspace.settings.model_copy(update={"catalogue": proposed}))
    return workspace.settings.catalogue


def recorded_names(workspace: Workspace) -> pa.Table:
    """Each recorded name with its source, channel, events and typical position in journeys (0 first, 1 last)."""
    from footpath.journeys.positions import with_positions

    columns = ["identity_id", "occurred_at", "source", "touchpoint"]
    return with_positions(workspace.lake.names(), workspace.lake.events(columns), workspace.components.customer_of)


def _build(workspace: Workspace, catalogue: Catalogue, version: str) -> Index:
    from footpath.journeys import build_index
    from footpath.voice import annotate

    components = workspace.components
    lake = workspace.lake
    index = build_index(
        workspace.index_directory,
        lake.events(),
        components.customer_of,
        customers=components.count,
        keys=components.keys,
        catalogue=catalogue,
        traits=lake.profiles(),
        lake_version=version,
        dimensions=lake.dimensions,
    )
    feedback = lake.feedback()
    if feedback.num_rows:
        said = annotate(feedback, index, touchpoints=catalogue.touchpoints, cache_dir=workspace.cache_directory)
        index = index.attach_feedback(said.event_id, said.about, said.kind, said.score01, said.experience, said.link)
    return index
