"""Taking a question in: recorded first, then told to the chain."""

import json

from shared import log, schema, topology, tracing
from shared.cloud import Cloud
from shared.errors import DaySpent, LimitReached
from shared.limits import is_day_spent
from shared.models.request import NOWHERE, ContentRequest, Membership
from shared.models.work import OutgoingMessage, WorkKey

NAME = "submit_request"


def submit(request: ContentRequest, cloud: Cloud, membership: Membership = NOWHERE) -> bool:
    """Record a question and start the chain; return False where the same one was asked before.

    Raises `Refused` for a language that nobody speaks, `Taken` where another request has its id, and `LimitReached`
    where no further one is taken now.
    """
    cloud.voices.ensure_spoken(request.language)
    reason = _reason_against(cloud)
    if reason and cloud.requests.read(request.request_id) is None:
        raise reason
    tracing.note(request_id=request.request_id)
    message = _first_message(request)
    is_new = cloud.requests.accept(request, "api", message, membership)
    if is_new:
        _send(request.request_id, message, cloud)
    return is_new


def _reason_against(cloud: Cloud) -> LimitReached | None:
    """Return why no new request is taken now, if so; counts are seconds old, so that it is about so many."""
    if cloud.occupancy.open_requests() >= cloud.settings.maximum_open_requests:
        reason = "Very many lessons are being made right now. Please ask again in a few minutes."
        return LimitReached("too_many_open_requests_in_all", reason)
    if is_day_spent(cloud.spending, cloud.settings):
        spent = DaySpent()
        return LimitReached(spent.code, spent.message)
    return None


def _first_message(request: ContentRequest) -> OutgoingMessage:
    topic = topology.load().functions[NAME].emits or ""
    # A default is left out, so that the message is the same as one that somebody publishes by hand.
    data = json.dumps(request.model_dump(mode="json", exclude_defaults=True))
    return OutgoingMessage(topic=topic, data=data, attributes=schema.attributes() | tracing.carrier())


def _send(request_id: str, message: OutgoingMessage, cloud: Cloud) -> None:
    try:
        cloud.publisher.publish([message])
        cloud.ledger.mark_sent(WorkKey(request_id=request_id, stage=NAME))
    except Exception as error:  # the request is recorded with its message unsent: recover_stalled sends it
        log.write("ERROR", "not published yet", stage=NAME, request_id=request_id, error=type(error).__name__)
