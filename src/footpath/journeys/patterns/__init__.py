"""The one pattern language. See docs/guides/patterns.md."""

from footpath.journeys.patterns.compiling import Matching, Pattern, Spans, compile_pattern, matching
from footpath.journeys.patterns.parsing import parse_pattern

__all__ = ["Matching", "Pattern", "Spans", "compile_pattern", "matching", "parse_pattern"]
