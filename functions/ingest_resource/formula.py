"""A row of a formula: its pieces, and what stands between them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "atom", "words", "unit", "number", "fraction", "space", "relation", "operator", "joining", "opening", "closing",
    "comma",
]  # fmt: skip

_SIGNS_OF: dict[Role, str] = {
    "relation": "=≠≈≅∼<>≤≥≪≫≡∝→⇒↔⇔←∈⊥∥",
    "operator": "+−-–±∓×÷·⋅∙∗*∪∩",
    "joining": "/!%°′″|",
    "opening": "([{⟨",
    "closing": ")]}⟩",
    "comma": ",;.",
}
_ROLES = {sign: role for role, signs in _SIGNS_OF.items() for sign in signs}
_SIGNS = "+−-–±∓"
_BESIDE_A_FACTOR = ("atom", "words", "unit", "number", "fraction")
_CLINGING: tuple[Role, ...] = ("joining", "opening", "closing", "comma")


@dataclass(frozen=True)
class Piece:
    """Hold a part of a row, and how it stands to its neighbours."""

    text: str
    role: Role


SPACE = Piece(" ", "space")


def role_of(text: str) -> Role:
    """Return how a token stands to its neighbours."""
    if text in _ROLES:
        return _ROLES[text]
    if re.fullmatch(r"[\d.,]+", text):
        return "number"
    if re.match(r"[A-Za-z]+/[A-Za-z]", text):
        return "unit"
    return "words" if " " in text or re.fullmatch(r"[^\W\d_⁰-₉¹²³]{2,}\.?", text) else "atom"


def joined(pieces: list[Piece]) -> str:
    """Return a row in one line."""
    written = "".join((_gap(pieces, index) if index else "") + _in_row(pieces, index) for index in range(len(pieces)))
    return " ".join(written.split())


def goes_on(pieces: list[Piece]) -> bool:
    """Return whether a row goes on with the one above it."""
    first = _first(pieces)
    return first is not None and first.role == "relation"


def _first(pieces: Iterable[Piece]) -> Piece | None:
    """Return the first piece that is no space."""
    return next((piece for piece in pieces if piece is not SPACE), None)


def _in_row(pieces: list[Piece], index: int) -> str:
    """Put a fraction that is multiplied into brackets, so that `1/2 m` cannot be read as one over two m."""
    piece = pieces[index]
    if piece.role != "fraction":
        return piece.text
    beside = (_first(reversed(pieces[:index])), _first(pieces[index + 1 :]))
    multiplied = any(other and other.role in _BESIDE_A_FACTOR for other in beside)
    return f"({piece.text})" if multiplied else piece.text


def _gap(pieces: list[Piece], index: int) -> str:
    """Return what stands between a piece and the one before it."""
    before, after = pieces[index - 1], pieces[index]
    roles = {before.role, after.role}
    if "relation" in roles:
        return " "
    if after.role == "operator":
        return "" if before.role == "opening" else " "
    if before.role == "operator":
        return "" if before.text in _SIGNS and _is_sign(pieces, index - 1) else " "
    if before.role == "comma":
        return " "
    if roles.intersection(_CLINGING):
        return " " if roles == {"words", "opening"} and " " in before.text else ""
    return " " if "words" in roles or (before.role == "number" and after.role in ("number", "unit")) else ""


def _is_sign(pieces: list[Piece], index: int) -> bool:
    before = _first(reversed(pieces[:index]))
    return before is None or before.role in ("relation", "operator", "opening", "comma")
