"""Refuse, before any model is asked, what no lesson for a child may be about.

The rules look for a wish to do harm ("how do I make…"), not for words: wars, poisons, drugs and the body are taught in
schools. What they let through is judged by the model, and by its own safety filters.
"""

import re

from shared.errors import Refused

_WISH = r"\b(?:how|where|ways?)(?:'s| is| are)? (?:to|do i|do you|can i|could i|would i|should i|do we|can we)\b"
_OF_MINE = r"(?:my|a|an|the|some|someone|somebody|people|him|her|them|kids?|others)"

UNSAFE: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:kill|hurt|cut|harm|starve|hang|drown) my ?self\b"
        r"|\b(?:painful|easiest|fastest|best|quickest) way to die\b"
        r"|\bi want to die\b|\bhow to (?:commit suicide|die)\b|\bstop eating so\b|\bhow to (?:be|become) anorexic\b",
        "It sounds as if you may be having a hard time. Please talk to an adult whom you trust, such as a parent, a "
        "teacher or a school counsellor. If you are in danger, call your local emergency number.",
    ),
    (
        rf"{_WISH}.{{0,30}}\b(?:make|build|get|buy|mix|create|3d print)\b.{{0,30}}"
        r"\b(?:bombs?|explosives?|guns?|weapons?|poisons?|grenades?|molotovs?|napalm)\b",
        "I cannot help with making or getting things that hurt people. Ask me how something works in science.",
    ),
    (
        rf"{_WISH} (?:hurt|kill|poison|attack|stab|shoot|beat up|bully) {_OF_MINE}\b",
        "I cannot help with hurting anyone. If somebody troubles you, please talk to an adult whom you trust.",
    ),
    (
        rf"{_WISH}.{{0,30}}\b(?:buy|get|cook|make|smoke|snort|sell|hide|drink)\b.{{0,30}}"
        r"\b(?:drugs?|meth|weed|cocaine|heroin|pills|alcohol|beer|vodka|cigarettes?|vapes?)\b"
        rf"|{_WISH} (?:cook meth|vape|smoke weed|get (?:drunk|high|stoned))\b|\bget you (?:high|drunk|stoned)\b",
        "I cannot help with getting or using drugs or alcohol. Ask me what they do to the body and the brain.",
    ),
    (
        r"\b(?:porn\w*|nudes|hentai|sexting|how to have sex|sex (?:positions?|toys?|videos?))\b"
        r"|\bnaked (?:girls?|boys?|women)\b",
        "I cannot make a lesson about this. Ask me about the human body in the words of your science class.",
    ),
    (
        rf"{_WISH} (?:steal|rob|hack|break into|shoplift|forge|cheat on)\b|\bfake ids?\b",
        "I cannot help with breaking rules or laws. Ask me how computers stay safe, or how laws are made.",
    ),
    (
        r"\bmeet (?:an? )?(?:older|strange) (?:man|men|woman|guy|boy|girl|stranger)\b"
        r"|\bmeet (?:a )?strangers? online\b",
        "Meeting strangers from the internet can be dangerous. Please talk to an adult whom you trust about it.",
    ),
)
_STEERING = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}"
    r"\b(?:instructions?|prompts?|rules|guidelines|passages?|sources?|the above|everything above)\b"
    r"|\b(?:print|reveal|show|repeat|tell me)\b.{0,30}\b(?:your|the|system|hidden)\b.{0,12}"
    r"\b(?:prompts?|instructions?)\b"
    r"|\b(?:system|hidden|secret) prompt\b|\bjailbreak\b|^you are now\b|^(?:pretend|act) (?:to be|as|you are|like)\b"
    r"|^\s*(?:system|assistant|developer)\s*:",
    re.IGNORECASE,
)
STEERED = "I can only explain school topics. Ask me about something that you would like to learn."


def ensure_suitable(question: str) -> None:
    """Raise `Refused`, with a kind sentence to the student, where a question is unsafe or is an instruction to us."""
    for pattern, sentence in UNSAFE:
        if re.search(pattern, question, re.IGNORECASE):
            raise Refused("unsafe_question", sentence)
    if _STEERING.search(question):
        raise Refused("not_a_lesson", STEERED)
