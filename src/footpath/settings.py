"""What footpath.toml holds: the workspace's own settings, plans of sources, stages and touchpoints."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from footpath.model.catalogue import Catalogue
from footpath.model.goals import GoalPlan
from footpath.model.plans import TablePlan

FORMAT = 1


class Settings(BaseModel):
    """The content of footpath.toml.

    ``zone`` is the time zone of stamps that carry none and of calendar units; ``currency`` the one that money is shown in.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    name: str = ""
    zone: str = "UTC"
    currency: str = ""
    state: Literal["current", "future"] = "current"
    catalogue: Catalogue = Catalogue()
    sources: tuple[TablePlan, ...] = ()
    goals: tuple[GoalPlan, ...] = ()
