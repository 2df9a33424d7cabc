"""Cloud Storage's adapter against fake-gcs-server."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from shared.cloud import Cloud
from shared.errors import Unavailable

pytestmark = pytest.mark.integration


@pytest.fixture
def path() -> str:
    return f"tests/{uuid4().hex}"


def test_an_object_is_created_once_and_never_changed(cloud: Cloud, path: str) -> None:
    bucket = cloud.temporary
    assert bucket.create(path, b"first", "text/plain", {"frames": "30"})
    assert not bucket.create(path, b"second", "text/plain")
    assert bucket.read(path) == b"first"
    assert bucket.metadata(path) == {"frames": "30"}


def test_of_many_attempts_at_once_one_creates_the_object(cloud: Cloud, path: str) -> None:
    bucket = cloud.temporary
    with ThreadPoolExecutor(8) as threads:
        created = list(threads.map(lambda n: bucket.create(path, str(n).encode(), "text/plain"), range(8)))
    assert created.count(True) == 1
    assert bucket.read(path) == str(created.index(True)).encode()


def test_files_go_up_and_come_down_whole(cloud: Cloud, path: str, tmp_path: Path) -> None:
    here, back = tmp_path / "here", tmp_path / "back"
    here.write_bytes(bytes(range(256)) * 40_000)
    assert cloud.generated.create_from_file(path, here, "application/octet-stream")
    assert not cloud.generated.create_from_file(path, here, "application/octet-stream")
    cloud.generated.read_to_file(path, back)
    assert back.read_bytes() == here.read_bytes()


def test_an_object_that_is_not_there_may_come_later(cloud: Cloud, path: str, tmp_path: Path) -> None:
    bucket = cloud.temporary
    assert bucket.read_if_there(path) is None
    assert bucket.metadata(path) is None
    with pytest.raises(Unavailable, match=path):
        bucket.read(path)
    with pytest.raises(Unavailable, match=path):
        bucket.read_to_file(path, tmp_path / "x")
