"""Pain points: signals that are worse than the comparable rest by more than chance, fused where they agree."""

from footpath.maps.pains.find import find_pains
from footpath.maps.pains.finding import Finding

__all__ = ["Finding", "find_pains"]
