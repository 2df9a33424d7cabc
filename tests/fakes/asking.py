"""A question as a student asks it."""

from uuid import uuid4

from shared.models.request import ContentRequest


def request(**changes: object) -> ContentRequest:
    """Return a request of its own, by a student of its own, but for what is given."""
    fields: dict[str, object] = {
        "request_id": f"r-{uuid4().hex[:12]}",
        "student_id": f"s-{uuid4().hex[:12]}",
        "student_query": "Explain gravity",
        "grade_level": "8",
        "duration_minutes": 1,
    }
    return ContentRequest.model_validate(fields | changes)
