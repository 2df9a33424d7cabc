"""The bundled fonts: Source Sans Pro from its package, so that no font of the system is needed."""

from functools import cache
from importlib.resources import files
from typing import Any, Literal

import skia

Weight = Literal["Regular", "Semibold", "Bold"]
FAMILY = "Source Sans Pro"
_WEIGHTS = {
    "Regular": skia.FontStyle.kNormal_Weight,
    "Semibold": skia.FontStyle.kSemiBold_Weight,
    "Bold": skia.FontStyle.kBold_Weight,
}


@cache
def collection() -> Any:
    """Return the fonts that paragraphs are set in."""
    provider = skia.textlayout_TypefaceFontProvider()
    for weight in _WEIGHTS:
        data = files("font_source_sans_pro").joinpath("files", f"SourceSansPro-{weight}.ttf").read_bytes()
        provider.registerTypeface(skia.Typeface.MakeFromData(skia.Data.MakeWithCopy(data)), FAMILY)
    fonts = skia.textlayout_FontCollection()
    fonts.setDefaultFontManager(provider)
    return fonts


@cache
def unicode() -> Any:
    """Return the tables of letters and of where lines may break."""
    return skia.Unicodes.ICU.Make()


def style(weight: Weight) -> Any:
    """Return the style of a weight."""
    return skia.FontStyle(_WEIGHTS[weight], skia.FontStyle.kNormal_Width, skia.FontStyle.kUpright_Slant)
