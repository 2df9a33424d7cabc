"""Break text into lines where a reader would pause."""

import unicodedata
from collections.abc import Sequence

LINES, WIDTH = 2, 42

_OPENING, _CLOSING = "\"'([\u201c\u2018", "\"')]\u201d\u2019"  # brackets and quotation marks

_OPENS_A_CLAUSE = set(
    "and but or nor so yet because although though since while when whenever where wherever if unless until before "
    "after as than that which who whose whom what how why then".split()
)
_OPENS_A_PHRASE = set(
    "of in on at to for from with without by about into onto over under through between among across along around "
    "during against toward towards inside outside above below out up down off is are was were can will has have".split()
)
_CLINGING = set("a an the this that these those my your our their its his her no not very".split())
_CLINGS_TO_THE_NEXT = _OPENS_A_CLAUSE | _OPENS_A_PHRASE | _CLINGING


def plain(text: str) -> str:
    """Return a text on one line, without control characters."""
    kept = (" " if unicodedata.category(character) == "Cc" else character for character in text)
    return " ".join("".join(kept).split())


def words(text: str) -> list[str]:
    """Return the words of a text; one too long for a line comes in pieces."""
    return [word[at : at + WIDTH] for word in plain(text).split() for at in range(0, len(word), WIDTH)]


def lines(parts: Sequence[str]) -> tuple[str, ...] | None:
    """Return words as one line or two balanced ones, or None where they need more."""
    total = sum(map(len, parts)) + len(parts) - 1
    if total <= WIDTH:
        return (" ".join(parts),)
    if total > LINES * WIDTH + 1:
        return None
    best: tuple[float, int] | None = None
    first = -1
    for at in range(1, len(parts)):
        first += len(parts[at - 1]) + 1
        second = total - first - 1
        if first <= WIDTH and second <= WIDTH:
            judged = (abs(first - second) / (2 * WIDTH) + break_cost(parts[at - 1], parts[at]), at)
            best = min(best or judged, judged)
    return (" ".join(parts[: best[1]]), " ".join(parts[best[1] :])) if best else None


def break_cost(word: str, following: str | None) -> float:
    """Say how much a break after a word disturbs reading, from 0 (none) to 1."""
    if following is None:
        return 0.0
    bare, opening = word.rstrip(_CLOSING), following.lower().strip(_OPENING)
    if bare.endswith((".", "?", "!", ";", ":", "—")):
        return 0.05
    if bare.endswith(","):
        return 0.1
    if word.lower() in _CLINGS_TO_THE_NEXT:
        return 1.0
    if opening in _OPENS_A_CLAUSE:
        return 0.25
    return 0.4 if opening in _OPENS_A_PHRASE else 0.6
