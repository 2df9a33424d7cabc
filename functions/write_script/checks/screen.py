"""What is on the screen: short, and not the narration read aloud."""

from collections.abc import Iterator

from shared.models.script import Script

from .problem import Problem

SHORT_WORDS = 9
"""A text so short may be spoken as it stands."""
KINDS_THAT_REPEAT = ("recap", "check_yourself", "definition", "worked_example", "title")
"""In these one reads along on purpose."""


def problems(script: Script) -> Iterator[Problem]:
    """Find elements that show what is being said, word for word."""
    for index, scene in enumerate(script.scenes):
        if scene.visual.kind in KINDS_THAT_REPEAT:
            continue
        said = {sentence.rstrip(".!?").lower() for sentence in scene.narration}
        for text in _texts(scene.visual.model_dump()):
            if text in script.learning_objectives:
                continue
            if len(text.split()) > SHORT_WORDS and text.rstrip(".!?").lower() in said:
                message = f"The screen shows what is said word for word; shorten it: {text!r}"
                yield Problem(code="screen_reads_aloud", message=message, scene=index)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
