"""What a library says of a resource."""

from shared.models.passage import Source


def source(resource_id: str = "gravity", **changes: object) -> Source:
    """Return the source of a resource of physics, but for what is given."""
    fields: dict[str, object] = {
        "resource_id": resource_id,
        "title": resource_id.capitalize(),
        "author": "Vividly contributors",
        "licence": "CC BY 4.0",
        "subject": "physics",
        "grade_band": "6-8",
        "language": "en",
        "uri": f"gs://oer/{resource_id}.md",
    }
    return Source.model_validate(fields | changes)
