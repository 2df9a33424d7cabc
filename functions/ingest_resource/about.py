"""What is known of a resource: said by the file itself, or by a file beside it."""

import yaml
from pydantic import ValidationError

from shared.errors import Refused
from shared.messages import explain
from shared.models.base import Record


class About(Record):
    """Hold what a resource says of itself; what it does not say is empty."""

    title: str = ""
    author: str = ""
    licence: str = ""
    subject: str = ""
    grade_band: str = ""
    language: str = ""
    url: str = ""
    """Where the original can be read."""
    collection: str = ""
    """The book or course that the resource is a part of."""
    chapter: str = ""
    """The part of the collection that the resource stands in."""
    keywords: list[str] = []

    def completed_by(self, other: "About") -> "About":
        """Return this with what it does not say taken from another."""
        said = {name: value for name, value in self if value}
        return other.model_copy(update=said)


def check_about(fields: object, where: str) -> About:
    """Return what a mapping says of a resource; raise `Refused` naming each wrong field and where it stands."""
    if not isinstance(fields, dict):
        raise Refused("about", f"{where} is not a list of fields such as “licence: CC BY 4.0”")
    try:
        return About.model_validate({name: value for name, value in fields.items() if value is not None})
    except ValidationError as error:
        raise Refused("about", f"{where} is not as it should be: {explain(error)}") from error


def read_about(text: str, where: str) -> About:
    """Return what a YAML file beside a resource says of it; raise `Refused` saying what is wrong with it."""
    try:
        fields = yaml.safe_load(text)
    except Exception as error:  # of a value that is not of its kind, such as 2024-02-30, yaml raises nearly anything
        raise Refused("about", f"{where} is not YAML that can be read: {error}") from error
    return check_about(fields or {}, where)
