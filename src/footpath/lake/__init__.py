"""Records at rest: four Delta tables that change by whole batches (design §3)."""

from footpath.lake.counts import Appended, Counts
from footpath.lake.lake import Lake
from footpath.lake.standardised import Standardised
from footpath.lake.state import Batch, SourceFile

__all__ = ["Appended", "Batch", "Counts", "Lake", "SourceFile", "Standardised"]
