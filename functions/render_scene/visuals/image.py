"""Image: a picture of an open educational resource, with its caption and its attribution burnt in."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import skia

from shared.errors import Refused
from shared.models.visuals.stories import ImageVisual

from ..geometry import Box
from ..layers import Element, Layer, Timeline
from ..shapes import clip_round, rect
from ..text import fit
from ..theme import Theme
from .elements import card_paint, first_that_fits, nothing, together

HEIGHTS = ((70, 44), (112, 84), (112, 126))
"""Of the caption and of the attribution, from the wished to the largest."""
GAP = 14
CAPTION_SIZE, ATTRIBUTION_SIZE = 46, 30
FRAME = 12
MOST_PIXELS = 50_000_000
NOTHING: Mapping[str, bytes] = {}


def layers(
    visual: ImageVisual, area: Box, theme: Theme, timeline: Timeline, pictures: Mapping[str, bytes] = NOTHING
) -> list[Layer]:
    """Return the picture as large as it can be, and the two texts under it.

    `pictures` holds the bytes of pictures by their path. Raises `Refused` where this one is missing or no picture.
    """
    image = _opened(visual.object_path, pictures)
    return first_that_fits(partial(_layers, visual, image, area, theme, timeline, *heights) for heights in HEIGHTS)


def _layers(
    visual: ImageVisual, image: Any, area: Box, theme: Theme, timeline: Timeline, caption_height: float, height: float
) -> list[Layer]:
    space, below = area.split_top(area.height - caption_height - height - GAP, GAP)
    scale = min((space.width - 2 * FRAME) / image.width(), (space.height - 2 * FRAME) / image.height())
    place = Box.centered(space.middle, image.width() * scale, image.height() * scale)
    frame = place.inset(-FRAME)

    def paint(canvas: Any) -> None:
        target = rect(place)
        canvas.drawImageRect(image, target, skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear))

    top, bottom = below.split_top(caption_height)
    caption = fit(visual.caption, top, CAPTION_SIZE, theme.letters("Semibold", align="center"))
    attribution = fit(visual.attribution, bottom, ATTRIBUTION_SIZE, theme.letters("Regular", theme.quiet, "center"))
    picture = Element(frame, together(card_paint(frame, theme), clip_round(place, paint)), timeline.opens)
    words = Element(below, nothing, timeline.opens, [caption, attribution], rise=0)
    return [picture, words]


def _opened(path: str, pictures: Mapping[str, bytes]) -> Any:
    if path not in pictures:
        raise Refused("missing_picture", f"The lesson shows the picture {path}, but our library does not have it.")
    try:
        image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(pictures[path]))
    except (ValueError, RuntimeError):
        image = None
    if image is None or image.width() * image.height() > MOST_PIXELS:
        raise Refused("unreadable_picture", f"The picture {path} is no PNG, JPEG or WebP of at most 50 million pixels.")
    return image
