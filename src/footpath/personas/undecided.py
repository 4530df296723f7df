"""Customers who get no persona: how many, and why. Nobody is put into a group by what is not known of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_SURE = 0.5  # a rule that is right less often gives nobody a persona
LEAST_OF_A_COUNT = 30  # customers
MOST_NEEDED = 20  # deeds: whoever did more is known well enough


@dataclass(frozen=True)
class Undecided:
    """Customers without a persona, by why; nobody is counted twice.

    Attributes:
        few: who did less themselves than personas can be told by, whatever they said.
        unknown: of whom something is unknown that decides.
        unsure: whom a rule that is right less than half of the time would have given one.
        needed: how many things a customer must have done.
    """

    few: int = 0
    unknown: int = 0
    unsure: int = 0
    needed: int = 1

    @property
    def customers(self) -> int:
        return self.few + self.unknown + self.unsure

    def __str__(self) -> str:
        """A sentence, nothing where everybody has a persona.

        Examples:
            >>> str(Undecided(few=500, unsure=3)), str(Undecided())
            ('503 customers have no persona: 500 did nothing themselves that is on record, 3 fit none clearly.', '')
        """
        little = f"less than {self.needed} things" if self.needed > 1 else "nothing"
        why = [
            f"{count:,} {reason}"
            for count, reason in (
                (self.few, f"did {little} themselves that {'are' if self.needed > 1 else 'is'} on record"),
                (self.unknown, "lack what decides: it is unknown of them"),
                (self.unsure, "fit none clearly"),
            )
            if count
        ]
        return f"{self.customers:,} customers have no persona: {', '.join(why)}." if why else ""


NOBODY_UNDECIDED = Undecided()


def undecided_of(few: NDArray[np.bool_], sure: NDArray[np.float32], needed: int) -> Undecided:
    """Those of some customers who get no persona, by how sure their rule is; 0 is that nobody knows."""
    unknown = ~few & (sure <= 0)
    unsure = ~few & ~unknown & (sure < LEAST_SURE)
    return Undecided(int(few.sum()), int(unknown.sum()), int(unsure.sum()), needed)


def acts_needed(acts: NDArray[np.floating], right: NDArray[np.bool_]) -> int:
    """How much must customers have done themselves, that rules put them right at least half of the time?

    None where most customers did nothing but say something: then what they say is all that groups are found in.

    Args:
        acts: of customers from whom rules were not learnt; ``right`` is whether these put them into their group.

    Examples:
        >>> acts_needed(np.repeat([1, 2, 3], 40), np.repeat([False, True, True], 40)), acts_needed(np.zeros(40), np.full(40, True))
        (2, 0)
    """
    if not len(acts) or np.mean(acts >= 1) < 0.5:
        return 0
    needed = 1
    for count in range(1, MOST_NEEDED):
        here = acts == count
        if here.sum() < LEAST_OF_A_COUNT or right[here].mean() >= LEAST_SURE:
            break
        needed = count + 1
    return needed
