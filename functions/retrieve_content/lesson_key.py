"""What makes two lessons the same: all that a lesson is made of, as one hash.

Of the library it is the content of the passages, not its version: a change elsewhere leaves a lesson as it is, and a
change in a passage makes it another. A question itself is no part of it, but what was understood of it is.
"""

import hashlib
import json

from shared.models.passage import Findings
from shared.models.request import ContentRecord
from shared.settings import Settings
from shared.voices import Voice


def lesson_key(record: ContentRecord, findings: Findings, voice: Voice, settings: Settings) -> str:
    """Return the key of the lesson that a request would become; the words of the question cannot be read from it."""
    request, fields = record.request, record.fields
    made_of = {
        "edition": settings.reuse_edition,
        "topic": _plain(fields["topic"]),
        "subject": fields["subject"],
        "learning_objectives": sorted(map(_plain, fields["learning_objectives"])),
        "grade_level": request.grade_level,
        "language": request.language,
        "minutes": request.duration_minutes,
        "interests": sorted(map(_plain, request.interests)),
        "look": request.look.model_dump(),
        "voice": voice.model_dump(),
        "model": [settings.text_model, settings.text_temperature],
        "passages": sorted({found.passage.model_dump_json() for found in findings.passages}),
    }
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def _plain(text: str) -> str:
    """Return words in one spelling: without case, more than single spaces, or what ends a sentence."""
    return " ".join(text.casefold().split()).rstrip(" .!?")
