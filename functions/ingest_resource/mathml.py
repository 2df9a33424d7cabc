"""MathML as mathematics that can be read in plain text: `v = Δd/Δt`, `T = 2π√(L/g)`."""

import re
import unicodedata
from collections.abc import Callable

from .formula import SPACE, Piece, goes_on, joined, role_of
from .markup import Element, children, name_of, one_line
from .notation import subscript, superscript

_TRANSPARENT = ("math", "mrow", "mstyle", "mpadded", "menclose", "merror", "mtd", "mtr", "mlabeledtr")
_TOKENS = ("mi", "mn", "mo", "mtext", "ms")
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b\u200a\u2009"), None) | {ord("\u00a0"): " "}
_ACCENTS = {
    sign: accent
    for accent, signs in (
        ("\u0304", "¯‾_–―-\u0304"),  # a bar
        ("\u20d7", "→⇀\u20d7"),  # an arrow
        ("\u0302", "^ˆ\u0302"),
        ("\u0303", "~˜\u0303"),
        ("\u0307", "˙.\u0307"),
        ("\u0308", "¨\u0308"),
    )
    for sign in signs
}
_COMPOUND = re.compile(r"[\s+±=<>/×⋅·]|(?<=.)[−-]")
_BRACKETED = re.compile(r"\([^()]*\)")


def readable(math: Element) -> str:
    """Return a formula on one line, with signs above and below the line where there are such characters."""
    text = re.sub(r"(?<=\d) \.(?=\d)", ".", _written(math))
    text = re.sub(r" +([.,;])(?=\s|$)", r"\1", text)
    return unicodedata.normalize("NFC", text)


def _written(element: Element) -> str:
    return joined(_pieces(element))


def _pieces(element: Element) -> list[Piece]:
    """Return an element as pieces of a row; rows within rows are flattened."""
    name = name_of(element)
    if name in _WRITERS:
        text = _WRITERS[name](element)
        return [Piece(text, "number" if text[:1].isdigit() else role_of(text))] if text else []
    if name in _TRANSPARENT:
        return [piece for child in children(element) for piece in _pieces(child)]
    if name in ("semantics", "maction"):
        return [piece for child in list(children(element))[:1] for piece in _pieces(child)]
    if name in _TOKENS:
        return _of_token(element)
    if name == "mspace":
        return [SPACE]
    if name == "mfenced":
        return _fenced(element)
    is_fraction = name == "mfrac" and len(list(children(element))) == 2
    return [Piece(_fraction(element), "fraction")] if is_fraction else []


def _of_token(element: Element) -> list[Piece]:
    text = "".join(str(part) for part in element.itertext()).translate(_INVISIBLE)
    core = one_line(text)
    if not core:
        return [SPACE] if text else []
    role = role_of(core)
    if role == "atom" and name_of(element) == "mtext" and core.isascii() and core.isalpha():
        role = "unit"
    before, after = ([SPACE] if edge.isspace() else [] for edge in (text[0], text[-1]))
    if role == "words" and core[-1] in "=≈":
        after = [Piece(core[-1], "relation")]
        core = core[:-1].rstrip()
    return [*before, Piece(core, role), *after]


def _fenced(element: Element) -> list[Piece]:
    inner = list(children(element))
    row = [Piece(element.get("open", "("), "opening")]
    for position, child in enumerate(inner):
        row += _pieces(child) + ([Piece(",", "comma")] if position < len(inner) - 1 else [])
    return [*row, Piece(element.get("close", ")"), "closing")]


def _fraction(element: Element) -> str:
    above, below = ([piece for piece in _pieces(child) if piece is not SPACE] for child in children(element))
    dividend, divisor = joined(above), joined(below)
    if _COMPOUND.search(dividend) and not _BRACKETED.fullmatch(dividend):
        dividend = f"({dividend})"
    if (not _is_one_factor(below) or _COMPOUND.search(divisor)) and not _BRACKETED.fullmatch(divisor):
        divisor = f"({divisor})"
    return f"{dividend}/{divisor}"


def _is_one_factor(pieces: list[Piece]) -> bool:
    """Return whether pieces are one thing to divide by, such as `t`, `v₀` or `Δt`."""
    return len(pieces) == 1 or (len(pieces) == 2 and pieces[0].text in ("Δ", "δ", "d"))


def _root(element: Element) -> str:
    return "√" + _bracketed(joined([piece for child in children(element) for piece in _pieces(child)]))


def _root_of_degree(element: Element) -> str:
    inner, degree = _arguments(element, 2)
    return f"{superscript(degree)}√{_bracketed(inner)}"


def _with(*scripts: Callable[[str], str]) -> Callable[[Element], str]:
    """Return what writes a base and then each of its scripts, above or below the line."""

    def write(element: Element) -> str:
        base, *texts = _arguments(element, 1 + len(scripts))
        return base + "".join(script(text) for script, text in zip(scripts, texts, strict=True))

    return write


def _with_over(element: Element) -> str:
    base, over = _arguments(element, 2)
    accent = _ACCENTS.get(over)
    return base[:1] + accent + base[1:] if accent and base else base + superscript(over)


def _with_before(element: Element) -> str:
    """Write an isotope and the like: what stands before the base comes before it."""
    parts = [(name_of(child), _written(child)) for child in children(element)]
    cut = next((index for index, (name, _) in enumerate(parts) if name == "mprescripts"), len(parts))
    base = parts[0][1] if parts else ""
    before, after = ([text for _, text in found] for found in (parts[cut + 1 :], parts[1:cut]))
    return _scripts(before) + base + _scripts(after)


def _scripts(texts: list[str]) -> str:
    """Write pairs of below and above; the one above first, as `²³⁵₉₂U` is written."""
    pairs = zip(texts[::2], [*texts[1::2], ""], strict=False)
    return "".join(superscript(above) + subscript(below) for below, above in pairs)


def _table(element: Element) -> str:
    """Write rows one after the other; one that begins with a relation goes on with the one above it."""
    written = ""
    for row in children(element):
        pieces = _pieces(row)
        if text := joined(pieces):
            apart = " " if not written or goes_on(pieces) or written[-1] in ".,;" else "; "
            written += apart + text
    return written.strip()


def _arguments(element: Element, count: int) -> list[str]:
    texts = [_written(child) for child in children(element)][:count]
    return texts + [""] * (count - len(texts))


def _bracketed(text: str) -> str:
    return text if _BRACKETED.fullmatch(text) or len(text) == 1 or text.isdigit() else f"({text})"


_WRITERS: dict[str, Callable[[Element], str]] = {
    "msqrt": _root,
    "mroot": _root_of_degree,
    "msub": _with(subscript),
    "munder": _with(subscript),
    "msup": _with(superscript),
    "msubsup": _with(subscript, superscript),
    "munderover": _with(subscript, superscript),
    "mover": _with_over,
    "mmultiscripts": _with_before,
    "mtable": _table,
}
