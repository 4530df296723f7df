"""Documents at rest: maps with every revision of them, and what people decided about bad feedback, in one SQLite file that several processes may use at once."""

from footpath.documents.documents import Documents
from footpath.documents.follow_ups import FollowUpMarks
from footpath.documents.revision import Revision

__all__ = ["Documents", "FollowUpMarks", "Revision"]
