from pathlib import Path

import pytest

from infra.operate.media import boxes, cues, told_seconds


def box(name: bytes, content: bytes = b"") -> bytes:
    return (8 + len(content)).to_bytes(4) + name + content


def test_the_boxes_of_a_video_are_told_in_order() -> None:
    large = (1).to_bytes(4) + b"mdat" + (20).to_bytes(8) + b"1234"
    assert list(boxes(box(b"ftyp", b"isom") + box(b"moov", box(b"trak")) + large)) == ["ftyp", "moov", "mdat"]


def test_a_box_that_goes_on_to_the_end_is_the_last() -> None:
    assert list(boxes(box(b"ftyp") + (0).to_bytes(4) + b"mdat" + b"1234" * 10)) == ["ftyp", "mdat"]


def test_what_is_no_video_has_no_boxes_for_ever() -> None:
    assert len(list(boxes(b"\x00" * 100))) == 1


def test_captions_are_read_with_their_times_and_lines(tmp_path: Path) -> None:
    file = tmp_path / "captions.vtt"
    file.write_text("WEBVTT\n\n00:00:01.500 --> 00:01:02.000\nOne\ntwo\n", "utf-8")
    assert cues(file) == [(1.5, 62.0, ["One", "two"])]


def test_the_length_is_read_from_a_lesson(tmp_path: Path) -> None:
    file = tmp_path / "lesson.json"
    file.write_text('{"duration_seconds": 60.25}', "utf-8")
    assert told_seconds(file) == 60.25


@pytest.mark.parametrize("content", ["{", "{}", "[]", '{"duration_seconds": null}'])
def test_a_lesson_that_tells_no_length_has_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "lesson.json"
    file.write_text(content, "utf-8")
    assert told_seconds(file) is None
