"""What a request gets of a lesson that another one made, and what it leaves where there is none to get."""

from collections.abc import Mapping
from typing import Any, ClassVar

from shared.models.request import Status
from shared.models.work import StageInput, StageOutput
from shared.progress import REUSED
from shared.store import Fields

OF_THE_LESSON = ("title", "scene_count", "prompt_version", "sources", "quality_notes")
"""What a record tells of the lesson, not of who asked for it."""


class Input(StageInput):
    """Ask for the lesson of a request whose passages are those of another one."""


class Reused(StageOutput):
    """Leave a finished lesson: what the other record tells of it, and the addresses of the request's own files."""

    status_after: ClassVar[Status] = Status.COMPLETED
    event: ClassVar[str] = "reused"

    reused_from: str
    """The request that made it; operators see this, students do not."""
    lesson: dict[str, Any]
    result: dict[str, Any]

    def next_topic(self, usual: str | None) -> str | None:
        """Return None: nothing is left to do."""
        return None

    def for_record(self) -> Mapping[str, Any]:
        """Set the result that the student is shown."""
        told = {"current_stage": REUSED, "reused": True, "reused_from": self.reused_from}
        return self.lesson | told | {"result": self.result}


class Needed(StageOutput):
    """Leave word that nobody makes the lesson, so that the request makes it itself."""


def reused(request_id: str, record: Fields, files: Mapping[str, str]) -> Reused:
    """Return what a request gets of the lesson on another one's record; `files` are addresses by name."""
    lesson = {name: record[name] for name in OF_THE_LESSON if name in record}
    return Reused(reused_from=request_id, lesson=lesson, result=record["result"] | {"files": dict(files)})
