"""Tell why something is not a question to learn from. When in doubt, it is one."""

import re

_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|yo|sup|good (?:morning|afternoon|evening|night)|how are you(?: doing)?(?: today)?|what'?s up"
    r"|thanks?"
    r"|thank you|bye|goodbye|test|testing|lol|ok|okay|there|vividly|everyone|friend)[\s,!.?]*)+",
    re.IGNORECASE,
)
_STEERING = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|prompts?|rules|guidelines)\b"
    r"|\b(?:system|hidden|secret) prompt\b|\bjailbreak\b|^(?:pretend|act) (?:to be|as|you are|like)\b|^you are now\b",
    re.IGNORECASE,
)
_DO_IT_FOR_ME = re.compile(
    r"^(?:(?:please|can|could|would|will|you) )*(?:write|compose|draft|finish|complete)"
    r"(?: (?:me|my|us|an?|the|some|this|short))*"
    r" (?:\d+ ?-?(?:word|page)s? )?(?:essay|homework|assignment"
    r"|poem|song|story|paper|letter|email|e-mail|rap|book report)\b"
    r"|\bdo (?:my|the|this|our) (?:\w+ )?(?:homework|assignment|essay|exam|test|quiz)\b"
    r"|\banswers? (?:to|for) (?:the|my|our) (?:\w+ )?(?:test|exam|quiz|homework)\b"
    r"|^(?:please )?(?:tell|make|sing)(?: me| us)? (?:an?|some) (?:\w+ )?(?:joke|song|story|riddle)s?\b",
    re.IGNORECASE,
)
_KIN = (
    r"(?:teacher|friend|best friend|mom|mum|mother|dad|father|sister|brother|neighbou?r|classmate|girlfriend|boyfriend"
    r"|crush|boss|principal|cousin|aunt|uncle)"
)
_PRIVATE = re.compile(
    rf"\b(?:who|where|how old|what) (?:is|are|does|do)(?: is)? (?:my|our) {_KIN}\b(?!'s? )"
    r"(?: (?:live|lives|doing|from|now))?\s*\?*$"
    rf"|\b(?:phone number|home address|password|email address|salary) (?:of|for)\b"
    rf"|\bwhere (?:does|do) (?:my|our) {_KIN}\b"
    r"|'s (?:phone number|home address|password|email address)\b"
    rf"|\bis my {_KIN}\b.{{0,20}}\b(?:cheating|single|dating|mad|angry|in love|pretty|married)\b",
    re.IGNORECASE,
)
_NO_TOPIC = re.compile(
    r"^(?:who|what) are you\b|\bweather (?:today|tomorrow|now)\b|^(?:please )?play (?:some|a|me)\b", re.IGNORECASE
)
_NAMED_HOME = re.compile(r"^[Ww]here does (?:[A-Z][a-z]+ ){1,2}live\b")
_ABOUT_NOTHING = re.compile(
    r"(?:(?:my|some|the|with|your) )?(?:homework|help|me|it|this|that|something|anything|stuff)?", re.I
)
_KEYBOARD = re.compile(
    r"asdf|sdfg|dfgh|fghj|ghjk|hjkl|qwer|wert(?!h)|rtyu|tyui|zxcv|xcvb|cvbn|vbnm|lkjh|poiu|(.)\1{3,}", re.I
)
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}", re.IGNORECASE)


def reason_against(query: str, bare: str) -> str:
    """Return a kind sentence why this cannot be taught, or nothing. `bare` is the query without its request phrases."""
    if _GREETING.fullmatch(query):
        return "Hello! Ask me about something that you would like to learn, such as how plants make their food."
    if _STEERING.search(query):
        return "I can only explain school topics. Ask me about something that you would like to learn."
    if _DO_IT_FOR_ME.search(query):
        return "I cannot do this work for you, but I can explain the topic. Ask me what you would like to understand."
    if _NO_TOPIC.search(query):
        return "I make lessons about school topics. Ask me about something that you would like to learn."
    if _PRIVATE.search(query) or _NAMED_HOME.search(query):
        return "I cannot answer questions about private persons. Ask me about a school topic instead."
    if _ABOUT_NOTHING.fullmatch(bare) or not _has_words(bare):
        return (
            "I could not find a question in this. Write what you would like to learn, such as: why do we have seasons?"
        )
    return ""


def _has_words(bare: str) -> bool:
    """Tell whether at least one word in this could be a real one."""
    words = re.findall(r"[^\W\d_]+", bare)
    return any(not _is_gibberish(word) for word in words if len(word) > 1 or not word.isascii())


def _is_gibberish(word: str) -> bool:
    """Tell whether a word was typed at random: keys in a row, or letters that no one can say."""
    if not word.isascii():
        return False
    no_vowel = not re.search(r"[aeiouy]", word, re.IGNORECASE) and not word.isupper() and len(word) > 3
    return bool(no_vowel or _KEYBOARD.search(word) or _CONSONANTS.search(word))
