from pathlib import Path

import pytest

from infra.operate.failure import Failure
from infra.operate.publish import gcloud_environment, read, request_id_of
from infra.operate.target import Place


def test_a_message_is_published_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "message.json"
    file.write_text('{ "request_id":  "r-1" }\n', "utf-8")
    assert read(str(file)) == '{ "request_id":  "r-1" }\n'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b"", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (None, "missing"),
    ],
)
def test_a_file_that_is_no_message_or_not_there_is_refused(tmp_path: Path, content: bytes | None, reason: str) -> None:
    file = tmp_path / "missing.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Failure, match=reason) as failed:
        read(str(file))
    assert failed.value.exit_code == 2


@pytest.mark.parametrize(("name", "reason"), [("", "Which message"), (".", "directory")])
def test_what_is_no_name_of_a_file_is_refused(name: str, reason: str) -> None:
    with pytest.raises(Failure, match=reason) as failed:
        read(name)
    assert failed.value.exit_code == 2


def test_gcloud_is_pointed_to_the_emulator_and_needs_no_account() -> None:
    place = Place("vividly-local", {"PUBSUB_EMULATOR_HOST": "127.0.0.1:9000"}, None)
    environment = gcloud_environment(place)
    assert environment["CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB"] == "http://127.0.0.1:9000/"
    assert environment["CLOUDSDK_AUTH_DISABLE_CREDENTIALS"] == "true"
    assert environment["CLOUDSDK_CORE_PROJECT"] == "vividly-local"


def test_gcloud_reaches_the_emulator_past_a_proxy() -> None:
    place = Place("vividly-local", {"PUBSUB_EMULATOR_HOST": "127.0.0.1:9000"}, None)
    assert gcloud_environment(place)["no_proxy"] == "127.0.0.1,localhost"


def test_gcloud_works_as_it_is_set_up_in_the_cloud() -> None:
    assert gcloud_environment(Place("project", {}, None)) == {}


def test_the_request_of_a_message_is_known_by_its_id() -> None:
    assert request_id_of('{"request_id": "r-1"}') == "r-1"


@pytest.mark.parametrize(
    "text", ["{}", "[]", '"r-1"', '{"request_id": 1}', '{"request_id": "a/b"}', '{"request_id": ".."}']
)
def test_a_message_without_a_usable_id_names_no_request(text: str) -> None:
    assert request_id_of(text) is None
