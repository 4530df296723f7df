"""Load anything: files become tables, tables get plans, plans turn rows into records."""

from footpath.sources.explain import explain_plans
from footpath.sources.overrides import Overrides
from footpath.sources.plan import propose_plans
from footpath.sources.reading.files import read_tables
from footpath.sources.standardise import Standardised, standardise
from footpath.sources.tables import Table

__all__ = ["Overrides", "Standardised", "Table", "explain_plans", "propose_plans", "read_tables", "standardise"]
