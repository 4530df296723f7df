"""What could be done: remedies from a catalogue that people can edit, matched with what the map found, and what they would bring."""

from footpath.maps.opportunities.catalogue import Remedy, read_remedies, shipped_remedies, with_remedies
from footpath.maps.opportunities.drafting import opportunities

__all__ = ["Remedy", "opportunities", "read_remedies", "shipped_remedies", "with_remedies"]
