"""Say above each scene what it is about, also where a section goes on over several."""

from infra.local.offline_writer.drafts import Draft
from infra.local.offline_writer.readers.section import LABEL_LIMIT


def heading_of(part: Draft) -> str:
    """Return the heading of a scene: a later part of a section names its own first point."""
    first = next((beat.label for beat in part.beats if beat.label), "")
    named = f"{part.heading}: {first[:1].lower()}{first[1:]}"
    is_later = part.first_number > 1 and part.kind in ("steps", "closer_look", "explanation", "words")
    return named if is_later and first and len(named) <= LABEL_LIMIT else part.heading
