"""Follow a request until it ends: a live display in a terminal, a line for each step elsewhere."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from infra.operate.failure import Failure
from infra.operate.timeline import Row, rows
from shared.cloud import Cloud
from shared.models.request import ContentRecord
from shared.progress import STAGES

POLL_SECONDS = 0.25
FIRST_SECONDS = 60.0
"""How long a published message may take to become a record."""
GRACE = timedelta(minutes=5)
"""How long after its deadline a request may take to be ended."""
BAR_WIDTH = 40


def follow(request_id: str, cloud: Cloud, console: Console) -> ContentRecord:
    """Show a request's progress and return its record once it has ended."""
    try:
        record = _first(request_id, cloud, console)
        return _live(record, cloud, console) if console.is_terminal else _lines(record, cloud, console)
    except KeyboardInterrupt as stopped:
        message = f"Stopped watching; the lesson goes on. Where it stands: make status ID={request_id}"
        raise KeyboardInterrupt(message) from stopped


def _first(request_id: str, cloud: Cloud, console: Console) -> ContentRecord:
    deadline = time.monotonic() + FIRST_SECONDS
    with console.status("Waiting for the message to arrive"):
        while time.monotonic() < deadline:
            if record := cloud.requests.read(request_id):
                return record
            time.sleep(POLL_SECONDS)
    raise Failure(f"No record of {request_id} appeared in {FIRST_SECONDS:.0f} s: see rejected_messages and the logs.")


def _live(first: ContentRecord, cloud: Cloud, console: Console) -> ContentRecord:
    spinner = Spinner("dots")
    with Live(console=console, refresh_per_second=10) as live:
        for record in _until_it_ends(first, cloud):
            works = cloud.requests.stages(record.request.request_id).values()
            live.update(picture(record, rows(works, record.fields.get("scene_count"), datetime.now(UTC)), spinner))
    return record


def _lines(first: ContentRecord, cloud: Cloud, console: Console) -> ContentRecord:
    shown = None
    for record in _until_it_ends(first, cloud):
        step = record.fields["current_stage"]
        if step != shown:
            passed = (datetime.now(UTC) - record.fields["created_at"]).total_seconds()
            console.print(f"{passed:6.1f} s  {record.fields['progress_percentage']:3d} %  {step}")
            shown = step
    return record


def _until_it_ends(record: ContentRecord, cloud: Cloud) -> Iterator[ContentRecord]:
    """Give a request's record again and again, the last time when it has ended."""
    yield record
    while not record.status.is_terminal:
        if datetime.now(UTC) > record.deadline_at + GRACE:
            raise Failure("This request is past its deadline, and nobody ended it: is recover_stalled running?")
        time.sleep(POLL_SECONDS)
        found = cloud.requests.read(record.request.request_id)
        if found is None:
            raise Failure(f"The record of {record.request.request_id} is gone.")
        record = found
        yield record


def picture(record: ContentRecord, stages: Sequence[Row], spinner: Spinner) -> RenderableType:
    """Return what the terminal shows: how far it is, and each stage."""
    percentage = record.fields["progress_percentage"]
    step = Text(str(record.fields["current_stage"]))  # what comes from a record is text, never rich's markup
    head = Table.grid(padding=(0, 1))
    head.add_row(ProgressBar(total=100, completed=percentage, width=BAR_WIDTH), f"{percentage} %", step)
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(width=2)
    table.add_column(min_width=28)
    table.add_column(justify="right", min_width=8)
    table.add_column(style="dim")
    signs = {"done": Text("✓", "green"), "failed": Text("✗", "red"), "waiting": Text("·", "dim")}
    for row in stages:
        seconds = "" if row.seconds is None else f"{row.seconds:.1f} s"
        attempts = f"attempt {row.attempts}" if row.attempts > 1 else ""
        table.add_row(signs.get(row.state, spinner), _name(row, record), seconds, attempts)
    return Group(head, table)


def _name(row: Row, record: ContentRecord) -> Text:
    name = STAGES[row.stage].label
    count = record.fields.get("scene_count")
    if row.scenes_done is not None and count:
        name += f" ({row.scenes_done} of {count})"
    return Text(name, "dim" if row.state == "waiting" else "")
