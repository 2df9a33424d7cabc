"""Say above each scene what it is about, not which part of a lesson it is."""

from infra.local.offline_writer.drafts import Draft
from infra.local.offline_writer.readers.section import LABEL_LIMIT

_NAMED_AFTER_THEIR_FIRST_POINT = ("key idea", "the key idea")


def heading_of(part: Draft) -> str:
    """Return the heading of a scene: a general one gives way to the first point, and a later part names its own."""
    first = next((beat.label for beat in part.beats if beat.label), "")
    if first and part.heading.lower() in _NAMED_AFTER_THEIR_FIRST_POINT:
        return first
    named = f"{part.heading}: {first[:1].lower()}{first[1:]}"
    is_later = part.first_number > 1 and part.kind in ("steps", "closer_look", "explanation", "words")
    return named if is_later and first and len(named) <= LABEL_LIMIT else part.heading
