"""What a section is for, by its heading."""

import re

from shared.models.passage import PassageKind

_OF_THE_LIBRARY: dict[str, PassageKind] = {
    "learning objectives": "objectives",
    "wonder": "wonder",
    "key idea": "key_idea",
    "words to know": "words",
    "how it works": "steps",
    "cycle": "cycle",
    "formula": "formula",
    "worked example": "example",
    "compare": "comparison",
    "common misconception": "misconception",
    "a closer look": "closer_look",
    "check yourself": "check",
    "summary": "summary",
}

_ELSEWHERE: list[tuple[str, PassageKind]] = [
    (r"(?:section |chapter |unit )?(?:learning )?(?:objectives|goals|outcomes)|what you will learn", "objectives"),
    (r"(?:section |chapter |unit )?(?:summary|review|recap|key takeaways|in short)|key points", "summary"),
    (r"(?:section |chapter )?(?:key (?:terms|words)|glossary|vocabulary|definitions?|words to know)", "words"),
    (r"(?:worked |sample |solved )?examples?(?: problem)?(?: [\d.]+)?", "example"),
    (r"(?:common )?misconceptions?|common mistakes?", "misconception"),
    (r"(?:key|main|big|central) ideas?", "key_idea"),
    (r"(?:key )?(?:equations?|formulas?|formulae)", "formula"),
]

_NUMBER = re.compile(r"^(?:chapter |section |unit |lesson )?[\d.]+[.:)]?\s+", re.I)


def kind_in_library(heading: str) -> PassageKind:
    """Return what a section of the library's own format is for, by its heading before a colon."""
    return _OF_THE_LIBRARY.get(heading.split(":")[0].strip().lower(), "explanation")


def kind_elsewhere(headings: tuple[str, ...]) -> PassageKind:
    """Return what a section of any other document is for: by its own heading, else by the nearest one above it.

    `headings` has the section's own last.
    """
    for heading in reversed(headings):
        name = _NUMBER.sub("", heading.strip()).split(":")[0].strip().lower()
        for pattern, kind in _ELSEWHERE:
            if re.fullmatch(pattern, name):
                return kind
    return "explanation"
