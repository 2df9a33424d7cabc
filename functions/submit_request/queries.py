"""What may stand after the `?` of an address."""

from http import HTTPStatus
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from shared.messages import wrong_fields
from shared.models.base import Record

from .problems import Problem

Query = TypeVar("Query", bound=BaseModel)


class NoQuery(Record):
    """Take nothing."""


def checked(given: MultiDict[str, str], model: type[Query]) -> Query:
    """Check the parameters of an address; raise `Problem` naming each wrong one."""
    repeated = [(name, "give it once") for name, values in given.lists() if len(values) > 1]
    if repeated:
        raise _wrong(repeated)
    try:
        return model.model_validate(given.to_dict())
    except ValidationError as error:
        raise _wrong(wrong_fields(error)) from error


def _wrong(errors: list[tuple[str, str]]) -> Problem:
    names = ", ".join(dict.fromkeys(name for name, _ in errors))
    detail = f"Please correct these parameters of the address: {names}."
    return Problem(HTTPStatus.BAD_REQUEST, detail, "wrong_parameters", tuple(errors))
