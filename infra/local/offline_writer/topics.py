"""Understand a question by rules: what it is about, and whether it can be taught."""

import re

from pydantic import BaseModel, ConfigDict

from infra.local.offline_writer.blocks import Question
from infra.local.offline_writer.names import restore_names
from infra.local.offline_writer.request_phrases import MARKS, strip_request
from infra.local.offline_writer.subjects import subject_of
from infra.local.offline_writer.teachable import reason_against

LONGEST_TOPIC = 80
"""Characters: a topic is a phrase, not a paragraph."""

_WHAT = re.compile(
    r"^what(?:'s| is| are| was| were| does| do)\s+(?:meant by\s+"
    r"|the (?:meaning|definition|concept|idea|point|purpose) of\s+)?"
    r"|^(?:who|when|where) (?:is|are|was|were)\s+",
    re.IGNORECASE,
)
_HOW_BE = re.compile(r"^(?P<word>how|why) (?P<verb>is|are|was|were|can|has|have|will|should) (?P<rest>.+)$", re.I)
_HOW_DO = re.compile(r"^(?P<word>how|why|when|where) do (?P<rest>.+)$", re.IGNORECASE)
_WORKS = re.compile(
    r"^how (?:(?:do|does|did) )?(?P<thing>.+?) (?:work|function|happen|occur|operate)s?$", re.IGNORECASE
)
_STOP_WORDS = frozenset(
    "a an the of in on at to for from by with and or is are was were be been do does did how why what"
    " when where which who can could would will should it its this that these those their they them there"
    " i you we me my your our us please explain tell about make makes get gets have has had not as into"
    " than then so if work works mean means".split()
)


class TopicAnalysis(BaseModel):
    """Hold what a question is about."""

    model_config = ConfigDict(frozen=True)

    is_teachable: bool
    reason: str
    topic: str
    subject: str
    learning_objectives: list[str]
    search_terms: list[str]


def analyse(question: Question) -> TopicAnalysis:
    """Return topic, subject, objectives and search terms of a question, or a kind reason why it is not one."""
    query = _plain(question.student_query)
    if query.isupper() and " " in query:
        query = query.lower()
    bare = strip_request(query)
    topic = topic_of(bare)
    against = reason_against(query, bare)
    topic = topic or query[:LONGEST_TOPIC]
    return TopicAnalysis(
        is_teachable=not against,
        reason=against or "This is a question to learn from.",
        topic=topic,
        subject="other" if against else subject_of(query),
        learning_objectives=_objectives(topic),
        search_terms=search_terms(topic, bare),
    )


def _plain(query: str) -> str:
    """Return the query on one line, with the plain apostrophes and quotation marks that the rules know."""
    return " ".join(query.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}).split())


def topic_of(bare: str) -> str:
    """Return what a bare question is about, as a phrase in lower case except for names."""
    works = _WORKS.match(bare)
    phrase = works["thing"] if works else _as_a_clause(_WHAT.sub("", bare))
    phrase = re.sub(r"^(?:the|an?|some|about)\s+", "", phrase, flags=re.IGNORECASE).strip(MARKS)
    phrase = re.sub(r"\s+(?:means?|works?|is|are|all about)$", "", phrase, flags=re.IGNORECASE)
    if len(phrase) > LONGEST_TOPIC:
        phrase = phrase[:LONGEST_TOPIC].rsplit(maxsplit=1)[0]
    return restore_names(phrase, starts_a_sentence=phrase.split()[:1] == bare.split()[:1])


def _as_a_clause(bare: str) -> str:
    """Return "why is the sky blue" as "why the sky is blue", and "how do plants grow" as "how plants grow"."""
    bare = re.sub(r"^how do (?:i|you|we)\b", "how to", bare, flags=re.IGNORECASE)
    done = _HOW_DO.match(bare)
    if done:
        return f"{done['word']} {done['rest']}"
    being = _HOW_BE.match(bare)
    if not being:
        return bare
    words = being["rest"].split()
    size = 2 if words[0].lower() in ("the", "a", "an", "our", "your", "some") else 1
    return " ".join([being["word"], *words[:size], being["verb"], *words[size:]]) if len(words) > size else bare


def _objectives(topic: str) -> list[str]:
    """Return what one should be able to do after the lesson, in words that fit every topic."""
    is_a_clause = re.match(r"(?:how|why|when|where|what)\b", topic, re.IGNORECASE)
    explain = f"Explain {topic}." if is_a_clause else f"Explain the main idea of {topic}."
    return [explain, "Use the new words of this lesson correctly.", "Answer a question about what was shown."]


def search_terms(topic: str, bare: str) -> list[str]:
    """Return the topic and then the words that carry meaning, at most eight, each once."""
    words = re.findall(r"[^\W_]+(?:['-][^\W_]+)*", f"{topic} {restore_names(bare)}")
    terms = [topic, *(word for word in words if word.lower() not in _STOP_WORDS)]
    unique = {term.lower(): term for term in reversed(terms) if len(term) > 1}
    return list(reversed(unique.values()))[:8]
