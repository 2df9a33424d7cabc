"""A request's spans are found, ordered and drawn."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from infra.operate.spans import of_request, read
from infra.operate.waterfall import drawing


def line(name: str, span: str, parent: str | None, start: str, end: str, trace: str = "0xa", **facts: Any) -> str:
    status = (
        {"status_code": "ERROR", "description": "Refused"} if facts.pop("fails", False) else {"status_code": "UNSET"}
    )
    times = {"start_time": f"2026-01-05T08:00:{start}Z", "end_time": f"2026-01-05T08:00:{end}Z"}
    context = {"trace_id": trace, "span_id": span}
    return json.dumps(
        {"name": name, "context": context, "parent_id": parent, "status": status, "attributes": facts} | times
    )


def written(folder: Path) -> Path:
    one = [
        line("write_script", "0x2", "0x1", "01.500000", "03.000000", request_id="r-1", attempt=2),
        line("submit_request", "0x1", None, "00.000000", "01.000000", request_id="r-1"),
        line("submit_request", "0x9", None, "00.000000", "01.000000", trace="0xb", request_id="r-2"),
    ]
    other = [
        line("render_scene", "0x3", "0x2", "02.000000", "04.000000", request_id="r-1", scene=0, fails=True),
        line("render_scene", "0x4", "0x2", "03.200000", "03.300000"),
        '{"name": "half a li',
    ]
    (folder / "1.jsonl").write_text("\n".join(one))
    (folder / "2.jsonl").write_text("\n".join(other))
    return folder


def test_the_spans_of_a_request_come_in_the_order_of_their_start(tmp_path: Path) -> None:
    found = of_request("r-1", read(written(tmp_path)))
    assert [span.title for span in found] == [
        "submit_request",
        "write_script attempt 2",
        "render_scene scene 1 Refused",
        "render_scene",
    ]
    assert [span.seconds for span in found[:3]] == [1.0, 1.5, 2.0]


def test_a_span_waited_from_the_end_of_the_work_that_asked_for_it(tmp_path: Path) -> None:
    waited = [span.waited for span in of_request("r-1", read(written(tmp_path)))]
    assert waited[:3] == [None, 0.5, None]
    assert round(waited[3] or 0, 3) == 0.2


def test_a_request_that_was_never_traced_has_none(tmp_path: Path) -> None:
    assert of_request("r-3", read(written(tmp_path))) == []


def test_the_picture_has_a_row_for_each_span_and_holds_no_markup_of_others(tmp_path: Path) -> None:
    picture = drawing(of_request("r-1", read(written(tmp_path))), "<b>r-1</b>")
    texts = [element.text or "" for element in ElementTree.fromstring(picture).iter() if element.tag.endswith("text")]
    assert texts[0] == "<b>r-1</b>: 4.00 s"
    assert sum(text.startswith("render_scene") for text in texts) == 2
