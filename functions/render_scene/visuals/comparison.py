"""Comparison: two things side by side, feature by feature, or what many think beside what is true."""

from typing import Any

from shared.models.script import ComparisonRow, ComparisonVisual

from ..geometry import Box
from ..layers import Element, Layer, Timeline
from ..shapes import card, check, cross, disc, panel
from ..text import fit
from ..theme import Theme
from .elements import Card, in_turn, text_card

TITLE_HEIGHT, GAP = 96, 24
MISCONCEPTION = "many people think"


def layers(visual: ComparisonVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the two titles and the cells under them."""
    has_features = any(row.feature for row in visual.rows)
    features, sides = area.split_left(area.width * 0.22 if has_features else 0, GAP if has_features else 0)
    left, right = sides.columns(2, GAP)
    rows = _cells(left).rows(len(visual.rows), GAP, tallest=300)
    cards: list[Card] = []
    for row, box in zip(visual.rows, rows, strict=True):
        cards += _row(row, box, features, left, right, theme)
    is_misconception = visual.left_title.lower().startswith(MISCONCEPTION)
    accent = theme.accent("comparison")
    left_color, right_color = (accent, theme.accent("recap")) if is_misconception else (accent, theme.accent("steps"))
    top = rows[0].y - GAP - TITLE_HEIGHT
    titles = [
        _title(
            Box(left.x, top, left.width, TITLE_HEIGHT), visual.left_title, left_color, theme, is_misconception, cross
        ),
        _title(
            Box(right.x, top, right.width, TITLE_HEIGHT),
            visual.right_title,
            right_color,
            theme,
            is_misconception,
            check,
        ),
    ]
    return [*titles, *in_turn(cards, timeline, accent)]


def _cells(side: Box) -> Box:
    return side.split_top(TITLE_HEIGHT, GAP)[1]


def _title(box: Box, text: str, color: int, theme: Theme, has_sign: bool, sign: Any) -> Layer:
    indent = 110 if has_sign else 30
    words = fit(
        text, Box(box.x + indent, box.y + 6, box.width - indent - 30, box.height - 12), 48, theme.on_accent, "Bold"
    )

    def paint(canvas: Any) -> None:
        panel(canvas, box, color)
        if has_sign:
            disc(canvas, box.x + 58, box.middle[1], 32, theme.on_accent)
            sign(canvas, box.x + 58, box.middle[1], 15, color)
        words.draw(canvas)

    return Element(box, paint, enters=0)


def _row(row: ComparisonRow, box: Box, features: Box, left: Box, right: Box, theme: Theme) -> list[Card]:
    cells = [
        text_card(Box(left.x, box.y, left.width, box.height), row.left, 48, theme, row.at),
        text_card(
            Box(right.x, box.y, right.width, box.height),
            row.right,
            48,
            theme,
            row.at if row.right_at is None else row.right_at,
        ),
    ]
    if features.width:
        cells.insert(0, _feature(Box(features.x, box.y, features.width, box.height), row, theme))
    return cells


def _feature(box: Box, row: ComparisonRow, theme: Theme) -> Card:
    words = fit(row.feature, box.inset(24, 10), 44, theme.ink, "Bold")

    def paint(canvas: Any) -> None:
        card(canvas, box, theme.tint("comparison"))
        words.draw(canvas)

    return box, paint, row.at
