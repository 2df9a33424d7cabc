"""Check yourself: a question, a ring that fills while the learner thinks, then the answer."""

from shared.models.visuals.words import CheckYourselfVisual

from ..geometry import Box
from ..layers import Countdown, Layer, Timeline
from ..shapes import check
from ..text import fit
from ..theme import Theme
from .elements import Card, badge, card_paint, in_turn, inside, present, sign_paint, together

RING = 190


def layers(visual: CheckYourselfVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the question from the start, and the answer when it is spoken."""
    top, rest = area.split_top(area.height * 0.48, 40)
    accent = theme.accent("check_yourself")
    answers = timeline.start_of(visual.answer_at)
    thinks = timeline.end_of(visual.answer_at - 1) if visual.answer_at else 0
    layers: list[Layer] = [_question(top, visual.question, theme, timeline)]
    if answers > thinks:
        ring = Box.centered(rest.middle, RING, RING)
        layers.append(Countdown(ring, thinks, answers, accent, theme.tint("check_yourself")))
    return [*layers, *in_turn([_answer(rest, visual, theme)], timeline, accent)]


def _question(box: Box, text: str, theme: Theme, timeline: Timeline) -> Layer:
    words = fit(text, inside(box, 260, 50, 20), 64, theme.letters("Semibold"))
    place = Box.centered((box.x + 140, box.middle[1]), 164, 164)
    paint, sign = badge(place, "?", theme, theme.accent("check_yourself"))
    return present(box, together(card_paint(box, theme), paint), timeline, [sign, words])


def _answer(box: Box, visual: CheckYourselfVisual, theme: Theme) -> Card:
    color = theme.accent("recap")
    words = fit(visual.answer, inside(box, 260, 50, 20), 56, theme.letters("Semibold", theme.on_accent))
    tick = sign_paint((box.x + 140, box.middle[1]), 66, theme.on_accent, check, 30, color)
    return Card(box, together(card_paint(box, theme, color), tick), visual.answer_at, [words])
