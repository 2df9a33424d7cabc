"""Lessons that benchmarks ask for: each about something else, so that no work done for one serves another."""

import time
from collections.abc import Sequence
from typing import Any

from infra.local.stack import Stack
from infra.operate import api
from infra.operate.failure import Failure
from shared.cloud import Cloud
from shared.store import Fields

TOPICS = (
    ("photosynthesis", "8"),
    ("gravity", "6"),
    ("the water cycle", "6"),
    ("the Pythagorean theorem", "8"),
    ("the seasons", "5"),
    ("plate tectonics", "7"),
    ("fractions", "4"),
    ("Newton's laws of motion", "8"),
    ("cells", "7"),
    ("the rock cycle", "6"),
    ("the solar system", "5"),
    ("food webs", "5"),
    ("electricity and circuits", "7"),
    ("sound waves", "6"),
    ("volcanoes", "6"),
    ("states of matter", "6"),
    ("density", "8"),
    ("ratios", "7"),
    ("probability", "7"),
    ("ancient Egypt", "6"),
)
MINUTES = (1, 2, 3)
LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 300.0  # for one lesson


def question(number: int, minutes: int | None = None) -> dict[str, Any]:
    """Return one of the questions; lessons are of 1, 2 and 3 minutes in turn, where it is not said."""
    topic, grade = TOPICS[number % len(TOPICS)]
    return {
        "student_id": f"student-{number}",
        "student_query": f"Explain {topic}",
        "grade_level": grade,
        "duration_minutes": minutes or MINUTES[number % len(MINUTES)],
    }


def make(asked: dict[str, Any], stack: Stack, cloud: Cloud, look_seconds: float = LOOK_SECONDS) -> Fields:
    """Ask for a lesson over HTTP and return its record once it is completed; raise `Failure` where it is not."""
    request_id = api.submit(stack.page, asked)
    [record] = wait_for([request_id], cloud, PATIENCE_SECONDS, look_seconds).values()
    if record["status"] != "completed":
        raise Failure(f"{request_id} ended as {record['status']}: {record.get('error')}")
    return record


def wait_for(
    requests: Sequence[str], cloud: Cloud, patience_seconds: float, look_seconds: float = LOOK_SECONDS
) -> dict[str, Fields]:
    """Return the records of requests once all have ended; raise `Failure` where some do not end.

    It looks at one of them at a time, not to be a load itself.
    """
    deadline = time.monotonic() + patience_seconds
    ended: dict[str, Fields] = {}
    for request_id in requests:
        while request_id not in ended:
            record = cloud.requests.read(request_id)
            if record and record.status.is_terminal:
                ended[request_id] = record.fields
            elif time.monotonic() > deadline:
                raise Failure(f"{len(requests) - len(ended)} lessons have not ended, the first of them {request_id}")
            else:
                time.sleep(look_seconds)
    return ended
