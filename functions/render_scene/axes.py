"""Numbers on axes: round steps between ticks, and how a number is written."""

from math import ceil, floor, log10

_TIMES, _MINUS = "\u00d7", "\u2212"
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def ticks(start: float, end: float, most: int) -> list[float]:
    """Return round numbers between two ends, at most as many as is said, and at least two where there are two."""
    rough = (end - start) / max(1, most - 1)
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10, 20) if factor * power >= rough * 0.999)
    first = ceil(start / step - 1e-9)
    count = floor(end / step + 1e-9) - first + 1
    return [round((first + index) * step, 12) for index in range(count)]


def written(value: float) -> str:
    """Return a number as it is written: with a true minus sign, and with a power of ten where it is very long."""
    if value == 0:
        return "0"
    if abs(value) >= 1e6 or abs(value) < 1e-3:
        power = floor(log10(abs(value)) + 1e-12)
        factor = f"{value / 10.0**power:.3g}"
        return f"{factor} {_TIMES} 10{str(power).translate(_SUPERSCRIPT)}".replace("-", _MINUS)
    text = f"{value:,.6g}" if abs(value) < 1e4 else f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", "\u202f" if abs(value) >= 1e4 else "").replace("-", _MINUS)
