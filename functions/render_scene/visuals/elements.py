"""Making elements from cards, and giving each its time in the light."""

from collections.abc import Callable, Sequence
from typing import Any

from ..geometry import Box
from ..layers import Element, Layer, Timeline
from ..shapes import card, disc, frame
from ..text import fit
from ..theme import Theme

Card = tuple[Box, Callable[[Any], None], int]
"""Where an element stands, how it is drawn, and the sentence at which it enters."""


def in_turn(cards: Sequence[Card], timeline: Timeline, accent: int) -> list[Layer]:
    """Return elements that enter with their sentences; the newest one has a coloured edge until the next comes."""
    entries = [timeline.start_of(at) for _, _, at in cards]
    return [
        Element(
            box=box,
            paint=paint,
            enters=enters,
            spotlight=_edge(box, accent),
            spotlight_ends=min((later for later in entries if later > enters), default=None),
        )
        for (box, paint, _), enters in zip(cards, entries, strict=True)
    ]


def badge(canvas: Any, x: float, y: float, radius: float, text: str, color: int, on_color: int) -> None:
    """Draw a disc with a number or a sign in it."""
    disc(canvas, x, y, radius, color)
    box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
    fit(text, box, round(radius * 1.15), on_color, "Bold", "center").draw(canvas)


def text_card(box: Box, text: str, largest: int, theme: Theme, at: int, indent: float = 36) -> Card:
    """Return a plain card with text in it."""
    words = fit(text, Box(box.x + indent, box.y + 12, box.width - indent - 36, box.height - 24), largest, theme.ink)

    def paint(canvas: Any) -> None:
        card(canvas, box, theme.card, theme.edge)
        words.draw(canvas)

    return box, paint, at


def _edge(box: Box, color: int) -> Callable[[Any], None]:
    return lambda canvas: frame(canvas, box, color)
