"""A planned journey against the real ones: read a plan, find its steps in the records, tell where journeys leave it."""

from footpath.maps.planned.against import compare_with_plan
from footpath.maps.planned.attaching import with_plan
from footpath.maps.planned.reading import Plan, PlanStep, read_plan
from footpath.maps.planned.steps import Match

__all__ = ["Match", "Plan", "PlanStep", "compare_with_plan", "read_plan", "with_plan"]
