"""Search the library: what is near a question by meaning or by words, for the student's grade first."""

from shared.cloud import Cloud
from shared.errors import Refused
from shared.models.passage import Card, Findings, FoundPassage

from .core import NEAREST, bands_for, choose, promising
from .ranking import PASSAGES_THAT_COUNT, Ranking
from .spelling import corrected


def search(question: str, grade_level: str, language: str, cloud: Cloud) -> Findings:
    """Search what suits the student's grade, and where that does not answer, all of the library."""
    cards = cloud.catalogue.cards(language)
    question, embedding = _understood(question, cards, language, cloud)
    try:
        return _answer(question, embedding, _suiting(cards, grade_level), cloud)
    except Refused:
        return _answer(question, embedding, cards, cloud)


def ranked_resources(question: str, grade_level: str, language: str, cloud: Cloud) -> list[str]:
    """Return the ids of resources that suit the student's grade, the one that answers best first."""
    cards = cloud.catalogue.cards(language)
    question, embedding = _understood(question, cards, language, cloud)
    suiting = _suiting(cards, grade_level)
    return [resource for resource, _ in Ranking(suiting).rank(question, _near(question, embedding, suiting, cloud))]


def _understood(question: str, cards: list[Card], language: str, cloud: Cloud) -> tuple[str, list[float]]:
    """Return a question in the library's spelling, and its embedding."""
    question = corrected(question, cards, language)
    [embedding] = cloud.model.embed([question], "RETRIEVAL_QUERY")
    return question, embedding


def _suiting(cards: list[Card], grade_level: str) -> list[Card]:
    bands = bands_for(grade_level)
    return [card for card in cards if card.grade_band in bands]


def _answer(question: str, embedding: list[float], cards: list[Card], cloud: Cloud) -> Findings:
    nearest = _near(question, embedding, cards, cloud)
    return choose(question, nearest, cards, cloud.settings.minimum_similarity, cloud.library.passages_of)


def _near(question: str, embedding: list[float], cards: list[Card], cloud: Cloud) -> list[FoundPassage]:
    """Return the nearest passages of all, and those of resources that are about the question's words."""
    if not cards:
        return []
    bands = sorted({card.grade_band for card in cards})
    nearest = cloud.library.nearest(embedding, NEAREST, cards[0].language, bands)
    for resource in promising(question, cards, nearest):
        nearest += cloud.library.nearest_in(resource, embedding, PASSAGES_THAT_COUNT)
    return nearest
