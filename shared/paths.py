"""Where each object lies: one function a path, so that doing something again writes to the same place."""

import hashlib
import re

VIDEO, CAPTIONS, TRANSCRIPT = "lesson.mp4", "captions.vtt", "transcript.md"
THUMBNAIL, FACTS = "thumbnail.png", "lesson.json"
LESSON_FILES = {
    VIDEO: "video/mp4",
    CAPTIONS: "text/vtt",
    TRANSCRIPT: "text/markdown; charset=utf-8",
    THUMBNAIL: "image/png",
    FACTS: "application/json",
}
"""The files of a finished lesson, and what each is."""


def findings(request_id: str) -> str:
    """Return the path of the retrieved passages, in the temporary bucket."""
    return f"findings/{request_id}.json"


def script(request_id: str) -> str:
    """Return the path of the script, in the temporary bucket."""
    return f"scripts/{request_id}.json"


def narration(request_id: str, scene: int) -> str:
    """Return the path of a scene's recording, in the temporary bucket."""
    return f"{narrations(request_id)}{scene:02d}"


def narrations(request_id: str) -> str:
    """Return the prefix of a request's recordings, in the temporary bucket."""
    return f"narration/{request_id}/"


def rendered_scene(request_id: str, scene: int) -> str:
    """Return the path of a scene's silent video, in the temporary bucket."""
    return f"scenes/{request_id}/{scene:02d}.mp4"


def still(request_id: str, scene: int) -> str:
    """Return the path of a small picture of a scene, in the temporary bucket."""
    return f"scenes/{request_id}/{scene:02d}.jpg"


def thumbnail(request_id: str) -> str:
    """Return the path of the lesson's thumbnail, in the temporary bucket."""
    return f"scenes/{request_id}/thumbnail.png"


def lesson(request_id: str, file: str) -> str:
    """Return the path of one of `LESSON_FILES`, in the bucket of generated lessons."""
    return f"{lesson_folder(request_id)}{file}"


def understood(name: str) -> str:
    """Return the path of what was understood of a question, whoever asks it, in the temporary bucket."""
    return f"topics/{name}"


def sentence(speech_key: str) -> str:
    """Return the path of a spoken sentence, whichever lesson it is in, in the temporary bucket."""
    return f"speech/{speech_key}"


def intermediate(request_id: str) -> list[str]:
    """Return the prefixes of all that a request leaves in the temporary bucket."""
    return [findings(request_id), script(request_id), narrations(request_id), f"scenes/{request_id}/"]


def lesson_folder(request_id: str) -> str:
    """Return the prefix of all that a request leaves in the bucket of generated lessons."""
    return f"lessons/{request_id}/"


def narrated_scene(path: str) -> tuple[str, int] | None:
    """Return the request and the scene of a recording's path, or None where the path is not a recording's."""
    found = re.fullmatch(r"narration/([^/]+)/(\d{2,3})", path)
    return (found[1], int(found[2])) if found else None


def place_of(uri: str) -> tuple[str, str]:
    """Return the bucket and the path of a `gs://` address."""
    bucket, _, path = uri.removeprefix("gs://").partition("/")
    return bucket, path


def upload(upload_id: str, name: str) -> str:
    """Return the path of a resource that a teacher adds, in the bucket of open educational resources."""
    return f"uploads/{upload_id}/{name}"


def resource_id_of(path: str) -> str:
    """Return the id of the resource at a path: the path itself, as far as an id may hold it.

    Where little of the path is left, a part of its hash keeps it apart from others.
    """
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", path.removesuffix(".md")).strip("-._")
    if re.search(r"[^\x20-\x7e]", path) or not name:
        name = f"{name}-{hashlib.sha256(path.encode()).hexdigest()[:8]}".strip("-")
    return name
