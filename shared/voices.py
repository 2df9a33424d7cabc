"""Who speaks: the voice for a language and a grade, as `infra/voices.yaml` declares it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import Field

from shared import topology
from shared.errors import Refused
from shared.models.base import Record
from shared.models.request import grade_number
from shared.wording import wording

UNSUPPORTED = "unsupported_language"


class Voice(Record):
    """Hold a voice of Text-to-Speech, and for whom it is."""

    name: str
    """As the service knows it, such as `en-US-Wavenet-F`."""
    characters_per_second: float = Field(gt=0)
    """How fast it speaks at rate 1.0, pauses between sentences left out."""
    last_grade: int = Field(default=12, ge=0, le=12)

    @property
    def language_code(self) -> str:
        """Return language and region, such as `en-US`."""
        return "-".join(self.name.split("-")[:2])


class Voices:
    """Hold the voices of a set."""

    def __init__(self, by_language: Mapping[str, list[Voice]]) -> None:
        """Use some voices; those of a language are tried in order."""
        self._by_language = by_language

    @property
    def all(self) -> list[Voice]:
        """Return every voice."""
        return [voice for voices in self._by_language.values() for voice in voices]

    @property
    def languages(self) -> list[str]:
        """Return the languages that somebody speaks."""
        return sorted(self._by_language)

    def ensure_spoken(self, language: str) -> None:
        """Raise `Refused` for a language that nobody here speaks."""
        if language not in self._by_language:
            known = ", ".join(f"{wording(name).language_name} ({name})" for name in self.languages)
            raise Refused(UNSUPPORTED, f"Lessons in {language!r} cannot be made here. Ask for one of: {known}.")

    def of(self, language: str, grade_level: str) -> Voice:
        """Return who speaks to a grade in a language; raise `Refused` where nobody does."""
        self.ensure_spoken(language)
        grade = grade_number(grade_level)
        return next(voice for voice in self._by_language[language] if grade <= voice.last_grade)


@cache
def load(name: str) -> Voices:
    """Return a set of voices; raise `ValueError` where there is none of that name or a grade has nobody to speak."""
    sets: dict[str, dict[str, list[dict[str, Any]]]] = topology.declared("voices.yaml")
    if name not in sets:
        raise ValueError(f"infra/voices.yaml has no voices {name!r}; it has {', '.join(sets)}")
    found = {language: [Voice.model_validate(voice) for voice in voices] for language, voices in sets[name].items()}
    for language, voices in found.items():
        wording(language)  # without its words, a lesson would fail only when it is drawn
        if not voices or voices[-1].last_grade < 12:
            raise ValueError(f"infra/voices.yaml: no voice of {name}.{language} is for grade 12")
    return Voices(found)
