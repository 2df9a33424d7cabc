"""Make scenes of chosen drafts: cut what is too long for one scene, then draw each part by its kind."""

from infra.local.offline_writer.drafts import Draft
from infra.local.offline_writer.readers.section import LABEL_LIMIT
from infra.local.offline_writer.scenes.split import split
from infra.local.offline_writer.scenes.visuals import draw, narrate
from shared.models.script import Scene


def build_scenes(draft: Draft) -> list[Scene]:
    """Return the scene of a draft, or several when it holds too much for one."""
    return [_scene(part) for part in split(draft)]


def _scene(part: Draft) -> Scene:
    narration, cued = narrate(part)
    return Scene(heading=_heading(part), narration=narration, visual=draw(part, cued), passages=[part.passage_id])


def _heading(part: Draft) -> str:
    """Return the heading of a scene: a later part of a section names its own first point."""
    first = next((beat.label for beat in part.beats if beat.label), "")
    named = f"{part.heading}: {first[:1].lower()}{first[1:]}"
    is_later = part.first_number > 1 and part.kind in ("steps", "closer_look", "explanation", "words")
    return named if is_later and first and len(named) <= LABEL_LIMIT else part.heading
