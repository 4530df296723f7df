"""Who is who: identifiers are nodes, records that know two of them are edges, customers are components (design §5)."""

from footpath.identity.components import Components, Edge, KindSummary, Summary, resolve
from footpath.identity.guards import Guards, HeldBack

__all__ = ["Components", "Edge", "Guards", "HeldBack", "KindSummary", "Summary", "resolve"]
