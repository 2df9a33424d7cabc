"""End a request, or begin it again."""

from http import HTTPStatus

from flask import Response

from shared.models.request import Status

from . import answers
from .asking import accepted
from .callers import Caller
from .ownership import known, own
from .problems import Problem
from .routing import Call


def cancel(call: Call, caller: Caller) -> Response:
    """Stop before the next stage; what was made so far is removed by `recover_stalled`."""
    request_id = call.parameters["request_id"]
    own(request_id, caller, call.cloud)
    if not call.cloud.requests.cancel(request_id):
        record = known(request_id, caller, call.cloud)
        if record.status is not Status.CANCELLED:
            detail = f"This lesson is {record.status.value} already."
            raise Problem(HTTPStatus.CONFLICT, detail, "already_ended")
    return answers.json_of(accepted(request_id, Status.CANCELLED))
