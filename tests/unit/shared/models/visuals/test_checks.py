"""What a visual may not hold, and that the error says what to do."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.models.visual import Visual
from shared.models.visuals.base import cues

VISUAL: TypeAdapter[Any] = TypeAdapter(Visual)
LABEL = {"shape": "label", "text": "Light", "x": 10, "y": 10}
AXIS = {"title": "Time", "start": 0, "end": 10}
LINE = {"name": "f", "expression": "x"}
NODES = [{"text": "a"}, {"text": "b"}]
POINTS = [{"name": "A", "x": 0, "y": 0}, {"name": "B", "x": 4, "y": 0}, {"name": "C", "x": 0, "y": 3}]
PLACES = [{"name": "Here", "east": 0, "north": 0}, {"name": "There", "east": 1, "north": 0}]

BAD: list[tuple[str, dict[str, Any]]] = [
    ("at most 16 labels", {"kind": "diagram", "description": "d", "shapes": [LABEL] * 17}),
    ("no shape belongs to the group 'moon'", {"kind": "diagram", "description": "d", "shapes": [LABEL]}
        | {"motions": [{"group": "moon"}]}),
    ("must end after it starts", {"kind": "number_line", "start": 5, "end": 5, "step": 1}),
    ("1 to 20 steps", {"kind": "number_line", "start": 0, "end": 100, "step": 1}),
    ("must lie on the line", {"kind": "number_line", "start": 0, "end": 10, "step": 1, "marks": [{"value": 11}]}),
    ("must end at another number", {"kind": "number_line", "start": 0, "end": 10, "step": 1}
        | {"jumps": [{"start": 2, "end": 2}]}),
    ("must end after it starts", {"kind": "plot", "x_axis": AXIS | {"end": 0}, "y_axis": AXIS}
        | {"lines": [LINE]}),
    ("not arithmetic", {"kind": "plot", "x_axis": AXIS, "y_axis": AXIS, "lines": [{"name": "f", "expression": "y"}]}),
    ("either an expression or points", {"kind": "plot", "x_axis": AXIS, "y_axis": AXIS, "lines": [{"name": "f"}]}),
    ("outside of the axes", {"kind": "plot", "x_axis": AXIS, "y_axis": AXIS, "lines": [LINE]}
        | {"marks": [{"x": 11, "y": 0, "label": "m"}]}),
    ("two wholes", {"kind": "fractions", "fractions": [{"numerator": 7, "denominator": 3}]}),
    ("there is no point 'D'", {"kind": "geometry", "points": POINTS, "figures": [{"corners": ["A", "B", "D"]}]}),
    ("a name and a place of its own", {"kind": "geometry", "points": [POINTS[0], POINTS[0]]}),
    ("needs different points", {"kind": "geometry", "points": POINTS, "segments": [{"start": "A", "end": "A"}]}),
    ("use a cycle instead", {"kind": "flow", "nodes": NODES, "links": [{"source": 1, "target": 0}]}),
    ("two links", {"kind": "flow", "nodes": NODES, "links": [{"source": 0, "target": 1}] * 2}),
    ("at most 4 nodes", {"kind": "flow", "nodes": [{"text": "a"}] * 5}
        | {"links": [{"source": n, "target": n + 1} for n in range(4)]}),
    ("same spot", {"kind": "location", "places": [PLACES[0], PLACES[0]]}),
    ("between two of the places", {"kind": "location", "places": PLACES, "ways": [{"source": 0, "target": 2}]}),
    ("does not have the words", {"kind": "highlight", "sentence": "Light.", "terms": [{"words": "Dark"}]}),
    ("overlaps", {"kind": "highlight", "sentence": "Sunlight.", "terms": [{"words": "Sun"}, {"words": "unlight"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("says", "content"), BAD)
def test_a_visual_that_cannot_be_drawn_is_refused_with_a_reason(says: str, content: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=says):
        VISUAL.validate_python(content)


def test_the_cues_of_a_visual_are_those_of_all_its_parts_and_of_parts_within_parts() -> None:
    example = {"kind": "worked_example", "problem": "How long?", "answer": "Five", "answer_at": 3}
    steps = [{"text": "Square", "at": 1}, {"text": "Add", "at": 2}]
    assert cues(VISUAL.validate_python(example | {"steps": steps})) == [1, 2, 3]
    sides = {name: {"title": name, "points": [{"text": "x", "at": at}]} for name, at in (("before", 1), ("after", 3))}
    assert cues(VISUAL.validate_python({"kind": "before_after"} | sides)) == [1, 3]
    moving = {"kind": "diagram", "description": "d", "shapes": [LABEL | {"group": "g", "at": 2}]}
    assert cues(VISUAL.validate_python(moving | {"motions": [{"group": "g", "at": 3, "until_at": 5}]})) == [2, 3, 5]


def test_every_field_of_a_drawing_says_what_its_numbers_mean() -> None:
    """A model that asks for a picture knows only the schema."""
    definitions = VISUAL.json_schema()["$defs"]
    for shape in ("Circle", "Rectangle", "Label", "Symbol"):
        for name in ("x", "y"):
            assert "nits" in definitions[shape]["properties"][name]["description"], (shape, name)
