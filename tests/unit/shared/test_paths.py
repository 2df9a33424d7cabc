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
