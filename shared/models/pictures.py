"""A picture that a resource of the library brings along: a visual as data, cued by what is said.

It is a fenced block of the section that it shows, in YAML:

    ```visual
    kind: diagram
    description: A leaf in the light.
    shapes:
      - {shape: symbol, name: leaf, x: 100, y: 50, size: 60}
      - {shape: label, text: Light, x: 60, y: 20, at: sunlight}
    ```

There `at` is a phrase of the section instead of a number: the part appears with the first sentence that has the phrase,
whatever a writer leaves out before it, or else with the sentence that says most of it in other words. A part without
`at` is there from the start.
"""

import re
from collections.abc import Sequence
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from shared.models.base import Record
from shared.models.visual import Visual
from shared.telling_words import telling_words

_VISUAL: TypeAdapter[Visual] = TypeAdapter(Visual)
SAID = 0.6
"""The share of a phrase's telling words from which on a sentence says it."""
_BLOCK = re.compile(r"^```visual[ \t]*\n(.*?)^```[ \t]*\n?", re.MULTILINE | re.DOTALL)


class BadPicture(ValueError):
    """Say what is wrong with a picture, and where."""


class Picture(Record):
    """Hold a visual whose parts wait for phrases."""

    visual: dict[str, Any]

    @classmethod
    def read(cls, block: str) -> "Picture":
        """Read a block; raise `BadPicture` saying what is wrong where it holds no picture."""
        try:
            content = yaml.safe_load(block)
            if not isinstance(content, dict) or "kind" not in content:
                raise BadPicture("a visual block needs a `kind`, such as `kind: diagram`")
            picture = cls(visual=content)
            picture.cued(picture.phrases)
        except (yaml.YAMLError, ValidationError, RecursionError) as error:
            raise BadPicture(f"a visual block holds no picture: {error}") from error
        return picture

    @property
    def description(self) -> str:
        """Return what it shows, in words."""
        return " ".join(str(self.visual.get("description", "")).split())

    @property
    def phrases(self) -> list[str]:
        """Return what its parts wait for, in the order in which they are listed."""
        return list(dict.fromkeys(_phrases(self.visual)))

    def is_said(self, phrase: str, sentences: Sequence[str]) -> bool:
        """Tell whether one of the sentences says a phrase, in its own or in other words."""
        return _best(phrase, sentences)[0] >= SAID

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


def picture_in(section: str) -> tuple[str, Picture | None]:
    """Return the Markdown of a section without its picture, and the picture; raise `BadPicture` for a broken one."""
    blocks = _BLOCK.findall(section)
    if len(blocks) > 1:
        raise BadPicture("a section can have one visual block; move the others to sections of their own")
    return _BLOCK.sub("", section), Picture.read(blocks[0]) if blocks else None


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
    here, earlier, later = (_best(phrase, said) for said in (sentences, before, after))
    best = max(share for share, _ in (here, earlier, later))
    if best < SAID:
        return "never"
    if here[0] == best:
        return -here[1]
    return 0 if earlier[0] == best else "later"


def _best(phrase: str, sentences: Sequence[str]) -> tuple[float, int]:
    """Return how much of a phrase the first sentence says that says most of it, from 0 to 1, and which one that is."""
    return max(((_share(phrase, said), -index) for index, said in enumerate(sentences)), default=(0.0, 0))


def _share(phrase: str, sentence: str) -> float:
    if phrase.casefold() in sentence.casefold():
        return 1.0
    wanted = telling_words(phrase)
    said = set(telling_words(sentence))
    return 0.99 * sum(word in said for word in wanted) / len(wanted) if wanted else 0.0


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
