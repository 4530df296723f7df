"""What people decided about a workspace's maps, before any record is looked at."""

from dataclasses import dataclass, field

from footpath.maps.checklists import Checklists, shipped_checklists
from footpath.maps.opportunities import Remedy, shipped_remedies
from footpath.model.goals import GoalPlan


@dataclass(frozen=True)
class Guidance:
    """Goals, and the lists that findings are held against: the shipped ones where a workspace has none of its own."""

    goals: tuple[GoalPlan, ...] = ()
    remedies: tuple[Remedy, ...] = field(default_factory=shipped_remedies)
    checklists: Checklists = field(default_factory=shipped_checklists)
