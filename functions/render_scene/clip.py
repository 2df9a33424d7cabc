"""A scene as a MoviePy clip, whose frames are drawn by Skia."""

from collections.abc import Mapping
from typing import Any

from moviepy.video.VideoClip import VideoClip

from shared.models.narration import FRAMES_PER_SECOND, Narration
from shared.models.script import Scene

from .layers import Timeline, changes
from .picture import Picture, SceneCard
from .theme import Theme
from .visuals.image import NOTHING


class SceneClip(VideoClip):  # type: ignore[misc]  # MoviePy has no types
    """Show a scene for as long as it is spoken."""

    def __init__(
        self,
        scene: Scene,
        narration: Narration,
        card: SceneCard,
        theme: Theme,
        pictures: Mapping[str, bytes] = NOTHING,
    ) -> None:
        """Lay the scene out; `pictures` are of the library, by their path."""
        self.picture = picture = Picture(scene, Timeline(narration), card, theme, pictures)
        self.frames = frames = narration.frames
        # Not a method: a clip that holds itself keeps its pictures in memory until Python looks for circles.
        super().__init__(lambda seconds: _pixels_at(seconds, picture, frames), duration=narration.seconds)
        self.fps = FRAMES_PER_SECOND

    def changes(self) -> list[int]:
        """Return the frames at which the picture differs from the one before, the first included."""
        return changes(self.picture.layers, self.frames)


def _pixels_at(seconds: float, picture: Picture, frames: int) -> Any:
    """Return the pixels at a time, as MoviePy wants them: an array of shape (1080, 1920, 3)."""
    frame = min(int(seconds * FRAMES_PER_SECOND + 1e-6), frames - 1)
    return picture.draw(frame)[:, :, 2::-1]
