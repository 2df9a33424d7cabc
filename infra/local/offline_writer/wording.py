"""Turn a sentence into a short text for the screen, and a definition into something natural to hear."""

import re

from infra.local.offline_writer.names import is_name
from infra.local.offline_writer.sentences import is_speakable

LABEL_LENGTH = 60
"""Characters: how long a text on the screen may be that was made from a sentence."""

_SUBORDINATE = re.compile(
    r"(?:if|when|whenever|because|although|though|as|while|since|after|before|once|until|unless|where|in|on|at|for|from|by"
    r"|with|without|to|during|instead|unlike|like)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\s*[;:\u2013\u2014]\s|,\s|\s(?=(?:because|which|so that|while|when|until|unless|if|and|but|or|so)\s)"
)
_LOOSE_ENDS = " ,;:\u2013\u2014"


def shorten(sentence: str, limit: int = LABEL_LENGTH) -> str:
    """Return a sentence in at most `limit` characters: whole, or its main clause, or its first words."""
    bare = capitalise(sentence.strip().rstrip(".").strip())
    if len(bare) <= limit:
        return bare
    if _SUBORDINATE.match(bare) and ", " in bare:
        return shorten(bare.split(", ", 1)[1], limit)
    cuts = [match.start() for match in _CLAUSE.finditer(bare) if match.start() <= limit]
    if cuts and len(bare[: cuts[-1]].split()) >= 4:
        return bare[: cuts[-1]].rstrip(_LOOSE_ENDS)
    return cut_at_a_word(bare, limit)


def cut_at_a_word(text: str, limit: int) -> str:
    """Return the first whole words of a text and an ellipsis, or the text when it fits."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    whole = head if text[limit - 1].isspace() else head.rsplit(maxsplit=1)[0]
    return whole.rstrip(_LOOSE_ENDS + ".") + "…"


def capitalise(text: str) -> str:
    """Return the text with a capital first letter, and the rest as it is."""
    return text[:1].upper() + text[1:]


def soften(text: str) -> str:
    """Return the text with a small first letter, unless it begins with a name or an acronym."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    is_plain = first[:1].isupper() and first[1:].islower() and "'" not in first and not is_name(first)
    return text[:1].lower() + text[1:] if is_plain or first == "A" else text


def define(term: str, meaning: str) -> str:
    """Return the sentence that says what a word means, such as "Chlorophyll: the green substance in leaves."."""
    says_it_itself = rf"(?:an?\s|the\s)?{re.escape(term)}\s+(?:are|were|\w+s)\b"
    together = f"{term}: {soften(meaning)}"
    return meaning if re.match(says_it_itself, meaning, re.IGNORECASE) or not is_speakable(together) else together
