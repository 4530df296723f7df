"""Praise: what goes better than comparable places by more than chance, found as pains are, the other way round."""

from footpath.maps.praises.find import find_praise
from footpath.maps.praises.telling import tell_praise

__all__ = ["find_praise", "tell_praise"]
