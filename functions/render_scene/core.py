"""Rendering one scene: from a script and its sentence times to a silent video."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

from shared import paths
from shared.models.look import Look
from shared.models.message import IncomingMessage
from shared.models.narration import Narration
from shared.models.passage import Findings
from shared.models.script import Scene, Script
from shared.models.visuals.diagram import DiagramVisual
from shared.models.visuals.stories import ImageVisual
from shared.models.work import StageInput, StageOutput
from shared.objects import changed_object
from shared.settings import Settings
from shared.wording import wording

from .clip import SceneClip
from .encode import encode
from .picture import SceneCard
from .still import draw_still
from .theme import theme_of
from .thumbnail import draw_thumbnail as draw
from .visuals.image import NOTHING

STANDARD_LOOK = Look()


class Input(StageInput):
    """Ask for one scene: its recording has been finalised."""

    scene: int

    @classmethod
    def read(cls, message: IncomingMessage, settings: Settings) -> Self | None:
        """Read a notification; those of other objects are not for this function."""
        path = changed_object(message, "render_scene", settings)
        narrated = paths.narrated_scene(path or "")
        return cls(request_id=narrated[0], scene=narrated[1]) if narrated else None

    @property
    def scene_index(self) -> int:
        """Return the scene."""
        return self.scene


class Output(StageOutput):
    """Leave the figures of the scene's video."""

    frames: int
    """Length, at 30 frames a second."""
    pictures: int
    """How many pictures are stored: one that does not change is stored once."""
    bytes: int


def render(
    scene: Scene,
    narration: Narration,
    card: SceneCard,
    destination: Path,
    before_each_picture: Callable[[], object],
    look: Look = STANDARD_LOOK,
    pictures: Mapping[str, bytes] = NOTHING,
) -> Output:
    """Write a scene's silent video, 1920x1080, exactly as long as its narration, and beside it a still (`.jpg`).

    `before_each_picture` may raise, to stop an attempt whose time is over. `pictures` are those of the library that the
    scene shows, by their path.
    """
    clip = SceneClip(scene, narration, card, theme_of(look), pictures)
    stored = encode(clip, destination, before_each_picture)
    draw_still(clip, destination.with_suffix(".jpg"))
    return Output(frames=clip.frames, pictures=stored, bytes=destination.stat().st_size)


def pictures_of(scene: Scene, read: Callable[[str], bytes | None]) -> dict[str, bytes]:
    """Return the pictures of the library that a scene shows, as far as they are there."""
    if not isinstance(scene.visual, ImageVisual):
        return {}
    found = read(scene.visual.object_path)
    return {} if found is None else {scene.visual.object_path: found}


def draw_thumbnail(script: Script, destination: Path, look: Look = STANDARD_LOOK) -> None:
    """Write the thumbnail of a lesson."""
    grade = wording(script.language).grade_name(script.grade_level)
    draw(script.title, script.subject, grade, theme_of(look), destination, _drawing_of(script))


def card_for(script: Script, index: int, findings: Findings) -> SceneCard:
    """Return what a scene shows around its visual: where it stands in the lesson, and what it rests on."""
    by_id = {found.passage.passage_id: found.passage.source for found in findings.passages}
    source = next(by_id[name] for name in script.scenes[index].passages if name in by_id)
    line = wording(script.language).source.format(f"{source.title}, {source.licence}, {source.author}")
    return SceneCard(
        lesson_title=script.title,
        index=index,
        count=len(script.scenes),
        source_line=line,
        drawing=_drawing_of(script),
    )


def _drawing_of(script: Script) -> DiagramVisual | None:
    """Return the most complete drawing of a lesson, if it has one."""
    drawings = (scene.visual for scene in script.scenes if isinstance(scene.visual, DiagramVisual))
    return max(drawings, key=lambda drawing: len(drawing.shapes), default=None)
