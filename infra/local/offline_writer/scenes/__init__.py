"""Make scenes of chosen drafts: cut what is too long for one scene, then draw each part by its kind."""

from infra.local.offline_writer.drafts import Draft
from infra.local.offline_writer.scenes.headings import heading_of
from infra.local.offline_writer.scenes.split import split
from infra.local.offline_writer.scenes.visuals import draw, narrate
from shared.models.script import Scene

__all__ = ["build_scenes"]


def build_scenes(draft: Draft) -> list[Scene]:
    """Return the scene of a draft, or several when it holds too much for one."""
    return [
        Scene(heading=heading_of(part), narration=narrate(part)[0], visual=draw(part), passages=[part.passage_id])
        for part in split(draft)
    ]
