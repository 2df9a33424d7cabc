"""Check yourself: a question, a ring that fills while the learner thinks, then the answer."""

from typing import Any

from shared.models.script import CheckYourselfVisual

from ..geometry import Box
from ..layers import Countdown, Element, Layer, Timeline
from ..shapes import card, check, disc
from ..text import fit
from ..theme import Theme
from .elements import badge, in_turn

RING = 190


def layers(visual: CheckYourselfVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the question from the start, and the answer when it is spoken."""
    question, rest = area.split_top(area.height * 0.48, 40)
    accent = theme.accent("check_yourself")
    answers = timeline.start_of(visual.answer_at)
    thinks = timeline.end_of(visual.answer_at - 1) if visual.answer_at else 0
    x, y = rest.middle
    ring = Box(x - RING / 2, y - RING / 2, RING, RING)
    layers: list[Layer] = [_question(question, visual.question, theme)]
    if answers > thinks:
        layers.append(Countdown(ring, thinks, answers, accent, theme.tint("check_yourself")))
    return [*layers, *in_turn([(rest, _answer(rest, visual.answer, theme), visual.answer_at)], timeline, accent)]


def _question(box: Box, text: str, theme: Theme) -> Layer:
    accent = theme.accent("check_yourself")
    words = fit(text, Box(box.x + 260, box.y + 20, box.width - 310, box.height - 40), 64, theme.ink, "Semibold")

    def paint(canvas: Any) -> None:
        card(canvas, box, theme.card, theme.edge)
        badge(canvas, box.x + 140, box.middle[1], 82, "?", accent, theme.on_accent)
        words.draw(canvas)

    return Element(box, paint, enters=0)


def _answer(box: Box, text: str, theme: Theme) -> Any:
    color = theme.accent("recap")
    words = fit(text, Box(box.x + 260, box.y + 20, box.width - 310, box.height - 40), 56, theme.on_accent, "Semibold")

    def paint(canvas: Any) -> None:
        card(canvas, box, color)
        disc(canvas, box.x + 140, box.middle[1], 66, theme.on_accent)
        check(canvas, box.x + 140, box.middle[1], 30, color)
        words.draw(canvas)

    return paint
