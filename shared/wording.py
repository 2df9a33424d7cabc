"""What Vividly itself writes on screens and in transcripts, in the language of a lesson (`wording.yaml`)."""

from functools import cache
from pathlib import Path

import yaml

from shared.models.base import Record

ENGLISH = "en"


class Wording(Record):
    """Hold the words of a language; `{}` stands for what is named."""

    language_name: str
    """As its speakers write it."""
    iso_639_2: str
    """The code that media files name a language by."""
    kindergarten: str
    grade: str
    source: str
    minutes: str
    what_you_will_learn: str
    words_to_know: str
    shown: str
    check_yourself: str
    question: str
    answer: str
    remember: str
    sources: str
    made_from: str
    credit: str
    """Title, author, licence."""
    no_sources: str
    example_question: str
    """What somebody may ask about a topic."""

    def grade_name(self, grade_level: str) -> str:
        """Return what a grade is called."""
        return self.kindergarten if grade_level == "K" else self.grade.format(grade_level)


@cache
def wording(language: str) -> Wording:
    """Return the words of a language; raise `KeyError` where nobody wrote them down."""
    return Wording.model_validate(_all()[language])


@cache
def _all() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("wording.yaml").read_text("utf-8"))
    return found
