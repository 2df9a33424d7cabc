import pytest

from shared import voices
from shared.errors import Refused
from shared.models.request import GRADE_LEVELS
from shared.voices import Voice, Voices

VOICES = Voices(
    {
        "en": [
            Voice(name="en-US-Wavenet-H", characters_per_second=15, last_grade=2),
            Voice(name="en-US-Wavenet-F", characters_per_second=15),
        ]
    }
)


@pytest.mark.parametrize(("grade", "name"), [("K", "H"), ("2", "H"), ("3", "F"), ("12", "F")])
def test_a_voice_is_chosen_by_grade(grade: str, name: str) -> None:
    assert VOICES.of("en", grade).name == f"en-US-Wavenet-{name}"


def test_the_service_is_told_language_and_region() -> None:
    assert VOICES.of("en", "8").language_code == "en-US"


def test_a_language_that_nobody_speaks_is_refused_with_those_that_are_spoken() -> None:
    with pytest.raises(Refused, match=r"'fr'.*English \(en\)") as refused:
        VOICES.of("fr", "8")
    assert refused.value.code == "unsupported_language"


@pytest.mark.parametrize("name", ["cloud", "local"])
def test_every_declared_language_has_somebody_for_every_grade_and_its_wording(name: str) -> None:
    found = voices.load(name)
    codes = {voice.language_code[:2] for voice in found.all}
    assert "en" in codes
    for code in codes:
        assert all(found.of(code, grade).language_code.startswith(code) for grade in GRADE_LEVELS)


def test_a_set_that_is_not_declared_is_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="'moon'"):
        voices.load("moon")
