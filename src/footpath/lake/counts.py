"""What became of the rows of a load: each row read is loaded, a duplicate or rejected, and is counted once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """Rows of a source's table; ``loaded + duplicate + rejected == read``.

    Examples:
        >>> Counts(3, 2, 1, 0) + Counts(1, 0, 0, 1)
        Counts(read=4, loaded=2, duplicate=1, rejected=1)
    """

    read: int = 0
    loaded: int = 0
    duplicate: int = 0
    rejected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.read + other.read,
            self.loaded + other.loaded,
            self.duplicate + other.duplicate,
            self.rejected + other.rejected,
        )

    def followed_by(self, again: "Counts") -> "Counts":
        """The counts of a table after it was loaded again into the same batch: what was loaded once stays loaded.

        Examples:
            >>> Counts(3, 2, 0, 1).followed_by(Counts(3, 0, 2, 1))
            Counts(read=3, loaded=2, duplicate=0, rejected=1)
        """
        read = max(self.read, again.read)
        rejected = min(again.rejected, read)
        loaded = min(self.loaded + again.loaded, read - rejected)
        return Counts(read, loaded, read - rejected - loaded, rejected)


@dataclass(frozen=True)
class Appended(Counts):
    """The counts of one table just appended, and where its rejected rows were written (empty: there were none)."""

    rejects_file: str = ""

    @property
    def counts(self) -> Counts:
        return Counts(self.read, self.loaded, self.duplicate, self.rejected)
