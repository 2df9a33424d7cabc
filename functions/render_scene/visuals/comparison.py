"""Comparison: two things side by side, feature by feature, or what many think beside what is true."""

from functools import partial

from shared.models.visuals.words import ComparisonVisual

from ..geometry import Box
from ..layers import Layer, Timeline
from ..shapes import check, cross
from ..text import fit_alike
from ..theme import Theme
from .elements import Card, card_paint, first_that_fits, in_turn, inside, panel_paint, present, sign_paint, together

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
    inner = [inside(box, 110 if is_misconception else 30, 30, 6) for box in boxes]
    words = fit_alike([visual.left_title, visual.right_title], inner, 48, theme.letters("Bold", theme.on_accent))
    layers: list[Layer] = []
    for box, color, text, sign in zip(boxes, colors, words, (cross, check), strict=True):
        paint = panel_paint(box, color)
        if is_misconception:
            paint = together(paint, sign_paint((box.x + 58, box.middle[1]), 32, theme.on_accent, sign, 15, color))
        layers.append(present(box, paint, timeline, [text]))
    return layers


def _cells(visual: ComparisonVisual, rows: list[Box], left: Box, right: Box, theme: Theme) -> list[Card]:
    boxes = [Box(side.x, row.y, side.width, row.height) for side in (left, right) for row in rows]
    cells = [(row.left, row.at) for row in visual.rows]
    cells += [(row.right, row.at if row.right_at is None else row.right_at) for row in visual.rows]
    words = fit_alike([text for text, _ in cells], [inside(box, 36) for box in boxes], 48, theme.letters())
    found = zip(boxes, cells, words, strict=True)
    return [Card(box, card_paint(box, theme), at, [text]) for box, (_, at), text in found]


def _features(visual: ComparisonVisual, rows: list[Box], features: Box, theme: Theme) -> list[Card]:
    named = [(row, box) for row, box in zip(visual.rows, rows, strict=True) if row.feature]
    boxes = [Box(features.x, row.y, features.width, row.height) for _, row in named]
    texts = [row.feature for row, _ in named]
    words = fit_alike(texts, [box.inset(24, 10) for box in boxes], 44, theme.letters("Bold"))
    tint, found = theme.tint("comparison"), zip(named, boxes, words, strict=True)
    return [Card(box, panel_paint(box, tint), row.at, [text]) for (row, _), box, text in found]
