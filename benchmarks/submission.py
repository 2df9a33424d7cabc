"""How fast questions are taken in over HTTP: alone, and while lessons are made; and what the emulators take of it.

So many are open at any moment, which tells what the machine carries; or so many students ask within a second, each at a
moment of their own, which is what a school does.
Of the two stacks the first has no function but the API, so that no lesson is made of what is asked; the second has all
of them, with lessons under way.
"""

import json
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from rich.console import Console

from benchmarks import report
from benchmarks.own_stack import connected_to
from benchmarks.service_times import processor_seconds
from infra.local.seed import seed
from infra.local.stack import PROJECT, Stack, Variations
from infra.operate import api
from shared.clients import Clients
from shared.settings import Settings

AT_ONCE = (1, 20, 100)
WITHIN_A_SECOND = (20, 100)
REQUESTS = {1: 100, 20: 400, 100: 1_000}
ROOM = Variations(environment={"MAXIMUM_OPEN_REQUESTS": "10000"})
"""Nothing that is asked for here ends soon, and all of it is to be taken in."""
WARM_UP = 1_000
"""Until then the emulators, which are Java, take twice the processor time."""
LESSONS_UNDER_WAY = 6
UNDER_WAY_WITHIN_SECONDS = 30.0
AIM_P95_MS = 50.0
"""With nothing else to do."""


Timed = Callable[[Callable[[], None], int, int], list[float]]
"""From a call, how often and how many at once to the seconds of each."""


@dataclass(frozen=True)
class Row:
    """Hold how long one kind of call took, so many at once."""

    what: str
    at_once: int
    milliseconds: dict[str, float]
    a_second: float
    processor_ms: dict[str, float]
    """What one call takes of the processors: the emulators' part, the function's, and that of who calls."""


def measure(console: Console) -> dict[str, Any]:
    """Return the spread of each kind of call, in milliseconds."""
    rows = []
    with TemporaryDirectory(prefix="submission-") as name:
        with Stack(["submit_request"], Path(name) / "idle", page_port=None, variations=ROOM) as stack:
            rows += _measured("idle", stack, floor=True)
        with Stack(folder=Path(name) / "busy", page_port=None, variations=ROOM) as stack:
            _start_lessons(stack)
            rows += _measured("while lessons are made", stack, floor=False)
    parts = ("Processor time: emulators", "function", "who calls")
    console.print(report.table(("Question taken in", "Students", "p50", "p95", "A second", *parts), map(_cells, rows)))
    worst = max(row.milliseconds["p95"] for row in rows if row.what == "idle")
    console.print(f"Aim: p95 below {AIM_P95_MS:.0f} ms with nothing else to do; the worst of these is {worst} ms.")
    return {"aim_p95_ms": AIM_P95_MS, "calls": [vars(row) for row in rows]}


def _measured(what: str, stack: Stack, *, floor: bool) -> list[Row]:
    address = stack.page.removeprefix("http://")
    numbers = count()

    def submit() -> None:
        _post(address, _question(next(numbers)))

    with connected_to(stack) as cloud:
        calls = {what: submit} | ({"the emulators alone": Floor(cloud.settings).accept} if floor else {})
        for call in calls.values():
            _timed(call, WARM_UP, 20)
        rows = [_row(name, at_once, call, stack, _timed) for at_once in AT_ONCE for name, call in calls.items()]
        return rows + [_row(f"{what}, within a second", many, submit, stack, _asked) for many in WITHIN_A_SECOND]


def _row(what: str, at_once: int, call: Callable[[], None], stack: Stack, timed: Timed) -> Row:
    before, started = _processors(stack), time.perf_counter()
    seconds = timed(call, REQUESTS[at_once], at_once)
    passed, after = time.perf_counter() - started, _processors(stack)
    used = {part: round((after[part] - before[part]) / len(seconds) * 1000, 1) for part in after}
    return Row(what, at_once, report.spread(seconds), round(len(seconds) / passed, 1), used)


def _processors(stack: Stack) -> dict[str, float]:
    """Return the processor seconds so far of those who have a part in taking in a question."""
    used = processor_seconds(stack.pids)
    emulators = used["firestore"] + used["pubsub"]
    return {"emulators": emulators, "function": used["submit_request"], "who calls": time.process_time()}


