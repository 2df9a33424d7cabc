"""End a request, begin it again, or erase it."""

from http import HTTPStatus

from flask import Response

from shared.erasing import erase as erase_request
from shared.models.request import Status, is_identifier
from shared.redriving import redrive as redrive_request

from . import answers, permissions
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


def redrive(call: Call, caller: Caller) -> Response:
    """Start a failed request again from the stage that failed."""
    request_id = call.parameters["request_id"]
    record = known(request_id, caller, call.cloud)
    if not permissions.may_redrive(caller, record):
        raise Problem(HTTPStatus.FORBIDDEN, "Please ask your teacher to start this lesson again.", "not_yours")
    if redrive_request(request_id, call.cloud) is None:
        detail = f"This lesson is {record.status.value}: only one that failed is started again."
        raise Problem(HTTPStatus.CONFLICT, detail, "not_failed")
    return answers.json_of(accepted(request_id, Status.GENERATING), HTTPStatus.ACCEPTED)


def erase(call: Call, caller: Caller) -> Response:
    """Erase a request with all that was made for it; one that is erased already stays so."""
    request_id = call.parameters["request_id"]
    if not (is_identifier(request_id) and call.cloud.requests.is_erased(request_id)):
        own(request_id, caller, call.cloud)
    erase_request(request_id, call.cloud)
    return Response(status=HTTPStatus.NO_CONTENT.value)
