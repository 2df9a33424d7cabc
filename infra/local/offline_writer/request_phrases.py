"""Take the request phrases off a question: "can you explain", "for 8th grade students", "please"."""

import re

MARKS = ' ?!.,;:¿¡"'
_REQUESTS = re.compile(
    r"^(?:please|kindly|hi|hello|hey|ok|okay|so|well|vividly|there)\b[\s,!.:]*"
    r"|^(?:can|could|would|will) (?:you|we|someone|anyone) (?:please |kindly )?(?:help me (?:to )?)?"
    r"(?=explain|tell|teach|show|describe|give|make|help|learn|talk|go over|define|summari[sz]e|understand)"
    r"|^(?:i|we)(?: would|'d)? ?(?:want|like|need|wish|have|am trying|'m trying|love)(?: to)? "
    r"(?=know|learn|understand|see|hear|find)"
    r"|^(?:i|we) (?:do not|don't|cannot|can't) (?:really )?(?:understand|get|know)\s+"
    r"|^(?:i am|i'm) (?:confused about|curious about|struggling with|interested in|learning about)\s+"
    r"|^(?:explain|describe|define|summari[sz]e|introduce|discuss|illustrate|outline|demonstrate|clarify)"
    r"(?: to| for)?(?: me| us| my class| the class)?(?: about)?[\s:,]+"
    r"|^(?:tell|teach|show|help|inform)(?: me| us| my class)?(?: to)?(?: (?:more|all|something|everything))?"
    r"(?: (?:about|on|of|with|understand|learn|how to))*\s+(?=\S)"
    r"|^(?:learn|understand|know|hear|find out|talk|go over|see|see how|study)"
    r"(?: (?:more|all|something))?(?: about)?\s+"
    r"|^(?:give|make|create|show)(?: me| us)? (?:an?|the|some)? ?(?:short |quick |simple |brief |good )*"
    r"(?:explanation|introduction|overview|lesson|video|summary|example|examples|definition|tutorial|intro)s?"
    r"(?: (?:of|to|about|on|for))?\s+"
    r"|^(?:an? )?(?:lesson|video|introduction|intro|overview|explanation"
    r"|my (?:math |science )?homework) (?:about|on|of|to)\s+",
    re.IGNORECASE,
)
_AUDIENCE_WORDS = (
    r"(?:\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|five|six|ten"
    r"|high|middle|elementary|primary|young|little|school|grade|graders?|kindergarten\w*|beginners?|class|students?|pupils?"
    r"|kids?|child|children|teens?|teenagers?|years?|old|level|and|a|an|the|my|some|i am|i'm|me)"
)
_AUDIENCE = re.compile(
    rf"\s*[,(]?\s*\b(?:for|to|at|as if to|like)(?:[\s-]+{_AUDIENCE_WORDS})+[\s)]*$"
    r"|\s*[,(]?\s*\b(?:in|with|using) (?:an? )?(?:very )?(?:simple|easy|plain|short|few|everyday|own|detail"
    r"|\d+ minutes?)"
    r"(?: (?:words?|terms?|language|way|english|examples?|sentences?|steps?))?\s*$"
    r"|\s*,?\s*\b(?:please|thanks|thank you|step by step|simply|briefly)\s*$",
    re.IGNORECASE,
)
_AUDIENCE_FIRST = re.compile(rf"^(?:for|to|like)(?:[\s-]+{_AUDIENCE_WORDS})+[\s,:]+(?=\S)", re.IGNORECASE)


def strip_request(query: str) -> str:
    """Return the question without "please explain", "for 8th grade students" and the like."""
    parts = [_strip_once_more(part) for part in re.split(r"(?<=[?!.])\s+", query)]
    return next((part for part in parts if part), "")


def _strip_once_more(text: str) -> str:
    """Return one sentence of a question without its request phrases, taken off one by one."""
    before, bare = "", text.strip()
    while bare != before:
        before = bare
        bare = _AUDIENCE.sub("", bare.strip(MARKS)).strip()
        bare = _AUDIENCE_FIRST.sub("", _REQUESTS.sub("", bare, count=1)).strip(MARKS)
    return bare
