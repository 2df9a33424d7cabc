"""Follow a request until it ends: a live display in a terminal, a line for each step elsewhere."""

import time
from collections.abc import Sequence
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


def _live(record: ContentRecord, cloud: Cloud, console: Console) -> ContentRecord:
    request_id = record.request.request_id
    spinner = Spinner("dots")
    with Live(console=console, refresh_per_second=10) as live:
        while True:
            works = cloud.requests.stages(request_id).values()
            live.update(picture(record, rows(works, record.fields.get("scene_count"), datetime.now(UTC)), spinner))
            if record.status.is_terminal:
                return record
            record = _next(record, cloud)


def _lines(record: ContentRecord, cloud: Cloud, console: Console) -> ContentRecord:
    shown = None
    while True:
        step = record.fields["current_stage"]
        if step != shown:
            passed = (datetime.now(UTC) - record.fields["created_at"]).total_seconds()
            console.print(f"{passed:6.1f} s  {record.fields['progress_percentage']:3d} %  {step}")
            shown = step
        if record.status.is_terminal:
            return record
        record = _next(record, cloud)


def _next(record: ContentRecord, cloud: Cloud) -> ContentRecord:
    if datetime.now(UTC) > record.deadline_at + GRACE:
        raise Failure("This request is past its deadline, and nobody ended it: is recover_stalled running?")
    time.sleep(POLL_SECONDS)
    found = cloud.requests.read(record.request.request_id)
    if found is None:
        raise Failure(f"The record of {record.request.request_id} is gone.")
    return found


def picture(record: ContentRecord, stages: Sequence[Row], spinner: Spinner) -> RenderableType:
    """Return what the terminal shows: how far it is, and each stage."""
    percentage = record.fields["progress_percentage"]
    head = Table.grid(padding=(0, 1))
    head.add_row(ProgressBar(total=100, completed=percentage, width=BAR_WIDTH), f"{percentage} %", _step(record))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(width=2)
    table.add_column(min_width=28)
    table.add_column(justify="right", min_width=8)
    table.add_column(style="dim")
    for row in stages:
        table.add_row(_sign(row, spinner), _name(row, record), _time(row), _attempts(row))
    return Group(head, table)


def _step(record: ContentRecord) -> Text:
    # What comes from a record is text, never rich's markup.
    return Text(str(record.fields["current_stage"]))


def _sign(row: Row, spinner: Spinner) -> RenderableType:
    signs = {"done": Text("✓", "green"), "failed": Text("✗", "red"), "waiting": Text("·", "dim")}
    return signs.get(row.state, spinner)


def _name(row: Row, record: ContentRecord) -> Text:
    name = STAGES[row.stage].label
    count = record.fields.get("scene_count")
    if row.scenes_done is not None and count:
        name += f" ({row.scenes_done} of {count})"
    return Text(name, "dim" if row.state == "waiting" else "")


def _time(row: Row) -> str:
    return "" if row.seconds is None else f"{row.seconds:.1f} s"


def _attempts(row: Row) -> str:
    return f"attempt {row.attempts}" if row.attempts > 1 else ""
