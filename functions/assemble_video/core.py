"""Put a lesson together: the scenes' pictures and recordings become the files that a student gets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from shared import paths
from shared.models.narration import Narration
from shared.models.passage import Source
from shared.models.request import Status
from shared.models.script import Script
from shared.models.work import StageInput, StageOutput

from .captions import webvtt
from .errors import BadScene
from .facts import VideoFacts, verified
from .join import join
from .lesson import Lesson, Spending, build
from .loudness import level
from .sound import joined
from .transcript import transcript


class Input(StageInput):
    """Ask for the lesson of a request whose scenes are all rendered."""


class Output(StageOutput):
    """Leave the finished lesson: its address, file by file, and the facts of its video."""

    status_after: ClassVar[Status] = Status.COMPLETED
    wakes_followers: ClassVar[bool] = True

    duration_seconds: float
    files: dict[str, str]
    video: VideoFacts

    def for_record(self) -> Mapping[str, Any]:
        """Set the result that the student is shown."""
        return {"result": self.model_dump()}


@dataclass(frozen=True)
class SceneFiles:
    """Name the files of one scene: a silent MP4 and a WAV."""

    picture: Path
    recording: Path


def assemble(
    script: Script,
    narrations: Sequence[Narration],
    files: Sequence[SceneFiles],
    sources: Sequence[Source],
    spending: Spending,
    folder: Path,
    before_each_step: Callable[[], object],
) -> Lesson:
    """Write all of `LESSON_FILES` but the thumbnail into a folder, and return what the last of them holds.

    Raise `BadScene` for scenes that do not fit together and `BadLesson` for a video that is not as it should be;
    `before_each_step` may raise, to stop an attempt whose time is over.
    """
    _check(script, narrations, files)
    before_each_step()
    sound = level(joined([scene.recording for scene in files], narrations))
    before_each_step()
    join([scene.picture for scene in files], narrations, sound, folder / paths.VIDEO, script)
    before_each_step()
    facts = verified(folder / paths.VIDEO, sum(narration.frames for narration in narrations))
    lesson = build(script, narrations, sources, facts, spending)
    (folder / paths.CAPTIONS).write_text(webvtt(narrations), "utf-8")
    (folder / paths.TRANSCRIPT).write_text(transcript(script, lesson.chapters, sources), "utf-8")
    (folder / paths.FACTS).write_text(lesson.model_dump_json(indent=2) + "\n", "utf-8")
    return lesson


def _check(script: Script, narrations: Sequence[Narration], files: Sequence[SceneFiles]) -> None:
    expected = list(range(len(script.scenes)))
    found = [narration.scene for narration in narrations]
    if found != expected or len(files) != len(expected):
        raise BadScene(f"the script has {len(expected)} scenes; there are narrations {found} and {len(files)} files")
    for scene, narration in zip(script.scenes, narrations, strict=True):
        if [sentence.text for sentence in narration.sentences] != scene.narration:
            raise BadScene(f"the recording of scene {narration.scene} does not say what the script says")
