"""What became of a number of groups that was tried."""

from dataclasses import dataclass

LEAST_STABILITY = 0.65  # below it agreement is poor: see `footpath.personas.groups.find_groups`


@dataclass(frozen=True)
class Tried:
    """One number of groups that was tried.

    Attributes:
        stability: how alike the groups of two halves of the customers are on all of them: the mean adjusted Rand index, 1 when
            they are the same, 0 when they are as alike as by chance.
        stability_null95: 95th percentile of the same where there are no kinds of customers.
        separation: mean silhouette to the centres, 1 when groups lie far apart, 0 when customers lie as near to another group.
        separation_null95: as of stability.
    """

    count: int
    stability: float
    stability_null95: float
    separation: float
    separation_null95: float

    @property
    def beyond_chance(self) -> bool:
        return self.stability > self.stability_null95 and self.separation > self.separation_null95

    @property
    def counts(self) -> bool:
        """Whether there are so many groups: more than chance, and they come again."""
        return self.beyond_chance and self.stability >= LEAST_STABILITY

    @property
    def clearness(self) -> float:
        """Both figures together."""
        return self.stability + self.separation

    @property
    def beyond(self) -> float:
        """By how much both figures are beyond chance."""
        return self.clearness - self.stability_null95 - self.separation_null95
