"""What does not fit into one picture is shown in several, one after the other, while the same sentences are spoken.

The scene stays one: nothing is said twice, and its length, its chapter and its captions stay as they are.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from shared.errors import Refused
from shared.models.narration import FRAMES_PER_SECOND
from shared.models.visual import Visual
from shared.models.visuals.base import cues
from shared.models.visuals.words import StepsVisual, WorkedExampleVisual

from .geometry import Box
from .layers import Layer, Page, Timeline
from .text import TooMuch

SHORTEST = 2 * FRAMES_PER_SECOND  # a page that is shown for less cannot be read
LayOut = Callable[[Visual, Timeline], Sequence[Layer]]

_DIVIDED = {
    "key_points": "points",
    "recap": "points",
    "definition": "definitions",
    "steps": "steps",
    "equation": "lines",
    "worked_example": "steps",
    "comparison": "rows",
    "timeline": "events",
}
"""The list of each kind of visual that may go on in the next picture."""


def paged(visual: Visual, area: Box, timeline: Timeline, lay_out: LayOut) -> list[Layer]:
    """Return the layers of a visual, on as many pages as it needs.

    Raises `Refused` where one part alone is too much for a picture, which the schema's limits keep from happening.
    """
    most = len(getattr(visual, _DIVIDED[visual.kind])) + 1 if visual.kind in _DIVIDED else 1
    for count in range(1, most + 1):
        parts = divided(visual, count)
        windows = _windows(parts, timeline)
        try:
            laid_out = [lay_out(part, window) for part, window in zip(parts, windows, strict=True)]
        except TooMuch as error:
            failure = error
            continue
        if len(parts) == 1:
            return list(laid_out[0])
        return [
            Page(layers, area, window.opens, window.last + 1) for layers, window in zip(laid_out, windows, strict=True)
        ]
    raise Refused("too_much_on_screen", f"A {visual.kind} has more text than a picture can hold: {failure}")


def divided(visual: Visual, count: int) -> list[Visual]:
    """Return a visual as a number of visuals, each with a part of its list, or fewer where it has not as many."""
    if count == 1 or visual.kind not in _DIVIDED:
        return [visual]
    name = _DIVIDED[visual.kind]
    items: list[Any] = getattr(visual, name)
    pages = min(count, len(items))
    starts = [round(index * len(items) / pages) for index in range(pages + 1)]
    parts: list[Any] = []
    for start, end in pairwise(starts):
        update: dict[str, Any] = {name: items[start:end]}
        if isinstance(visual, StepsVisual | WorkedExampleVisual):
            update["first_number"] = visual.first_number + start
        parts.append(visual.model_copy(update=update))
    return _with_the_answer_last(parts, apart=count > len(items))


def _with_the_answer_last(parts: list[Any], apart: bool) -> list[Any]:
    """Keep the answer of a worked example for its last page, or for one of its own."""
    if not isinstance(parts[0], WorkedExampleVisual):
        return parts
    last = parts[-1].model_copy(update={"steps": []}) if apart else parts[-1]
    before = parts if apart else parts[:-1]
    return [part.model_copy(update={"answer": "", "answer_latex": ""}) for part in before] + [last]


def _windows(parts: Sequence[Visual], timeline: Timeline) -> list[Timeline]:
    """Return the time of each page: from its first sentence on, or even shares where a page would have too little."""
    end = timeline.last + 1
    starts = [timeline.opens, *(min(map(timeline.start_of, _cues(part))) for part in parts[1:])]
    lengths = [after - before for before, after in zip(starts, [*starts[1:], end], strict=True)]
    if min(lengths) < SHORTEST:
        share = (end - timeline.opens) / len(parts)
        starts = [timeline.opens + round(share * index) for index in range(len(parts))]
    return [Timeline(timeline.narration, start, after) for start, after in zip(starts, [*starts[1:], end], strict=True)]


def _cues(part: Visual) -> list[int]:
    """Return when the elements of a page appear; where the answer stands elsewhere, its sentence does not count."""
    found = cues(part)
    if isinstance(part, WorkedExampleVisual) and not part.answer:
        return [step.at for step in part.steps]
    return found
