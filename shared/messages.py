"""Reading messages: from a CloudEvent to a checked model, with a sentence for whatever is wrong."""

import base64
import json
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from shared.errors import Rejected
from shared.models.message import IncomingMessage

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

Model = TypeVar("Model", bound=BaseModel)


def of_event(event: "CloudEvent") -> IncomingMessage:
    """Return the Pub/Sub message in a CloudEvent; bytes that are no UTF-8 are escaped for a person to see."""
    envelope: Any = event.get_data()
    message = envelope["message"]
    data = base64.b64decode(message.get("data", ""))
    return IncomingMessage(
        message_id=str(event["id"]),
        data=data.decode("utf-8", errors="backslashreplace"),
        attributes=message.get("attributes") or {},
        # The event's own time is when it was wrapped.
        published_at=message.get("publishTime") or message.get("publish_time"),
    )


def read(message: IncomingMessage, model: type[Model]) -> Model:
    """Check a message's JSON against a model; raise `Rejected` naming each wrong field."""
    return check(document(message), model)


def document(message: IncomingMessage) -> dict[str, Any]:
    """Return a message's JSON object; raise `Rejected` where it is none."""
    try:
        found = json.loads(message.data)
    except (ValueError, RecursionError) as error:
        raise Rejected(f"the message is not JSON in UTF-8: {error}") from error
    if not isinstance(found, dict):
        raise Rejected(f"the message is a JSON {type(found).__name__}, not an object with fields")
    return found


def check(fields: dict[str, Any], model: type[Model]) -> Model:
    """Check fields against a model; raise `Rejected` naming each wrong one."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise Rejected(explain(error)) from error


def explain(error: ValidationError) -> str:
    """Say which fields are wrong and why, without repeating what a student wrote."""
    return "; ".join(f"{field}: {reason}" for field, reason in wrong_fields(error))


def wrong_fields(error: ValidationError) -> list[tuple[str, str]]:
    """Return each wrong field with the reason."""
    return [
        (".".join(map(str, problem["loc"])) or "message", problem["msg"].removeprefix("Value error, "))
        for problem in error.errors(include_url=False, include_input=False)
    ]
