"""Small signs above and below the line, as they can be written in plain text."""

import re

_ABOVE = dict(zip("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_BELOW = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
_AS_THEY_ARE = frozenset(["°", "∘", "º", "′", "″", "'", "*", "†", "®", "™", "st", "nd", "rd", "th"])
_DEGREE = "∘º"


def superscript(text: str) -> str:
    """Return what follows a base for a text above the line: `²`, `⁻¹`, `^x`, `^(x + 1)`."""
    text = text.strip()
    if text in _AS_THEY_ARE:
        return "°" if text in _DEGREE else text
    if all(sign in _ABOVE for sign in text):
        return "".join(_ABOVE[sign] for sign in text)
    return "^" + _grouped(text)


def subscript(text: str) -> str:
    """Return what follows a base for a text below the line: `₀`, `_avg`, `_(a, b)`."""
    text = re.sub(r"^(\d) (\w)$", r"\1\2", text.strip())
    if all(sign in _BELOW for sign in text):
        return "".join(_BELOW[sign] for sign in text)
    return "_" + _grouped(text)


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"[^\W_]+", text) else f"({text})"
