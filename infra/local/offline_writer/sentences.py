"""Split prose into sentences, and tell which of them can be spoken."""

import re

ENDINGS = (".", "!", "?")
LONGEST_SENTENCE = 400
"""Characters: the most that a sentence of a script may have."""

_ABBREVIATIONS = frozenset(
    {"dr", "mr", "mrs", "ms", "prof", "st", "vs", "etc", "e.g", "i.e", "fig", "figs", "eq", "no", "approx", "cf", "al"}
)
_OPENING_MARKS = "\"'([\u2018\u201c"
_CLOSING_MARKS = "\"')]\u2019\u201d"
_BOUNDARY = re.compile(r"""(?<=[.!?])["'\u2019\u201d)\]]*\s+(?=["'\u2018\u201c(\[]?[^\W_])""")
_ADDRESSES_A_MACHINE = re.compile(
    r"\b(?:(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules)|system prompt|language model"
    r"|as an ai\b|you are (?:now )?(?:an? )?(?:ai|assistant|chatbot|chatgpt|gemini)\b"
    r"|^(?:dear )?(?:ai|assistant)s?\s*[:,]"
    r"|(?:ai|chat) ?(?:assistant|bot)s?\b.{0,30}\b(?:must|should|reply|respond|write))",
    re.IGNORECASE,
)
_UNSPEAKABLE = re.compile(
    r"https?://|www\.|\\[a-zA-Z]+|\$[^$]+\$|[{}<>|]|\b(?:figure|fig\.|table|equation|chapter)\s*\d"
    r"|\[(?:\d+|[A-Z]{1,3})\]|^true or false",
    re.IGNORECASE,
)
_REFERS_BACK = re.compile(
    r"(?:it|its|this|that|these|those|they|their|he|she|such|so|here|then|thus|therefore)\b", re.IGNORECASE
)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, each on one line, in order."""
    flat = " ".join(text.split())
    sentences: list[str] = []
    start = 0
    for boundary in _BOUNDARY.finditer(flat):
        if not _ends_here(flat[start : boundary.start()], flat[boundary.end() :]):
            continue
        sentences.append(flat[start : boundary.end()].strip())
        start = boundary.end()
    return [*sentences, flat[start:].strip()] if flat[start:].strip() else sentences


def _ends_here(before: str, after: str) -> bool:
    """Tell whether a full stop ends a sentence: not after an abbreviation or an initial, nor before a small letter."""
    if after.lstrip(_OPENING_MARKS)[:1].islower():
        return False
    if not before.endswith("."):
        return True
    last = before[:-1].rsplit(maxsplit=1)[-1].lstrip(_OPENING_MARKS) if before[:-1].strip() else ""
    return last.lower() not in _ABBREVIATIONS and not re.fullmatch(r"[A-Z](?:\.[A-Z])*", last)


def spoken(text: str, labelled: bool = False) -> tuple[str, ...]:
    """Return the sentences of a text that can be spoken, in order.

    What speaks to a machine or cannot be pronounced is left out, and so is the sentence after it when that one refers
    back to it. A last sentence without a full stop gets one, unless it is a bare fragment of a list (`labelled` says
    that a bold lead-in makes it a statement of its own).
    """
    kept: list[str] = []
    gap = False
    for sentence in split_sentences(text):
        finished = _finish(sentence, labelled)
        if not finished or not is_speakable(finished) or (gap and refers_back(finished)):
            gap = True
            continue
        gap = False
        kept.append(finished)
    return tuple(kept)


def is_speakable(sentence: str) -> bool:
    """Tell whether a voice can say this sentence, and whether it is meant for a learner."""
    has_words = len(sentence) <= LONGEST_SENTENCE and any(character.isalpha() for character in sentence)
    return has_words and not _UNSPEAKABLE.search(sentence) and not _ADDRESSES_A_MACHINE.search(sentence)


def refers_back(sentence: str) -> bool:
    """Tell whether a sentence begins with a word for something said before it."""
    return bool(_REFERS_BACK.match(sentence))


def _finish(sentence: str, labelled: bool) -> str:
    """Return the sentence with its full stop, or nothing when it is only a fragment or announces a list."""
    if sentence.rstrip(_CLOSING_MARKS).endswith(ENDINGS):
        return sentence
    bare = sentence.rstrip(" ,;")
    if bare.endswith(":"):
        return ""
    return f"{bare}." if labelled or len(bare.split()) > 4 else ""


def count_words(sentences: tuple[str, ...] | list[str]) -> int:
    """Return how many words a voice says."""
    return sum(len(sentence.split()) for sentence in sentences)
