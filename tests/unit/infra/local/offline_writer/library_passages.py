"""Split a library file into passages, and build the prompts that the server receives."""

import json
from pathlib import Path

from functions.ingest_resource.core import read_resource


def passages_of(file: Path) -> list[dict[str, object]]:
    """Return the sections of a resource as the passages of a prompt."""
    _, found = read_resource(file.name, "gs://oer/resource.md", file.read_bytes())
    return [
        passage(one.passage_id, one.kind, one.heading, one.text, one.source.resource_id, one.source.title)
        for one in found
        if one.heading != one.source.title
    ]


def passage(
    passage_id: str, kind: str, heading: str, text: str, resource_id: str = "one", title: str = "One"
) -> dict[str, object]:
    """Return one passage of a prompt."""
    return {
        "passage_id": passage_id,
        "kind": kind,
        "heading": heading,
        "text": text,
        "resource_id": resource_id,
        "resource_title": title,
        "similarity": 0.8,
    }


def lesson_prompt(passages: list[dict[str, object]], minutes: float = 3, **changes: object) -> str:
    """Return the prompt for a lesson of so many minutes."""
    target = round(minutes * 125)
    request: dict[str, object] = {
        "topic": "this topic",
        "subject": "life science",
        "grade_level": "8",
        "language": "en",
        "minutes": minutes,
        "minimum_words": round(target * 0.93),
        "target_words": target,
        "maximum_words": round(target * 1.07),
    } | changes
    return f"Write.\n{block('lesson_request', request)}\n{block('passages', passages)}\nUse <passages> alone."


def question_prompt(query: str) -> str:
    """Return the prompt for the analysis of a question."""
    return f"Analyse.\n{block('question', {'student_query': query, 'grade_level': '8'})}\nAnswer in JSON."


def block(name: str, data: object) -> str:
    """Return a data block, with every `<` of its JSON escaped."""
    return f"<{name}>{json.dumps(data).replace('<', chr(92) + 'u003c')}</{name}>"
