"""Comparison: two things side by side, feature by feature, or what many think beside what is true."""

from functools import partial
from typing import Any

from shared.models.visuals.words import ComparisonVisual

from ..geometry import Box
from ..layers import Layer, Paint, Timeline
from ..shapes import check, cross, disc
from ..text import Text, fit_alike
from ..theme import Theme
from .elements import Card, card_paint, first_that_fits, in_turn, inside, panel_paint, present, together

GAP = 24
TITLE_HEIGHTS = (96, 140, 200)
FEATURE_PART = 0.22  # of the width
MISCONCEPTION = "many people think"


def layers(visual: ComparisonVisual, area: Box, theme: Theme, timeline: Timeline) -> list[Layer]:
    """Return the two titles and the cells under them."""
    return first_that_fits(partial(_layers, visual, area, theme, timeline, height) for height in TITLE_HEIGHTS)


def _layers(visual: ComparisonVisual, area: Box, theme: Theme, timeline: Timeline, title_height: int) -> list[Layer]:
    has_features = any(row.feature for row in visual.rows)
    features, sides = area.split_left(area.width * FEATURE_PART if has_features else 0, GAP if has_features else 0)
    left, right = sides.columns(2, GAP)
    rows = area.split_top(title_height, GAP)[1].rows(len(visual.rows), GAP, tallest=300)
    tops = [Box(side.x, rows[0].y - GAP - title_height, side.width, title_height) for side in (left, right)]
    cards = _cells(visual, rows, left, right, theme)
    if has_features:
        cards += _features(visual, rows, features, theme)
    return [*_titles(visual, tops, theme, timeline), *in_turn(cards, timeline, theme.accent("comparison"))]


def _titles(visual: ComparisonVisual, boxes: list[Box], theme: Theme, timeline: Timeline) -> list[Layer]:
    is_misconception = visual.left_title.lower().startswith(MISCONCEPTION)
    colors = [theme.accent("comparison"), theme.accent("recap" if is_misconception else "steps")]
    words = fit_alike(
        [visual.left_title, visual.right_title],
        [inside(box, 110 if is_misconception else 30, 30, 6) for box in boxes],
        48,
        theme.letters("Bold", theme.on_accent),
    )
    layers: list[Layer] = []
    for box, color, text, sign in zip(boxes, colors, words, (cross, check), strict=True):
        paint = panel_paint(box, color)
        if is_misconception:
            paint = together(paint, _sign(box, sign, theme, color))
        layers.append(present(box, paint, timeline, [text]))
    return layers


def _sign(box: Box, sign: Any, theme: Theme, color: int) -> Paint:
    x, y = box.x + 58, box.middle[1]

    def paint(canvas: Any) -> None:
        disc(canvas, x, y, 32, theme.on_accent)
        sign(canvas, x, y, 15, color)

    return paint


def _cells(visual: ComparisonVisual, rows: list[Box], left: Box, right: Box, theme: Theme) -> list[Card]:
    boxes = [Box(side.x, row.y, side.width, row.height) for side in (left, right) for row in rows]
    texts = [row.left for row in visual.rows] + [row.right for row in visual.rows]
    later = [row.at if row.right_at is None else row.right_at for row in visual.rows]
    cues = [row.at for row in visual.rows] + later
    words = fit_alike(texts, [inside(box, 36) for box in boxes], 48, theme.letters())
    return _cards(boxes, [card_paint(box, theme) for box in boxes], cues, words)


def _features(visual: ComparisonVisual, rows: list[Box], features: Box, theme: Theme) -> list[Card]:
    named = [(row, box) for row, box in zip(visual.rows, rows, strict=True) if row.feature]
    boxes = [Box(features.x, row.y, features.width, row.height) for _, row in named]
    words = fit_alike(
        [row.feature for row, _ in named], [box.inset(24, 10) for box in boxes], 44, theme.letters("Bold")
    )
    paints = [panel_paint(box, theme.tint("comparison")) for box in boxes]
    return _cards(boxes, paints, [row.at for row, _ in named], words)


def _cards(boxes: list[Box], paints: list[Paint], cues: list[int], words: list[Text]) -> list[Card]:
    found = zip(boxes, paints, cues, words, strict=True)
    return [Card(box, paint, at, [text]) for box, paint, at, text in found]
