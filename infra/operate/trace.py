"""Draw when each part of a request was worked on: a waterfall in the terminal, and the same as a picture."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from infra.local.stack import FOLDER
from infra.operate.failure import Failure
from infra.operate.look import known
from infra.operate.spans import Span, of_request, read
from infra.operate.target import connected, place
from infra.operate.waterfall import drawing

OUT = Path("out")
BAR = 64  # characters


def trace(request_id: str, target: str, console: Console) -> int:
    """Show the trace of a request."""
    where = place(target)
    with connected(where) as cloud:
        known(request_id, cloud)
    if target != "local":
        found = f"https://console.cloud.google.com/traces/explorer?project={where.project}"
        console.print(f"Cloud Trace has it: {found} , with the filter request_id = {request_id}", markup=False)
        return 0
    spans = of_request(request_id, read(FOLDER / "traces"))
    if not spans:
        raise Failure(f"Nothing was traced of {request_id}: it is of an earlier stack, or no function took it up yet")
    console.print(_waterfall(spans))
    OUT.mkdir(exist_ok=True)
    file = OUT / f"trace-{request_id}.svg"
    file.write_text(drawing(spans, request_id), "utf-8")
    console.print(f"As a picture: {file}", markup=False)
    return 0


def _waterfall(spans: Sequence[Span]) -> Table:
    start, end = spans[0].start, max(span.end for span in spans)
    table = Table("Work", "Waited", "Took", "", box=None, pad_edge=False)
    for span in spans:
        before = round(BAR * (span.start - start) / (end - start))
        length = max(1, round(BAR * span.seconds / (end - start)))
        bar = Text(" " * before + "█" * length, "red" if span.error else "cyan")
        waited = "" if span.waited is None else f"{span.waited * 1000:.0f} ms"
        table.add_row(Text(span.title), waited, f"{span.seconds:.2f} s", bar)
    table.add_row("in all", "", f"{end - start:.2f} s", "")
    return table
