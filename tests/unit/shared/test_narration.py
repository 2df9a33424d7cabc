import pytest

from shared.models.narration import Narration, SpokenSentence

NARRATION = Narration(
    scene=2,
    frames=90,
    sentences=[SpokenSentence(text="One.", start=0.3, end=1.25), SpokenSentence(text="Two.", start=1.6, end=2.0)],
)


def test_the_metadata_of_a_recording_gives_its_times_back() -> None:
    assert Narration.of_metadata(NARRATION.as_metadata(), 2, ["One.", "Two."]) == NARRATION
    assert NARRATION.seconds == 3.0


def test_metadata_of_other_sentences_are_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        Narration.of_metadata(NARRATION.as_metadata(), 2, ["One."])


def test_the_longest_scene_fits_into_the_metadata_of_an_object() -> None:
    sentences = [SpokenSentence(text="x" * 400, start=i * 10 / 3, end=(i + 1) * 10 / 3) for i in range(40)]
    metadata = Narration(scene=0, frames=4_000, sentences=sentences).as_metadata()
    assert sum(len(name) + len(value) for name, value in metadata.items()) < 8 * 1024
