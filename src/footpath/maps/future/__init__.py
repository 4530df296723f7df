"""A map of the future: what shall be removed, added or moved, which numbers shall change, and how far reality has come since."""

from footpath.maps.future.planning import plan_future, rebase_future
from footpath.maps.future.progress import measure_progress
from footpath.maps.future.wishes import Wish, read_wishes, typed_wishes

__all__ = ["Wish", "measure_progress", "plan_future", "read_wishes", "rebase_future", "typed_wishes"]
