"""Look at a request: its record, its stages, and what happened to it."""

from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from infra.operate.failure import Failure
from infra.operate.target import connected, place
from shared import pseudonyms
from shared.cloud import Cloud
from shared.models.request import ContentRecord, is_identifier

HIDDEN = ("fingerprint", "schema_version", "sources", "result", "error", "search_terms")


def status(request_id: str, target: str, console: Console) -> int:
    """Show a request's record and the work on it."""
    with connected(place(target)) as cloud:
        record = known(request_id, cloud)
        works = cloud.requests.stages(request_id)
    console.print(_record_table(record.fields))
    console.print(_work_table(works))
    return 0


def events(request_id: str, target: str, console: Console) -> int:
    """Show what happened to a request, in order."""
    with connected(place(target)) as cloud:
        record = known(request_id, cloud)
        found = cloud.requests.events(request_id)
    table = Table("Time (UTC)", "After", "Event", "Stage", "Scene", "Attempt", "More", box=None, pad_edge=False)
    for event in found:
        after = (event["at"] - record.fields["created_at"]).total_seconds()
        more = " ".join(str(event[name]) for name in ("origin", "code", "reason") if event.get(name))
        cells = [_text(event.get(name)) for name in ("kind", "stage", "scene", "attempt")]
        table.add_row(f"{event['at']:%H:%M:%S.%f}"[:-3], f"{after:.2f} s", *cells, Text(more))
    console.print(table)
    return 0


def known(request_id: str, cloud: Cloud) -> ContentRecord:
    """Return a request's record; raise `Failure` where there is none."""
    if not request_id:
        raise Failure("Which request? Name it: ID=…", 2)
    record = cloud.requests.read(request_id) if is_identifier(request_id) else None
    if record is None:
        raise Failure(f"There is no request with the id {request_id}")
    return record


def _record_table(fields: dict[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim")
    for name, value in fields.items():
        if name not in HIDDEN:
            table.add_row(name, _text(value))
    for source in fields.get("sources", []):
        table.add_row("source", _text(f"{source['title']} by {source['author']}, {source['licence']}"))
    if result := fields.get("result"):
        table.add_row("lesson", _text(f"{result['duration_seconds']:.1f} s"))
        for address in result["files"].values():
            table.add_row("file", _text(address))
    if error := fields.get("error"):
        table.add_row("error", Text(f"{error['code']}: {error['message']} (in {error['stage']})", "red"))
    return table


def _work_table(works: dict[str, dict[str, Any]]) -> Table:
    table = Table("Work", "Status", "Attempt", "Waited", "Seconds", "Cost", "Last error", box=None, pad_edge=False)
    for name, work in sorted(works.items(), key=lambda item: (item[1]["started_at"], item[0])):
        ended = work.get("finished_at") or (datetime.now(UTC) if work["status"] == "running" else work["lease_until"])
        seconds = (ended - work["started_at"]).total_seconds()
        waited = "" if work.get("queue_seconds") is None else f"{work['queue_seconds']:.2f}"
        cost = f"${work['cost_usd']:.6f}"
        error = _text(work.get("last_error"))
        table.add_row(name, work["status"], str(work["attempt"]), waited, f"{seconds:.2f}", cost, error)
    return table


def _text(value: object) -> Text:
    """Return a value as it is, never as rich's markup."""
    if isinstance(value, datetime):
        return Text(f"{value:%Y-%m-%d %H:%M:%S}")
    if isinstance(value, list):
        return Text("\n".join(map(str, value)))
    return Text("" if value is None else str(value))


def student_id(account: str, tenant: str, target: str, console: Console) -> int:
    """Print the id that Vividly keeps in place of an account of Identity Platform."""
    if not account:
        raise Failure("Which account? Name it as Identity Platform does: ACCOUNT=…", 2)
    console.print(pseudonyms.student_id(place(target).project, tenant or None, account), markup=False)
    return 0
