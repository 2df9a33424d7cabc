"""Whose request it is, and who may know of it."""

from shared.models.request import ContentRecord, is_identifier

from . import permissions
from .problems import Problem
from .routing import Call


def known(call: Call) -> ContentRecord:
    """Return the record of a call's request; raise `Problem` where there is none that the caller may know of."""
    request_id = call.parameters["request_id"]
    record = call.cloud.requests.read(request_id) if is_identifier(request_id) else None
    if record is None or not permissions.may_see(call.caller, record):
        raise Problem("unknown_request", "There is no request with this id.")
    return record


def own(call: Call) -> ContentRecord:
    """Return the record of a call's request; raise `Problem` where the caller may not end it."""
    record = known(call)
    if not permissions.may_end(call.caller, record):
        raise Problem("not_yours", "Only the student who asked, or an operator, may do this.")
    return record
