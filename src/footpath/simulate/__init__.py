"""A made company with known truth: the demo and the yardstick. Nothing of the product reads what is hidden in it."""

from footpath.simulate.company import Export, Summary, simulate

__all__ = ["Export", "Summary", "simulate"]
