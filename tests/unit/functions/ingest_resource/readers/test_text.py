import pytest

from functions.ingest_resource.document import Document
from functions.ingest_resource.readers.text import read
from shared.errors import Refused

LONG = "Light is quick: it goes around the Earth more than seven times in one second,\nand nothing is quick-\ner."
PLAIN = "Light is quick: it goes around the Earth more than seven times in one second, and nothing is quicker."


def text(content: str) -> Document:
    return read(content.encode(), "light.txt")


def test_a_line_that_stands_alone_is_a_heading() -> None:
    document = text(f"Light\n\n{LONG}\n\n1 Colour\n\n{LONG}\n\n1.1 Red\n\n{LONG}\n\nSPEED\n\n{LONG}\n")
    assert document.about.title == "Light"
    assert [(section.path, section.heading, section.text) for section in document.sections] == [
        ((), "Light", PLAIN),
        ((), "1 Colour", PLAIN),
        (("1 Colour",), "1.1 Red", PLAIN),
        ((), "SPEED", PLAIN),
    ]


def test_a_heading_may_be_underlined() -> None:
    document = text(f"Light\n=====\n\n{LONG}\n\nColour of it\n------------\n{LONG}\n")
    assert [section.heading for section in document.sections] == ["Light", "Colour of it"]


def test_lines_with_marks_are_lists() -> None:
    document = text(f"{LONG}\n\n* red,\n  the longest\n* blue\n\n1) Look\n2) Write\n")
    assert document.sections[0].text == f"{PLAIN}\n\n- red, the longest\n- blue\n\n1. Look\n2. Write"


def test_what_is_said_about_it_may_stand_before_it() -> None:
    about = text(f"---\ntitle: Light\nlicence: CC BY 4.0\nauthor: Ada\n---\n{LONG}").about
    assert (about.title, about.licence, about.author) == ("Light", "CC BY 4.0", "Ada")


def test_a_licence_may_stand_in_a_sentence() -> None:
    assert text(f"{LONG}\n\nThis text is licensed under CC BY 4.0.").about.licence == "CC BY 4.0"


def test_exercises_and_answers_are_left_out() -> None:
    document = text(f"Light\n\n{LONG}\n\nReview Questions\n\n{LONG}\n\nAnswer Key\n\n{LONG}")
    assert [section.heading for section in document.sections] == ["Light"]


def test_lines_may_end_as_on_any_machine() -> None:
    assert text(f"Light\r\n\r\n{PLAIN}\r\n\r\nColour\r\n\r\n{PLAIN}").sections[1].heading == "Colour"


@pytest.mark.parametrize("content", ["", "  \n\n ", "Light"])
def test_a_text_without_text_is_refused(content: str) -> None:
    with pytest.raises(Refused, match=r"light\.txt has no text"):
        text(content)
