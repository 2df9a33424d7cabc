"""Whose request it is, and who may know of it."""

from http import HTTPStatus

from shared.cloud import Cloud
from shared.models.request import ContentRecord, is_identifier

from . import permissions
from .callers import Caller
from .problems import Problem


def known(request_id: str, caller: Caller, cloud: Cloud) -> ContentRecord:
    """Return the record of a request; raise `Problem` where there is none that the caller may know of."""
    record = cloud.requests.read(request_id) if is_identifier(request_id) else None
    if record is None or not permissions.may_see(caller, record):
        raise Problem(HTTPStatus.NOT_FOUND, "There is no request with this id.", "unknown_request")
    return record


def own(request_id: str, caller: Caller, cloud: Cloud) -> ContentRecord:
    """Return the record of a request that the caller may end; raise `Problem` where they may not."""
    record = known(request_id, caller, cloud)
    if not permissions.may_end(caller, record):
        raise Problem(HTTPStatus.FORBIDDEN, "Only the student who asked, or an operator, may do this.", "not_yours")
    return record
