"""Characters that nobody sees: a way to speak to a language model behind the reader's back."""

import re

_INVISIBLE = re.compile(
    "["
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"  # a whole second alphabet: tags, and selectors of variants
    "]"
)
"""Without the joiners U+200C and U+200D, which the writing of several languages needs."""


def visible(text: str) -> str:
    """Return a text without the characters that are never seen."""
    return _INVISIBLE.sub("", text)
