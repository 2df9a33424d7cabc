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


def asker(said: str, caller: Caller) -> str:
    """Return the id of the student who asks, by what the body says, if anything; raise `Problem` where it is wrong."""
    student_id = said or caller.student_id
    if student_id is None:
        detail = "Please correct these fields: student_id."
        errors = (("student_id", "say who asks"),)
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, "wrong_fields", errors)
    if not permissions.may_ask_for(caller, student_id):
        detail = "Ask in your own name: leave student_id out, and it is filled in."
        raise Problem(HTTPStatus.FORBIDDEN, detail, "not_your_student_id", (("student_id", "is not yours"),))
    return student_id
