"""Highlight: a sentence in large letters, in which words light up when they are spoken about."""

from functools import partial

from shared.models.visuals.stories import HighlightVisual

from ..geometry import Box
from ..layers import Element, Layer, Timeline
from ..text import fit, fit_alike
from ..theme import Theme
from .elements import card_paint, cards_of, first_that_fits, in_turn, panel_paint, present, together

GAP = 30
LARGEST, NOTE_SIZE, TERM_SIZE = 78, 38, 40
PARTS = (0.62, 0.5, 0.4)
"""Of the height, for the sentence; the notes have the rest."""


def layers(visual: HighlightVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the sentence, the marks on its words, and a note a word under it."""
    if not any(term.note for term in visual.terms):
        return _sentence(visual, area.inset(0, 60), theme, timeline)
    return first_that_fits(partial(_with_notes, visual, area, theme, timeline, part) for part in PARTS)


def _with_notes(visual: HighlightVisual, area: Box, theme: Theme, timeline: Timeline, part: float) -> list[Layer]:
    top, bottom = area.split_top(area.height * part, GAP)
    return [*_sentence(visual, top, theme, timeline), *_notes(visual, bottom, theme, timeline)]


def _sentence(visual: HighlightVisual, box: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    color = theme.accent("highlight")
    text = fit(visual.sentence, box.inset(60, 30), LARGEST, theme.letters("Semibold", align="center"))
    paint = together(card_paint(box, theme), panel_paint(Box(box.x, box.y, 16, box.height), color))
    found: list[Layer] = [present(box, paint, timeline, [text])]
    for term in visual.terms:
        marked = text.with_marked(term.words, theme.letters("Semibold", color, "center"))
        found.append(Element(text.bounds, marked.draw, timeline.start_of(term.at), rise=0))
    return found


def _notes(visual: HighlightVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    terms = [term for term in visual.terms if term.note]
    boxes = area.columns(len(terms), GAP)
    halves = [box.inset(28, 16).split_top((box.height - 32) * 0.42) for box in boxes]
    color = theme.accent("highlight")
    bold, regular = theme.letters("Bold", color, "center"), theme.letters("Regular", align="center")
    names = fit_alike([term.words for term in terms], [top for top, _ in halves], TERM_SIZE, bold)
    notes = fit_alike([term.note for term in terms], [below for _, below in halves], NOTE_SIZE, regular)
    paints = [card_paint(box, theme) for box in boxes]
    return in_turn(cards_of(terms, boxes, paints, names, notes), timeline, color)
