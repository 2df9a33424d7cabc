"""Tell what the library can teach."""

import re
from typing import Annotated, cast

from pydantic import Field

from shared.models.base import Record
from shared.models.passage import Card
from shared.models.request import GradeLevel, Language, grades_of
from shared.telling_words import likeness, stem, telling_words
from shared.wording import wording

from .paging import LongPageQuery, sliced
from .routing import Call

WEIGHTS = {"title": 1.0, "keywords": 0.8, "headings": 0.5}
"""How much a word tells of a topic, by where it stands."""
QUESTION = re.compile(r"(what|why|where|when|who|which|how (?!to\b)\w+) .+")


class TopicQuery(LongPageQuery):
    """Look for topics."""

    query: Annotated[str, Field(max_length=200, description="Words of a topic, the last of them perhaps begun.")] = ""
    subject: Annotated[str, Field(max_length=100)] = ""
    grade_level: GradeLevel | None = None
    language: Language = "en"


class Topic(Record):
    """Say what can be asked about."""

    resource_id: str
    title: str
    subject: str
    grade_levels: list[str]
    question: str
    """An example of what somebody may ask."""


class Topics(Record):
    """Hold a page of topics: those that suit a query best first, or by subject and title."""

    topics: list[Topic]
    next_page_token: str | None = None


def topics(call: Call) -> Topics:
    """Tell what the library can teach."""
    query = cast(TopicQuery, call.query)
    cards = [card for card in call.cloud.catalogue.cards(query.language) if _is_asked_for(card, query)]
    found = sorted(cards, key=lambda card: (card.subject, card.title))
    if telling_words(query.query):
        scores = {card.resource_id: score(card, query.query) for card in found}
        found = [card for card in found if scores[card.resource_id]]
        found.sort(key=lambda card: -scores[card.resource_id])
    shown, token = sliced(found, query)
    return Topics(topics=[_topic(card) for card in shown], next_page_token=token)


def score(card: Card, query: str) -> float:
    """Return how well a topic fits words, misspelt ones too; 0 where it does not hold one of them."""
    places = {"headings": card.headings, "keywords": card.keywords, "title": [card.title]}
    words = {word: WEIGHTS[place] for place, texts in places.items() for word in _words(" ".join(texts))}
    last = (_words(query) or [""])[-1]
    scores = []
    for asked in telling_words(query):
        is_last = asked == stem(last)
        found = [
            weight * (1.0 if is_last and word.startswith(last) else likeness(asked, stem(word)))
            for word, weight in words.items()
        ]
        scores.append(max(found, default=0.0))
    return sum(scores) if all(scores) else 0.0


def example_question(card: Card) -> str:
    """Return a question about a topic: one of its keywords that is a question, or one made of its title."""
    if card.language == "en" and (asked := next(filter(QUESTION.fullmatch, card.keywords), None)):
        return f"{asked[0].upper()}{asked[1:]}?"
    return wording(card.language).example_question.format(card.title)


def _is_asked_for(card: Card, query: TopicQuery) -> bool:
    is_of_subject = not query.subject or card.subject.casefold() == query.subject.casefold()
    return is_of_subject and (query.grade_level is None or query.grade_level in grades_of(card.grade_band))


def _topic(card: Card) -> Topic:
    return Topic(
        resource_id=card.resource_id,
        title=card.title,
        subject=card.subject,
        grade_levels=grades_of(card.grade_band),
        question=example_question(card),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", text.lower())
