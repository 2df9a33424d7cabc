"""The codes of problems: stable, for programs. Each has one status and one meaning; a new one is added here."""

from http import HTTPStatus
from typing import NamedTuple


class Meaning(NamedTuple):
    """Say what a code means."""

    status: HTTPStatus
    sentence: str


CODES = {
    "wrong_parameters": Meaning(HTTPStatus.BAD_REQUEST, "A parameter or a header is wrong; `errors` names each."),
    "not_utf8": Meaning(HTTPStatus.BAD_REQUEST, "The body is not UTF-8."),
    "not_json": Meaning(HTTPStatus.BAD_REQUEST, "The body is not JSON."),
    "not_an_object": Meaning(HTTPStatus.BAD_REQUEST, "The body is JSON, but no object."),
    "not_identified": Meaning(HTTPStatus.UNAUTHORIZED, "Nobody says who calls."),
    "invalid_api_key": Meaning(HTTPStatus.UNAUTHORIZED, "Nobody has this API key."),
    "expired_token": Meaning(HTTPStatus.UNAUTHORIZED, "The ID token has expired: sign in again."),
    "invalid_token": Meaning(HTTPStatus.UNAUTHORIZED, "The ID token is not valid here."),
    "forbidden": Meaning(HTTPStatus.FORBIDDEN, "This is not for callers of this role."),
    "not_your_student_id": Meaning(HTTPStatus.FORBIDDEN, "The `student_id` is somebody else's."),
    "not_yours": Meaning(HTTPStatus.FORBIDDEN, "The caller may see this request, but not do this with it."),
    "not_found": Meaning(HTTPStatus.NOT_FOUND, "There is nothing at this address."),
    "unknown_request": Meaning(HTTPStatus.NOT_FOUND, "There is no such request, or not for this caller."),
    "unknown_resource": Meaning(HTTPStatus.NOT_FOUND, "There is no such resource."),
    "method_not_allowed": Meaning(HTTPStatus.METHOD_NOT_ALLOWED, "`Allow` says what this address answers."),
    "request_id_taken": Meaning(HTTPStatus.CONFLICT, "The `request_id` is that of another or an erased request."),
    "already_ended": Meaning(HTTPStatus.CONFLICT, "The lesson is made, or has failed: it cannot be cancelled."),
    "not_failed": Meaning(HTTPStatus.CONFLICT, "Only a lesson that failed is started again."),
    "too_old": Meaning(HTTPStatus.CONFLICT, "What was made for the lesson is deleted: it cannot be started again."),
    "too_large": Meaning(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body has more than 16 KiB."),
    "unsupported_media_type": Meaning(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body is not said to be JSON."),
    "wrong_fields": Meaning(HTTPStatus.UNPROCESSABLE_ENTITY, "Fields of the body are wrong; `errors` names each."),
    "unsupported_language": Meaning(HTTPStatus.UNPROCESSABLE_ENTITY, "Nobody speaks this language here."),
    "idempotency_key_reused": Meaning(
        HTTPStatus.UNPROCESSABLE_ENTITY, "The `Idempotency-Key` was used for a question with other content."
    ),
    "too_many_open_requests": Meaning(HTTPStatus.TOO_MANY_REQUESTS, "The student waits for as many as allowed."),
    "too_many_open_requests_in_all": Meaning(HTTPStatus.TOO_MANY_REQUESTS, "Very many lessons are being made."),
    "daily_cost_limit": Meaning(HTTPStatus.TOO_MANY_REQUESTS, "The day has cost as much as it may."),
    "student_minute_limit": Meaning(HTTPStatus.TOO_MANY_REQUESTS, "The student asked too often in a minute."),
    "student_daily_limit": Meaning(HTTPStatus.TOO_MANY_REQUESTS, "The student asked too often in a day."),
    "tenant_minute_limit": Meaning(HTTPStatus.TOO_MANY_REQUESTS, "The school asked too often in a minute."),
    "tenant_daily_limit": Meaning(HTTPStatus.TOO_MANY_REQUESTS, "The school asked too often in a day."),
    "resource_daily_limit": Meaning(HTTPStatus.TOO_MANY_REQUESTS, "The school added too many resources in a day."),
    "internal_server_error": Meaning(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here: try again."),
    "identity_off": Meaning(HTTPStatus.SERVICE_UNAVAILABLE, "The service is not set up to ask who calls."),
    "identity_unavailable": Meaning(HTTPStatus.SERVICE_UNAVAILABLE, "It cannot be checked now who calls."),
}

ANYWHERE = ("wrong_parameters", "method_not_allowed", "internal_server_error")
"""What every address may answer."""
OF_BODIES = ("not_utf8", "not_json", "not_an_object", "too_large", "unsupported_media_type", "wrong_fields")
OF_CALLERS = ("not_identified", "invalid_api_key", "expired_token", "invalid_token", "forbidden")
UNKNOWN = {"request_id": "unknown_request", "resource_id": "unknown_resource"}
"""By what an address names."""
OF_IDENTITY = ("identity_off", "identity_unavailable")
OF_STATUS = ("not_found", "method_not_allowed", "unsupported_media_type", "internal_server_error")
"""What says no more than its status does."""
