"""The catalogue of a workspace: which recorded names mean which touchpoint, proposed for names that no rule explains yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from footpath.app.stores import Stores
    from footpath.model.catalogue import Catalogue


def refresh_catalogue(stores: Stores) -> Catalogue:
    """The catalogue with every recorded name that no rule explains yet proposed a place, written to footpath.toml."""
    from footpath.maps import propose_catalogue

    known = stores.settings.catalogue
    existing = known if known.touchpoints or known.stages else None
    proposed = propose_catalogue(recorded_names(stores), template=known.template or None, existing=existing)
    if proposed != known:
        stores.save_settings(stores.settings.model_copy(update={"catalogue": proposed}))
    return stores.settings.catalogue


def recorded_names(stores: Stores) -> pa.Table:
    """Each recorded name with its source, channel, events and typical position in journeys (0 first, 1 last)."""
    from footpath.journeys.positions import with_positions

    columns = ["identity_id", "occurred_at", "source", "touchpoint"]
    return with_positions(stores.lake.names(), stores.lake.events(columns), stores.components.customer_of)
