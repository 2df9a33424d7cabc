"""A picture that a resource of the library brings along: a visual as data, cued by what is said.

In a resource it is a fenced block of a section, in YAML:

    ```visual
    kind: diagram
    description: A leaf in the light.
    shapes:
      - {shape: symbol, name: leaf, x: 100, y: 50, size: 60}
      - {shape: label, text: Light, x: 60, y: 20, at: sunlight}
    ```

or a file of its own in `library/pictures/`, with the resource and the section that it belongs to. There `at` is a
phrase of the section instead of a number: the part appears with the first sentence that has the phrase, whatever a
writer leaves out before it. A part without `at` is there from the start.
"""

import re
from collections.abc import Sequence
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from shared.models.base import Record
from shared.models.visual import Visual

_VISUAL: TypeAdapter[Visual] = TypeAdapter(Visual)
_BLOCK = re.compile(r"^```visual[ \t]*\n(.*?)^```[ \t]*\n?", re.MULTILINE | re.DOTALL)


class BadPicture(ValueError):
    """Say what is wrong with a picture, and where."""


class Picture(Record):
    """Hold a visual whose parts wait for phrases."""

    resource: str
    """Of the library: its path without the ending, such as `life-science/photosynthesis`."""
    section: str
    """The heading of the section that it shows."""
    heading: str
    visual: dict[str, Any]

    @classmethod
    def read(cls, text: str, name: str) -> "Picture":
        """Read a file of the library; raise `BadPicture` naming it where it holds no picture."""
        try:
            picture = cls.model_validate(yaml.safe_load(text))
            picture.cued(picture.phrases)
        except (yaml.YAMLError, ValidationError) as error:
            raise BadPicture(f"{name}: {error}") from error
        return picture

    @property
    def phrases(self) -> list[str]:
        """Return what its parts wait for, in the order in which they are listed."""
        return list(dict.fromkeys(_phrases(self.visual)))

    def cued(self, sentences: Sequence[str], before: Sequence[str] = (), after: Sequence[str] = ()) -> Visual:
        """Return the visual for a scene of some sentences; `before` and `after` are said in other scenes.

        What was said before is there from the start, what is said after is left out, and a part whose phrase nobody
        says appears with the part that is listed before it. Raises `ValidationError` where the rest is no visual.
        """
        said = {phrase: _place(phrase, sentences, before, after) for phrase in self.phrases}
        content, _ = _cued(self.visual, said, 0)
        groups = {shape.get("group") for shape in content.get("shapes", [])}
        if "motions" in content:
            content["motions"] = [motion for motion in content["motions"] if motion["group"] in groups]
        return _VISUAL.validate_python(content)


def pictures_in(section: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the Markdown of a section without its pictures, and the pictures; raise `BadPicture` for a broken one."""
    found = []
    for block in _BLOCK.findall(section):
        try:
            content = yaml.safe_load(block)
        except yaml.YAMLError as error:
            raise BadPicture(f"a visual block is no YAML: {error}") from error
        if not isinstance(content, dict) or "kind" not in content:
            raise BadPicture("a visual block needs a `kind`, such as `kind: diagram`")
        found.append(content)
    return _BLOCK.sub("", section), found


def _phrases(content: Any) -> list[str]:
    if isinstance(content, list):
        return [phrase for part in content for phrase in _phrases(part)]
    if not isinstance(content, dict):
        return []
    own = [value for key, value in content.items() if _is_cue(key) and isinstance(value, str)]
    return own + [phrase for key, value in content.items() if not _is_cue(key) for phrase in _phrases(value)]


def _is_cue(key: str) -> bool:
    return key == "at" or key.endswith("_at")


def _place(phrase: str, sentences: Sequence[str], before: Sequence[str], after: Sequence[str]) -> int | str:
    """Return the sentence with a phrase, 0 where it was said before, or `later` or `never`."""
    wanted = phrase.casefold()
    for index, sentence in enumerate(sentences):
        if wanted in sentence.casefold():
            return index
    if any(wanted in sentence.casefold() for sentence in before):
        return 0
    return "later" if any(wanted in sentence.casefold() for sentence in after) else "never"


def _cued(content: Any, said: dict[str, int | str], last: int) -> tuple[Any, int]:
    """Return content with numbers for phrases, without the parts that come later, and the last number in it."""
    if isinstance(content, dict):
        found: dict[str, Any] = {}
        for key, value in content.items():
            if _is_cue(key) and isinstance(value, str):
                place = said[value]
                last = place if isinstance(place, int) else last
                found[key] = last
            else:
                found[key], last = _cued(value, said, last)
        return found, last
    if isinstance(content, list):
        parts = []
        for part in content:
            if isinstance(part, dict) and any(said.get(part.get(key, "")) == "later" for key in part if _is_cue(key)):
                continue
            cued, last = _cued(part, said, last)
            parts.append(cued)
        return parts, last
    return content, last
