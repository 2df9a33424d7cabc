"""Deliveries that functions-framework cannot read, before any of our code runs."""

import hashlib
import json

import functions_framework
from flask import request
from werkzeug.exceptions import BadRequest

from shared import log
from shared.cloud import connect
from shared.models.work import OutgoingMessage


def keep_malformed_deliveries(function: str) -> None:
    """Keep deliveries that functions-framework cannot read, and acknowledge them.

    A message without data makes it fail with a `TypeError` before any of our code runs, other bodies with `BadRequest`;
    Pub/Sub would deliver the same again and again.
    """

    def keep(error: Exception) -> tuple[str, int]:
        body = request.get_data(as_text=True)
        if isinstance(error, TypeError) and _has_data(body):
            raise error
        message = OutgoingMessage(topic=request.path.rsplit("/", 1)[-1], data=body)
        message_id = hashlib.sha256(body.encode()).hexdigest()[:32]
        connect(function).requests.reject(message_id, function, message, "not a message with data")
        log.write("WARNING", "malformed delivery kept", function=function, message_id=message_id)
        return "", 204

    for kind in (BadRequest, TypeError):
        functions_framework.errorhandler(kind)(keep)


def _has_data(body: str) -> bool:
    try:
        return "data" in json.loads(body)["message"]
    except (ValueError, KeyError, TypeError):
        return False
