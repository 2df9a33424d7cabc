"""The one base of everything that is stored or sent."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Be immutable, and refuse fields that nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")
