"""What a lesson is not made of: exercises, answers, notes for teachers, and pages about the book itself."""

import re

from shared.errors import Refused

from .about import About
from .document import Document, Section

ENOUGH_LETTERS = 60
"""Of a section that explains; less is a stray line."""
ENOUGH_LETTERS_OF_A_KIND = 5
"""Of a section that is known to be a formula, a definition and the like, which may be short."""

_NUMBER = re.compile(r"^(?:chapter |section |unit |lesson |appendix )?[\dA-Z]?[\d.]*[.:)]?\s+", re.I)
_WHOSE = r"(?:(?:chapter|section|unit|lesson|end[ -]of[ -]chapter|additional|supplementary|more|further)\s+)?"
_SORT = (
    r"(?:(?:review|conceptual?|concept|practice|discussion|self[ -]?check|study|comprehension|homework|challenge|"
    r"critical[ -]thinking|test prep|free[ -]response|think and discuss)\s+)?"
)
_HEADINGS = re.compile(
    rf"{_WHOSE}{_SORT}(?:exercises?|questions?|problems?|problem sets?|items|quiz(?:zes)?|tests?|homework|assignments?)"
    r"|(?:conceptual questions|problems?|questions?|exercises?) (?:and|&) (?:exercises?|problems?|questions?)"
    r"|(?:test prep(?:aration)? )?(?:short answer|multiple[ -]choice|extended response|true or false)(?: questions)?"
    r"|check(?:ing)? (?:for |your )?understanding|critical thinking|practice(?: problems)?|performance tasks?"
    r"|(?:answers?|answer keys?|solutions?|answers? and solutions?)(?: (?:key|manual|to|for)\b.*)?"
    r"|(?:teachers?|instructors?|educators?)['\u2019]?s? (?:support|notes?|guide|resources?|edition|tips?|only)"
    r"|(?:notes? |guide |information )?for (?:the )?(?:teachers?|instructors?|educators?)"
    r"|teaching (?:notes?|tips?|suggestions?|resources?)|lesson plans?"
    r"|references?|bibliography|works cited|citations|sources|further reading|external links|see also"
    r"|footnotes|endnotes"
    r"|(?:table of )?contents|index|acknowledge?ments?|about (?:the )?(?:authors?|openstax)|foreword|preface|dedication"
    r"|copyright\b.*|(?:image |photo |art )?(?:credits?|attributions?)|licen[cs]e|licensing|navigation|share|comments",
    re.I,
)
_FOR_TEACHERS = ("os-teacher", "teacher", "instructor")
_SOLUTION = re.compile(r"(?:solution|answer)\b", re.I)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")


def is_left_out(heading: str) -> bool:
    """Return whether what stands under a heading is nothing to make a lesson of."""
    plain = heading.strip().rstrip(":.")
    return any(_HEADINGS.fullmatch(name) is not None for name in (plain, _NUMBER.sub("", plain, count=1).strip()))


def is_for_teachers(classes: set[str]) -> bool:
    """Return whether an element's classes say that it is a note for teachers."""
    return any(one.startswith(_FOR_TEACHERS) for one in classes)


def taught(about: About, sections: list[Section], path: str) -> Document:
    """Return a document of what a lesson may be made of; raise `Refused` where there is nothing."""
    found = teachable(sections)
    if not found:
        raise Refused("empty", f"{path} has no text to make a lesson of")
    return Document(about, found)


def teachable(sections: list[Section]) -> list[Section]:
    """Return the sections that a lesson may be made of, in order."""
    return [section for section in sections if _says_something(section) and not any(map(is_left_out, _above(section)))]


def _above(section: Section) -> list[str]:
    """Return the headings that a section stands under; the solution of a worked example is part of it."""
    headings = [*section.path, section.heading]
    return [heading for heading in headings if section.kind != "example" or not _SOLUTION.match(heading)]


def _says_something(section: Section) -> bool:
    letters = sum(sign.isalpha() for sign in _ADDRESS.sub("", section.text))
    return letters >= (ENOUGH_LETTERS if section.kind == "explanation" else ENOUGH_LETTERS_OF_A_KIND)
