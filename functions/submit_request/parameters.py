"""What may stand after the `?` of an address, and in the headers that a route reads."""

from typing import TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError

from shared.messages import wrong_fields
from shared.models.base import Record

from .problems import wrong_parameters

Given = TypeVar("Given", bound=BaseModel)


class Nothing(Record):
    """Take nothing."""


def of_query(request: Request, model: type[Given]) -> Given:
    """Check the parameters of an address; raise `Problem` naming each wrong one."""
    repeated = [(name, "give it once") for name, values in request.args.lists() if len(values) > 1]
    if repeated:
        raise wrong_parameters(repeated)
    return _checked(request.args.to_dict(), model)


def of_headers(request: Request, model: type[Given]) -> Given:
    """Check those headers that a model knows, by the aliases of its fields; raise `Problem` naming each wrong one."""
    names = [field.alias for field in model.model_fields.values() if field.alias]
    return _checked({name: request.headers[name] for name in names if name in request.headers}, model)


def _checked(given: dict[str, str], model: type[Given]) -> Given:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise wrong_parameters(wrong_fields(error)) from error