def _timed(call: Callable[[], None], times: int, at_once: int) -> list[float]:
    """Return how many seconds each of `times` calls took, `at_once` of them open at any moment."""

    def one(_: int) -> float:
        started = time.perf_counter()
        call()
        return time.perf_counter() - started

    with ThreadPoolExecutor(at_once) as threads:
        return list(threads.map(one, range(times)))


def _asked(call: Callable[[], None], times: int, students: int) -> list[float]:
    """Return how many seconds each of `times` calls took, `students` of them at random moments of each second."""
    chance, found = random.Random(1), list[float]()

    def one(moment: float) -> float:
        time.sleep(max(0.0, moment - time.perf_counter()))
        started = time.perf_counter()
        call()
        return time.perf_counter() - started

    with ThreadPoolExecutor(students) as threads:
        for _ in range(times // students):
            now = time.perf_counter()
            found += threads.map(one, [now + chance.random() for _ in range(students)])
            time.sleep(max(0.0, now + 1 - time.perf_counter()))
    return found


def _post(address: str, question: dict[str, Any]) -> None:
    connection = HTTPConnection(address, timeout=60)
    body = json.dumps(question)
    connection.request("POST", "/v1/content-requests", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    if answer.status != 202:
        raise RuntimeError(f"a question was not taken: {answer.status} {text.decode()}")


def _question(number: int) -> dict[str, Any]:
    return {
        "student_id": f"student-{number}",
        "student_query": f"Explain photosynthesis, question {number}",
        "grade_level": "8",
        "duration_minutes": 1,
    }


class Floor:
    """Make the calls that taking in a question makes, by the bare clients and with nothing around them."""

    def __init__(self, settings: Settings) -> None:
        """Connect, as a function does."""
        clients = Clients(settings)
        self._firestore, self._publisher = clients.firestore, clients.publisher
        self._topic = self._publisher.topic_path(settings.google_cloud_project, "content-generation-requests")

    def accept(self) -> None:
        """Read four documents, write six in one commit, publish, and write that it is published: nobody disturbs it."""
        name = f"floor-{uuid4().hex[:12]}"
        record = self._firestore.document(f"content_requests/{name}")
        stage = record.collection("request_stages").document("submit_request")
        event = record.collection("request_events").document("accepted")
        opened = self._firestore.document(f"open_requests/{name}")
        counts = [self._firestore.document(f"request_counts/{whose}:{name}") for whose in ("student", "tenant")]
        list(self._firestore.get_all([record, opened, *counts]))
        batch = self._firestore.batch()
        fields = {f"field_{number}": "as long as most of them" for number in range(9)} | {"at": datetime.now(UTC)}
        for document in (record, stage, event, opened, *counts):
            batch.create(document, fields)
        batch.commit()
        self._publisher.publish(request={"topic": self._topic, "messages": [{"data": b"{}"}]}, timeout=20)
        stage.update({"unsent": False})


def _start_lessons(stack: Stack) -> None:
    """Ask for lessons and wait until the first of them is being drawn."""
    with connected_to(stack) as cloud:
        seed(PROJECT, stack.environment["GCS_OER_CONTENT_BUCKET"])
        names = [
            api.submit(stack.page, _question(number) | {"student_id": f"earlier-{number}", "duration_minutes": 3})
            for number in range(LESSONS_UNDER_WAY)
        ]
        deadline = time.monotonic() + UNDER_WAY_WITHIN_SECONDS
        while time.monotonic() < deadline:
            records = [cloud.requests.read(name) for name in names]
            if any(record and "Rendering" in record.fields["current_stage"] for record in records):
                return
            time.sleep(0.25)
    raise RuntimeError("no lesson came as far as being drawn")


def _cells(row: Row) -> tuple[str, ...]:
    times = f"{row.milliseconds['p50']} ms", f"{row.milliseconds['p95']} ms", f"{row.a_second}"
    return row.what, str(row.at_once), *times, *(f"{spent} ms" for spent in row.processor_ms.values())
