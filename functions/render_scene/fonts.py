"""The bundled fonts, from packages, so that no font of the system is needed.

A text is set in the face that its look asks for; letters that it lacks come from the Noto faces of their script.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import skia

from shared.errors import Refused
from shared.models.look import Face

Weight = Literal["Regular", "Semibold", "Bold"]
WEIGHTS = {"Regular": 400, "Semibold": 600, "Bold": 700}
STANDARD = "Source Sans Pro"
FAMILIES: dict[Face, str] = {
    "standard": STANDARD,
    "lexend": "Lexend",
    "atkinson": "Atkinson Hyperlegible",
}
_WEIGHT_AXIS = int.from_bytes(b"wght", "big")
_IGNORED = ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn")  # what leaves no mark of its own
_SIGNS = ("So", "Sk", "Co", "Cs", "Cn")  # what a text can do without: pictures, and what is no character at all


@cache
def collection() -> Any:
    """Return the fonts that paragraphs are set in."""
    provider = skia.textlayout_TypefaceFontProvider()
    for family, typeface in _typefaces():
        provider.registerTypeface(typeface, family)
    fonts = skia.textlayout_FontCollection()
    fonts.setDefaultFontManager(provider)
    return fonts


@cache
def families(face: Face) -> list[str]:
    """Return the families in which a letter is looked for, in this order."""
    everywhere = [STANDARD, *(_family(path) for path in _fallback_files())]
    return list(dict.fromkeys([FAMILIES[face], *everywhere]))


@cache
def unicode() -> Any:
    """Return the tables of letters and of where lines may break."""
    return skia.Unicodes.ICU.Make()


def style(weight: Weight) -> Any:
    """Return the style of a weight."""
    return skia.FontStyle(WEIGHTS[weight], skia.FontStyle.kNormal_Width, skia.FontStyle.kUpright_Slant)


def drawable(text: str) -> str:
    """Return a text without the signs that no bundled font has, such as a rare emoji.

    Raises `Refused` for a letter that no font has: without it the words would not be the same.
    """
    missing = {character for character in set(text) if not _has_glyph(character)}
    letters = sorted(character for character in missing if unicodedata.category(character) not in _SIGNS)
    if letters:
        name = unicodedata.name(letters[0], f"U+{ord(letters[0]):04X}")
        raise Refused("undrawable_text", f"We have no font for the letter {letters[0]!r} ({name.lower()}).")
    return "".join(character for character in text if character not in missing)


@cache
def _has_glyph(character: str) -> bool:
    if unicodedata.category(character) in _IGNORED:
        return True
    return any(face.unicharToGlyph(ord(character)) for face in _regular_faces())


@cache
def _regular_faces() -> tuple[Any, ...]:
    return tuple(typeface for _, typeface in _typefaces() if typeface.fontStyle().weight() == WEIGHTS["Regular"])


def _typefaces() -> Iterator[tuple[str, Any]]:
    for weight in WEIGHTS:
        yield STANDARD, _typeface(_file("font_source_sans_pro", f"files/SourceSansPro-{weight}.ttf"))
    for name in ("Regular", "Bold"):
        yield (
            FAMILIES["atkinson"],
            _typeface(_file("fontpkg_atkinson_hyperlegible", f"files/AtkinsonHyperlegible-{name}.ttf")),
        )
    variable = {"Lexend": _file("fontpkg_lexend", "files/Lexend[wght].ttf")}
    for family, path in (variable | {_family(path): path for path in _fallback_files()}).items():
        typeface = _typeface(path)
        yield from ((family, _weighted(typeface, weight)) for weight in WEIGHTS.values())


@cache
def _fallback_files() -> list[Path]:
    folder = _file("manimgx_fonts", "")
    upright = sorted(path for path in folder.glob("NotoSans*.ttf") if "Italic" not in path.name)
    return [*upright, folder / "NotoEmoji[wght].ttf", _file("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc")]


def _family(path: Path) -> str:
    return path.name.split("[")[0].split("-")[0]


def _file(package: str, name: str) -> Path:
    return Path(str(files(package))) / name


def _typeface(path: Path) -> Any:
    """Open a font where it lies: what is not needed of a large one is never read."""
    return skia.Typeface.MakeFromFile(str(path))


def _weighted(typeface: Any, weight: int) -> Any:
    position = skia.FontArguments.VariationPosition
    coordinates = position.Coordinates([position.Coordinate(_WEIGHT_AXIS, weight)])
    arguments = skia.FontArguments()
    arguments.setVariationDesignPosition(position(coordinates))
    return typeface.makeClone(arguments)
