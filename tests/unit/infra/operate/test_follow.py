import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console
from rich.spinner import Spinner

from infra.operate import follow as follow_module
from infra.operate.follow import follow, picture
from infra.operate.look import known
from infra.operate.timeline import rows
from shared import documents
from shared.models.request import ContentRecord
from tests.unit.examples import request

START = datetime.now(UTC)


def record(**changes: Any) -> ContentRecord:
    return documents.record_of(documents.new_record(request(), "api", START, timedelta(hours=1)) | changes)


def written(*things: Any) -> str:
    file = io.StringIO()
    Console(file=file, width=100).print(*things)
    return file.getvalue()


def cloud_of(*records: ContentRecord | None) -> Any:
    """Return a cloud whose ledger reads these records, one after the other."""
    found: Iterator[ContentRecord | None] = iter(records)
    return SimpleNamespace(requests=SimpleNamespace(read=lambda _: next(found), stages=lambda _: {}))


def test_the_display_shows_how_far_each_stage_is() -> None:
    done = {"status": "done", "attempt": 2, "cost_usd": 0.0, "lease_until": START}
    times = {"started_at": START, "finished_at": START + timedelta(seconds=2.5)}
    works = [{"stage": "render_scene", **done, **times}, {"stage": "extract_topic", **done, **times}]
    shown = record(progress_percentage=54, current_stage="Rendering scenes (1 of 5)", scene_count=5)
    text = written(picture(shown, rows(works, 5, START + timedelta(seconds=4)), Spinner("dots")))
    assert "54 % Rendering scenes (1 of 5)" in text
    lines = {line.strip(" ✓·⠋").split("  ")[0]: line for line in text.splitlines()}
    assert "2.5 s" in lines["Understanding the question"]
    assert "attempt 2" in lines["Understanding the question"]
    assert "4.0 s" in lines["Rendering scenes (1 of 5)"]


def test_without_a_terminal_each_step_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_module, "POLL_SECONDS", 0.0)
    writing = record(current_stage="Writing the script", progress_percentage=14)
    ended = record(current_stage="Completed", progress_percentage=100, status="completed")
    file = io.StringIO()
    cloud = cloud_of(None, record(), writing, writing, ended)
    assert follow("r-1", cloud, Console(file=file, width=100)) == ended
    steps = [line.split("%")[-1].strip() for line in file.getvalue().splitlines() if "%" in line]
    assert steps == ["Waiting to start", "Writing the script", "Completed"]


@pytest.mark.parametrize("request_id", ["r-2", "a/b", "..", "__x__"])
def test_an_unknown_request_is_named(request_id: str) -> None:
    with pytest.raises(follow_module.Failure, match="There is no request with the id"):
        known(request_id, cloud_of(None))
