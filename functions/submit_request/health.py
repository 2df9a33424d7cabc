"""Be alive."""

from typing import Literal

from flask import Response

from shared.models.base import Record

from . import answers
from .callers import Caller
from .routing import Call


class Health(Record):
    """Say that the API answers."""

    status: Literal["ok"] = "ok"


def health(call: Call, caller: Caller) -> Response:
    """Answer, and ask nobody else."""
    return answers.json_of(Health())
