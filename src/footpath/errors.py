"""Errors that a user can cause: a code, one sentence that says what and where, and the next thing to do."""


class FootpathError(Exception):
    """An error with a remedy.

    Args:
        message: one sentence: what is wrong and where.
        hint: the next thing to do, or empty when the sentence says it already.
    """

    code = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


class SourceError(FootpathError):
    """A file cannot be read, or what it holds cannot be understood."""

    code = "source"


class SpecError(FootpathError):
    """A question, an option or a rule is not well formed."""

    code = "spec"


class WorkspaceError(FootpathError):
    """A workspace is missing, busy, broken or written by a newer version."""

    code = "workspace"


class MapError(FootpathError):
    """A map document cannot be read or drawn."""

    code = "map"


class EngineError(FootpathError):
    """What does the work (Spark, say) is missing, cannot be reached or gave up."""

    code = "engine"
