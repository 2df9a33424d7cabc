import pytest

from shared import paths


def test_the_path_of_a_recording_is_read_back() -> None:
    assert paths.narrated_scene(paths.narration("test-1", 7)) == ("test-1", 7)
    assert paths.narrated_scene(paths.narration("test-1", 107)) == ("test-1", 107)


@pytest.mark.parametrize(
    "path", ["", "narration/a", "narration/a/b/01", "narration/a/x", "scenes/a/01.mp4", "narration//01"]
)
def test_another_path_is_no_recording(path: str) -> None:
    assert paths.narrated_scene(path) is None


@pytest.mark.parametrize(
    ("path", "resource_id"),
    [
        ("earth and space/water cycle.md", "earth-and-space-water-cycle"),
        ("physics/modules/m1/index.cnxml", "physics-modules-m1-index.cnxml"),
        ("a/light.pdf", "a-light.pdf"),
        ("физика.md", "ce8d15bb"),
    ],
)
def test_an_id_holds_no_slash_and_is_never_empty(path: str, resource_id: str) -> None:
    assert paths.resource_id_of(path) == resource_id


def test_names_in_another_script_are_kept_apart() -> None:
    assert paths.resource_id_of("水.md") != paths.resource_id_of("光.md")
