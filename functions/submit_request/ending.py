"""End a request, begin it again, or erase it."""

from http import HTTPStatus

from flask import Response

from shared.erasing import erase as erase_request
from shared.errors import Refused
from shared.models.request import Status, is_identifier
from shared.redriving import redrive as redrive_request

from . import permissions
from .asking import Accepted, accepted
from .ownership import known, own
from .problems import Problem
from .routing import Call


def cancel(call: Call) -> Accepted:
    """Stop before the next stage; what was made so far is removed by `recover_stalled`."""
    request_id = own(call).request.request_id
    if not call.cloud.requests.cancel(request_id):
        status = known(call).status
        if status is not Status.CANCELLED:
            raise Problem("already_ended", f"This lesson is {status.value} already.")
    return accepted(request_id, Status.CANCELLED)


def redrive(call: Call) -> Accepted:
    """Start a failed request again from the stage that failed."""
    record = known(call)
    request_id = record.request.request_id
    if not permissions.may_redrive(call.caller, record):
        raise Problem("not_yours", "Please ask your teacher to start this lesson again.")
    try:
        topics = redrive_request(request_id, call.cloud)
    except Refused as refused:
        raise Problem(refused.code, refused.message) from refused
    if topics is None:
        raise Problem("not_failed", f"This lesson is {record.status.value}: only one that failed is started again.")
    return accepted(request_id, Status.GENERATING)


def erase(call: Call) -> Response:
    """Erase a request with all that was made for it; one that is erased already stays so."""
    request_id = call.parameters["request_id"]
    if not (is_identifier(request_id) and call.cloud.requests.is_erased(request_id)):
        own(call)
    erase_request(request_id, call.cloud)
    return Response(status=HTTPStatus.NO_CONTENT.value)
