from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.rollback.archive import BadArchive, pack, unpack
from infra.rollback.shelf import find, keep
from tests.fakes.bucket import InProcessBucket

MORNING, EVENING = datetime(2026, 11, 2, 8, tzinfo=UTC), datetime(2026, 11, 2, 20, tzinfo=UTC)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    for name in ("dist", "infra/terraform/.terraform", "infra/terraform/environments"):
        (folder / name).mkdir(parents=True)
    for name in ("pipeline.yaml", "access.yaml", "terraform/functions.tf", "terraform/.terraform/provider"):
        (folder / "infra" / name).write_text(name, "utf-8")
    (folder / "dist" / "extract_topic.zip").write_bytes(b"a bundle")
    return folder


def test_a_release_is_all_that_terraform_deploys_from(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "old").touch()
    unpack(pack(repository), tmp_path / "again")
    files = {path.relative_to(tmp_path / "again").as_posix() for path in (tmp_path / "again").rglob("*.*")}
    assert files >= {
        "dist/extract_topic.zip",
        "infra/pipeline.yaml",
        "infra/access.yaml",
        "infra/terraform/functions.tf",
    }
    assert not [name for name in files if ".terraform" in name or "old" in name]


def test_what_is_not_built_cannot_be_kept(repository: Path) -> None:
    (repository / "dist" / "extract_topic.zip").unlink()
    with pytest.raises(BadArchive, match="make package"):
        pack(repository)


def test_the_newest_release_of_an_environment_is_found_or_that_of_a_commit_that_was_kept() -> None:
    shelf = InProcessBucket("state")
    keep(b"old", "aaa111", "prod", MORNING, shelf)
    keep(b"new", "bbb222", "prod", EVENING, shelf)
    keep(b"dev", "ccc333", "dev", EVENING, shelf)
    assert find("", "prod", shelf) == ("20261102T200000Z-bbb222", b"new")
    assert find("aaa", "prod", shelf) == find(f"aaa111{'0' * 34}", "prod", shelf) == ("20261102T080000Z-aaa111", b"old")
    with pytest.raises(BadArchive, match=r"gs://state has no deployment of the commit ddd\. It has: aaa111, bbb222\."):
        find("ddd", "prod", shelf)
    with pytest.raises(BadArchive, match=r"no deployment for test\. It has: none\."):
        find("", "test", shelf)
