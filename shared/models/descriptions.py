"""What a visual shows, in words: for learners who cannot see it, and for the transcript."""

from collections.abc import Callable, Sequence
from typing import Any

from shared.models.visual import Visual


def describe(visual: Visual) -> str:
    """Return one or two sentences that say what is on the screen."""
    return _DESCRIBED[visual.kind](visual)


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(part.strip().rstrip(".") for part in parts if part.strip())


def _points(opening: str, name: str) -> Callable[[Any], str]:
    return lambda visual: f"{opening}: {_listed([point.text for point in getattr(visual, name)])}."


def _steps(visual: Any) -> str:
    numbered = [f"{number}, {step.text}" for number, step in enumerate(visual.steps, visual.first_number)]
    return f"Numbered steps, joined by arrows: {_listed(numbered)}."


def _equation(visual: Any) -> str:
    notes = [line.note for line in visual.lines if line.note]  # a formula's own words are in the narration
    formulas = "One formula" if len(visual.lines) == 1 else f"{len(visual.lines)} formulas"
    return f"{formulas}{f': {_listed(notes)}' if notes else ''}."


def _comparison(visual: Any) -> str:
    rows = [f"{row.feature + ': ' if row.feature else ''}{row.left}, beside {row.right}" for row in visual.rows]
    return f"Two columns, {visual.left_title} and {visual.right_title}: {_listed(rows)}."


def _flow(visual: Any) -> str:
    nodes = visual.nodes
    arrows = [
        f"from {nodes[link.source].text} to {nodes[link.target].text}{f' ({link.label})' if link.label else ''}"
        for link in visual.links
    ]
    return f"Boxes with arrows {_listed(arrows)}."


def _number_line(visual: Any) -> str:
    marks = [mark.label or f"{mark.value:g}" for mark in visual.marks]
    jumps = [f"a jump from {jump.start:g} to {jump.end:g}" for jump in visual.jumps]
    line = f"A number line from {visual.start:g} to {visual.end:g}"
    return f"{line} with {_listed([*marks, *jumps])}." if marks or jumps else f"{line}."


def _plot(visual: Any) -> str:
    axes = [f"{axis.title}{f' in {axis.unit}' if axis.unit else ''}" for axis in (visual.x_axis, visual.y_axis)]
    names = [line.name for line in visual.lines]
    marks = [f"the point {mark.label}" for mark in visual.marks]
    return f"A plot of {axes[1]} over {axes[0]}, with {_listed([*names, *marks])}."


def _bar_chart(visual: Any) -> str:
    unit = f" {visual.unit}" if visual.unit else ""
    bars = [f"{bar.label} {bar.value:g}{unit}" for bar in visual.bars]
    return f"Bars{f' of {visual.title}' if visual.title else ''}: {_listed(bars)}."


def _geometry(visual: Any) -> str:
    parts = (*visual.figures, *visual.segments, *visual.angles, *visual.squares, *visual.circles)
    names = [point.name for point in visual.points if point.shown]
    labels = [part.label for part in parts if part.label]
    opening = f"A figure with the points {', '.join(names)}" if names else "A figure"
    return f"{opening}, labelled {_listed(labels)}." if labels else f"{opening}."


def _fractions(visual: Any) -> str:
    parts = [f"{part.numerator} of {part.denominator} parts of a {part.shape}" for part in visual.fractions]
    return f"Shaded: {_listed(parts)}."


def _before_after(visual: Any) -> str:
    sides = [
        f"{side.title}: {_listed([point.text for point in side.points])}" for side in (visual.before, visual.after)
    ]
    return f"Before and after{f' ({visual.change})' if visual.change else ''}. {sides[0]}. {sides[1]}."


def _location(visual: Any) -> str:
    parts = [f"{place.name}{_direction(place, visual.places[0])}" for place in visual.places]
    return f"A sketch with north above: {_listed(parts)}."


def _direction(place: Any, origin: Any) -> str:
    east, north = place.east - origin.east, place.north - origin.north
    words = ["north" if north > 0 else "south"] if abs(north) * 2 > abs(east) else []
    words += ["east" if east > 0 else "west"] if abs(east) * 2 > abs(north) else []
    return f", {'-'.join(words)} of {origin.name}" if words else ""


_DESCRIBED: dict[str, Callable[[Any], str]] = {
    "title": lambda visual: f"The title: {visual.title}.",
    "key_points": _points("Key points", "points"),
    "definition": lambda visual: (
        f"New words: {_listed([f'{found.term}: {found.meaning}' for found in visual.definitions])}."
    ),
    "steps": _steps,
    "cycle": _points("A circle of stages, joined by arrows that lead back to the first", "stages"),
    "equation": _equation,
    "worked_example": lambda visual: (
        f"The problem, {len(visual.steps)} steps of its solution, and the answer: {visual.answer}"
    ),
    "comparison": _comparison,
    "check_yourself": lambda visual: (
        f"The question, a ring that fills while you think, and the answer: {visual.answer}"
    ),
    "recap": _points("To remember, each with a tick", "points"),
    "diagram": lambda visual: str(visual.description),
    "flow": _flow,
    "number_line": _number_line,
    "plot": _plot,
    "bar_chart": _bar_chart,
    "geometry": _geometry,
    "fractions": _fractions,
    "timeline": lambda visual: f"A timeline: {_listed([f'{event.when}, {event.text}' for event in visual.events])}.",
    "before_after": _before_after,
    "location": _location,
    "highlight": lambda visual: (
        f"The sentence “{visual.sentence}” with marked words: {_listed([term.words for term in visual.terms])}."
    ),
    "image": lambda visual: f"A picture: {visual.description.rstrip('.')}. {visual.attribution}",
}
