import string
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared import wording as wording_module
from shared.wording import wording

WORDS: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(wording_module.__file__).with_name("wording.yaml").read_text("utf-8")
)


def places(text: str) -> int:
    return sum(name is not None for _, name, _, _ in string.Formatter().parse(text))


@pytest.mark.parametrize("language", WORDS)
def test_every_language_names_as_much_as_english_does(language: str) -> None:
    found, english = wording(language).model_dump(), wording("en").model_dump()
    assert {name: places(text) for name, text in found.items()} == {
        name: places(text) for name, text in english.items()
    }


def test_grades_are_named_as_schools_name_them() -> None:
    assert (wording("en").grade_name("K"), wording("en").grade_name("8")) == ("Kindergarten", "Grade 8")
    assert wording("de").grade_name("8") == "Klasse 8"
