"""Documents at rest: maps with every revision of them, in one SQLite file that several processes may use at once."""

from footpath.documents.documents import Documents
from footpath.documents.revision import Revision

__all__ = ["Documents", "Revision"]
