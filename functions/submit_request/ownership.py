"""Whose request it is, and who may know of it."""

from http import HTTPStatus

from shared.cloud import Cloud
from shared.models.request import ContentRecord, is_identifier

from .callers import Caller, Role
from .problems import Problem


def known(request_id: str, caller: Caller, cloud: Cloud) -> ContentRecord:
    """Return the record of a request; raise `Problem` where there is none that the caller may know of."""
    record = cloud.requests.read(request_id) if is_identifier(request_id) else None
    if record is None or not _may_see(record, caller):
        raise Problem(HTTPStatus.NOT_FOUND, "There is no request with this id.", "unknown_request")
    return record


def _may_see(record: ContentRecord, caller: Caller) -> bool:
    return caller.role is not Role.STUDENT or record.request.student_id == caller.student_id
