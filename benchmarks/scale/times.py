"""How long each stage of a lesson takes in the cloud: our code's part as measured, the services' part as estimated."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from shared import topology

FOLDER = Path(__file__).parent
SENTENCES_AT_ONCE = 4
"""As in `functions/narrate_scenes/main.py`."""
STAGES = ("extract_topic", "retrieve_content", "write_script", "narrate_scenes", "render_scene", "assemble_video")
FIRESTORE_CALLS = 10
"""Of a stage's contract: claim, finish and mark as sent, each a transaction of some reads and a commit."""
STORAGE_CALLS = {
    "extract_topic": 0,
    "retrieve_content": 2,
    "write_script": 3,
    "narrate_scenes": 2,
    "render_scene": 4,
}
STORAGE_CALLS_A_SCENE_TO_ASSEMBLE = 3
STORAGE_CALLS_TO_ASSEMBLE = 8
TOPIC_TOKENS = 100
"""What the model writes of a topic."""


@dataclass(frozen=True)
class Lesson:
    """Hold how long the parts of one lesson take, in seconds, and how many sentences are spoken."""

    minutes: int
    sentences: int
    extract_topic: float
    retrieve_content: float
    write_script: float
    narrate_a_scene: float
    """Each scene's, one after another."""
    scenes: tuple[float, ...]
    """Each scene's drawing and encoding."""
    assemble_video: float


@cache
def estimates(name: str) -> dict[str, float]:
    """Return the values of one of the YAML files, by their names."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return {key: entry["value"] for key, entry in found.items()}


@cache
def measured() -> list[dict[str, Any]]:
    """Return the lessons of `python -m benchmarks service_times` that this folder keeps."""
    found: list[dict[str, Any]] = json.loads((FOLDER / "measured.json").read_text("utf-8"))["figures"]["lessons"]
    return found


@cache
def seconds_a_processor_second(stage: str) -> float:
    """Return how long a stage works on its own for each processor second, as `benchmarks.sizing` measured it.

    With two processors it is less than one where work is done side by side.
    """
    rows = json.loads((FOLDER / "sizing.json").read_text("utf-8"))["figures"]["rows"]
    processors = topology.load().functions[stage].cpu
    [row] = [row for row in rows if row["stage"] == stage and row["processors"] == processors]
    return float(row["seconds_a_lesson"] / row["processor_seconds_a_lesson"])


def in_the_cloud(lesson: dict[str, Any]) -> Lesson:
    """Return what a measured lesson takes in the cloud."""
    takes = estimates("latencies")
    model, tokens = takes["model_first_token_seconds"], takes["model_tokens_a_second"]
    scenes, drawing = lesson["scenes"], lesson["stage_seconds"]["render_scene"]
    written = lesson["output_tokens"] + takes["model_thought_tokens"]
    speech = lesson["sentences"] / SENTENCES_AT_ONCE * takes["speech_seconds"]
    assembling = STORAGE_CALLS_TO_ASSEMBLE + scenes * STORAGE_CALLS_A_SCENE_TO_ASSEMBLE
    return Lesson(
        minutes=lesson["minutes"],
        sentences=lesson["sentences"],
        extract_topic=_own(lesson, "extract_topic") + model + TOPIC_TOKENS / tokens,
        retrieve_content=_own(lesson, "retrieve_content") + takes["embedding_seconds"],
        write_script=_own(lesson, "write_script") + model + written / tokens,
        narrate_a_scene=(_own(lesson, "narrate_scenes") + speech) / scenes + takes["storage_call_seconds"],
        scenes=tuple(_own(lesson, "render_scene", share=each / sum(drawing)) for each in drawing),
        assemble_video=_own(lesson, "assemble_video", assembling),
    )


def _own(lesson: dict[str, Any], stage: str, storage_calls: int | None = None, share: float = 1.0) -> float:
    """Return the seconds of one piece of a stage's work: its waits, and its share of all that the stage computes."""
    takes = estimates("latencies")
    calls = STORAGE_CALLS[stage] if storage_calls is None else storage_calls
    waits = FIRESTORE_CALLS * takes["firestore_call_seconds"] + calls * takes["storage_call_seconds"]
    side_by_side = seconds_a_processor_second(stage) if stage in ("render_scene", "assemble_video") else 1.0
    working = float(lesson["processor_seconds"][stage]) * side_by_side * takes["processor_factor"]
    return waits + working * share + takes["message_seconds"]
