"""Lessons that benchmarks ask for: each about something else, so that no work done for one serves another."""

import time
from collections.abc import Sequence
from typing import Any

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


def question(number: int, minutes: int | None = None) -> dict[str, Any]:
    """Return one of the questions; lessons are of 1, 2 and 3 minutes in turn, where it is not said."""
    topic, grade = TOPICS[number % len(TOPICS)]
    return {
        "student_id": f"student-{number}",
        "student_query": f"Explain {topic}",
        "grade_level": grade,
        "duration_minutes": minutes or MINUTES[number % len(MINUTES)],
    }


def wait_for(requests: Sequence[str], cloud: Cloud, patience_seconds: float) -> dict[str, Fields]:
    """Return the records of requests once all have ended; raise `TimeoutError` where some do not end."""
    deadline = time.monotonic() + patience_seconds
    ended: dict[str, Fields] = {}
    while waiting := [request_id for request_id in requests if request_id not in ended]:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{len(waiting)} lessons have not ended, the first of them {waiting[0]}")
        time.sleep(LOOK_SECONDS)
        for request_id in waiting:
            record = cloud.requests.read(request_id)
            if record and record.status.is_terminal:
                ended[request_id] = record.fields
    return ended
