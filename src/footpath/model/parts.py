"""What every part of a document is: frozen, and nothing unknown in it."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of a map or of what is told about maps."""

    model_config = ConfigDict(frozen=True, extra="forbid")
