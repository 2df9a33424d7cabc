"""The one base of everything that is stored or sent."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Be immutable, refuse fields that nobody declared, and say what is wrong without what was written."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
