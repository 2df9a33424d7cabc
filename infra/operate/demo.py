"""A question becomes a lesson, from one command."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from infra.local.__main__ import up
from infra.local.running import running_stack
from infra.local.services import REPOSITORY
from infra.operate import api
from infra.operate.failure import Failure
from infra.operate.follow import follow
from infra.operate.target import connected, place
from infra.operate.timeline import Row, rows
from shared import paths
from shared.cloud import Cloud
from shared.models.request import ContentRecord, Status

OUTPUT = REPOSITORY / "out"


def demo(query: str, grade: str, minutes: str, console: Console) -> int:
    """Ask, follow, download, and say what it took; start the stack where none is running."""
    if running_stack() is None and up(console):
        raise Failure("Without the local stack there is no lesson.")
    where = place("local")
    question = {"student_id": "demo", "student_query": query, "grade_level": grade, "duration_minutes": number(minutes)}
    with connected(where) as cloud:
        request_id = api.submit(where.api, question)
        console.print(Text.assemble((query, "bold"), f"  grade {grade}, {minutes} minutes, request {request_id}"))
        record = follow(request_id, cloud, console)
        if record.status is not Status.COMPLETED:
            console.print(failure(record))
            return 1
        files = download(request_id, cloud, OUTPUT / request_id)
        works = cloud.requests.stages(request_id).values()
    console.print()
    console.print(_file_table(files))
    console.print()
    stages = rows(works, record.fields.get("scene_count"), datetime.now(UTC))
    console.print(_stage_table(stages, record.fields["cost_usd"]))
    console.print("Costs are at list prices, with the times measured here.")
    console.print()
    console.print(summary(record.fields))
    return 0


def number(text: str) -> int | str:
    """Return a number where it is one; the API says what is wrong with anything else."""
    return int(text) if text.isascii() and text.isdecimal() else text


def download(request_id: str, cloud: Cloud, folder: Path) -> list[Path]:
    """Write a lesson's files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / name for name in paths.LESSON_FILES]
    for file in files:
        cloud.generated.read_to_file(paths.lesson(request_id, file.name), file)
    return files


def failure(record: ContentRecord) -> Text:
    """Return why a request failed."""
    error = record.fields.get("error") or {"code": record.status.value, "message": "It was ended.", "stage": "?"}
    return Text.assemble((error["message"], "red"), f"\n{error['code']}, in {error['stage']}")


def summary(fields: dict[str, Any]) -> Text:
    """Return how long the lesson is, and how long it took to make."""
    lesson = fields["result"]["duration_seconds"]
    passed = (fields["completed_at"] - fields["created_at"]).total_seconds()
    title = fields.get("title") or fields.get("topic") or ""
    return Text.assemble(
        (title, "bold"),
        f"\n{_clock(lesson)} of lesson, made in {passed:.1f} s: {lesson / passed:.1f} times faster than real time.",
    )


def _file_table(files: list[Path]) -> Table:
    table = Table("File", "Size", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for file in files:
        table.add_row(Text(_short(file)), f"{file.stat().st_size:,} bytes")
    return table


def _stage_table(stages: list[Row], total_usd: float) -> Table:
    table = Table("Stage", "Seconds", "Scenes", "Attempts", "Cost", box=None, pad_edge=False, show_footer=True)
    for column in table.columns[1:]:
        column.justify = "right"
    table.columns[0].footer = "In all"
    table.columns[4].footer = f"${total_usd:.4f}"
    for row in stages:
        scenes = "" if row.scenes_done is None else f"{row.scenes_done}, {row.scene_seconds or 0:.1f} s in all"
        table.add_row(row.stage, f"{row.seconds or 0:.1f}", scenes, str(row.attempts), f"${row.cost_usd:.4f}")
    return table


def _short(file: Path) -> str:
    return str(file.relative_to(Path.cwd())) if file.is_relative_to(Path.cwd()) else str(file)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
