"""What a person reads of a request's progress, and how far along each stage is."""

from shared.models.base import Record


class StageProgress(Record):
    """Say what a stage is called, and the percentages at which it starts and ends."""

    label: str
    starts_at: int
    ends_at: int


STAGES = {
    "submit_request": StageProgress(label="Waiting to start", starts_at=0, ends_at=0),
    "extract_topic": StageProgress(label="Understanding the question", starts_at=2, ends_at=8),
    "retrieve_content": StageProgress(label="Finding sources", starts_at=8, ends_at=14),
    "reuse_lesson": StageProgress(label="Looking at a lesson made before", starts_at=14, ends_at=14),
    "write_script": StageProgress(label="Writing the script", starts_at=14, ends_at=30),
    "narrate_scenes": StageProgress(label="Recording the narration", starts_at=30, ends_at=45),
    "render_scene": StageProgress(label="Rendering scenes", starts_at=45, ends_at=90),
    "assemble_video": StageProgress(label="Assembling the video", starts_at=90, ends_at=100),
}

FOLLOWING = "Waiting for this lesson, which is being made already"
REUSED = "Reused a lesson made before"


def at_start(stage: str) -> tuple[int, str]:
    """Return the percentage and the label of a stage that starts."""
    return STAGES[stage].starts_at, STAGES[stage].label


def at_end(stage: str) -> tuple[int, str]:
    """Return the percentage and the label of a stage that is done."""
    return STAGES[stage].ends_at, STAGES[stage].label


def of_scenes(stage: str, done: int, count: int) -> tuple[int, str]:
    """Return the percentage and the label of a stage of which some scenes are done."""
    progress = STAGES[stage]
    span = progress.ends_at - progress.starts_at
    return progress.starts_at + span * done // count, f"{progress.label} ({done} of {count})"
