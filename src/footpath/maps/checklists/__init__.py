"""What each stage should offer, held against the records: covered, a gap, or unknown."""

from footpath.maps.checklists.catalogue import Checklists, Item, read_checklists, shipped_checklists, with_items
from footpath.maps.checklists.testing import checklist

__all__ = ["Checklists", "Item", "checklist", "read_checklists", "shipped_checklists", "with_items"]
