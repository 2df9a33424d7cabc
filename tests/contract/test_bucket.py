"""What every bucket does: Cloud Storage, and the one in this process that tests use."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.bucket import Bucket
from shared.cloud import Cloud
from shared.errors import Unavailable


@pytest.fixture
def bucket(cloud: Cloud) -> Bucket:
    return cloud.generated


def test_an_object_is_created_once(bucket: Bucket, place: str) -> None:
    assert bucket.create(place, b"first", "text/plain", {"by": "one"})
    assert not bucket.create(place, b"second", "text/plain", {"by": "two"})
    assert bucket.read(place) == b"first"
    assert bucket.metadata(place) == {"by": "one"}


def test_of_many_attempts_at_once_one_creates_the_object(bucket: Bucket, place: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        created = list(threads.map(lambda n: bucket.create(place, str(n).encode(), "text/plain"), range(8)))
    assert created.count(True) == 1
    assert bucket.read(place) == str(created.index(True)).encode()


def test_files_go_up_and_come_down_whole(bucket: Bucket, place: str, tmp_path: Path) -> None:
    here, back = tmp_path / "here", tmp_path / "back"
    here.write_bytes(bytes(range(256)) * 40_000)
    assert bucket.create_from_file(place, here, "application/octet-stream")
    assert not bucket.create_from_file(place, here, "application/octet-stream")
    bucket.read_to_file(place, back)
    assert back.read_bytes() == here.read_bytes()


def test_an_object_that_is_not_there_may_come_later(bucket: Bucket, place: str, tmp_path: Path) -> None:
    assert bucket.read_if_there(place) is None
    assert bucket.metadata(place) is None
    with pytest.raises(Unavailable, match=place):
        bucket.read(place)
    with pytest.raises(Unavailable, match=place):
        bucket.read_to_file(place, tmp_path / "x")


def test_objects_are_found_by_prefix_and_deleted(bucket: Bucket, place: str) -> None:
    bucket.create(f"{place}/a", b"a", "text/plain")
    bucket.create(f"{place}/b", b"b", "text/plain")
    assert bucket.paths_under(f"{place}/") == [f"{place}/a", f"{place}/b"]
    bucket.delete(f"{place}/a")
    bucket.delete(f"{place}/a")
    assert bucket.paths_under(f"{place}/") == [f"{place}/b"]


def test_an_object_of_a_generation_that_is_gone_is_not_deleted(bucket: Bucket, place: str) -> None:
    bucket.create(f"{place}/a", b"one", "text/plain")
    [(path, first)] = bucket.generations_under(f"{place}/").items()
    bucket.delete(path, first)
    bucket.delete(path, first)
    bucket.create(path, b"two", "text/plain")
    bucket.delete(path, first)
    assert bucket.read(path) == b"two"
    assert bucket.generations_under(f"{place}/")[path] != first


def test_a_copy_is_an_object_of_its_own(bucket: Bucket, place: str) -> None:
    bucket.create(f"{place}/a", b"one", "text/plain")
    assert bucket.copy(f"{place}/a", f"{place}/b")
    bucket.delete(f"{place}/a")
    assert bucket.read(f"{place}/b") == b"one"


def test_a_copy_replaces_nothing_and_tells_where_there_is_no_original(bucket: Bucket, place: str) -> None:
    bucket.create(f"{place}/a", b"one", "text/plain")
    bucket.create(f"{place}/b", b"two", "text/plain")
    assert bucket.copy(f"{place}/a", f"{place}/b")
    assert bucket.read(f"{place}/b") == b"two"
    assert not bucket.copy(f"{place}/nothing", f"{place}/c")
    assert bucket.read_if_there(f"{place}/c") is None
