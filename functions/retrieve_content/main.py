"""Retrieve: the passages that answer."""

from shared import paths
from shared.cloud import Cloud
from shared.errors import Refused
from shared.models.passage import Card, Findings, FoundPassage
from shared.models.request import ContentRecord
from shared.stage import stage

from .core import NEAREST, Input, Output, bands_for, choose, output_of, promising, search_text
from .ranking import PASSAGES_THAT_COUNT, Ranking
from .sameness import lesson_key
from .spelling import corrected


@stage("retrieve_content")
def retrieve_content(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Search the index and keep, once, the passages that the lesson may use."""
    path = paths.findings(work.request_id)
    stored = cloud.results.find(path)
    if stored is None:
        request = record.request
        found = search(search_text(record), request.grade_level, request.language, cloud)
        stored = cloud.results.keep(path, found.model_dump_json().encode(), "application/json", cloud.meter.usage)
    findings = Findings.model_validate_json(stored.data)
    if not cloud.reuse.is_on:
        return output_of(findings)
    voice = cloud.voices.of(record.request.language, record.request.grade_level)
    key = lesson_key(record, findings, voice, cloud.settings)
    return output_of(findings, key, cloud.reuse.lead(key, work.request_id))


def search(question: str, grade_level: str, language: str, cloud: Cloud) -> Findings:
    """Search what suits the student's grade, and where that does not answer, all of the library."""
    cards = cloud.catalogue.cards(language)
    question = corrected(question, cards, language)
    [embedding] = cloud.model.embed([question], "RETRIEVAL_QUERY")
    suiting = [card for card in cards if card.grade_band in bands_for(grade_level)]
    try:
        return _answer(question, embedding, suiting, cloud)
    except Refused:
        return _answer(question, embedding, cards, cloud)


def ranked_resources(question: str, grade_level: str, language: str, cloud: Cloud) -> list[str]:
    """Return the ids of resources that suit the student's grade, the one that answers best first."""
    cards = cloud.catalogue.cards(language)
    question = corrected(question, cards, language)
    [embedding] = cloud.model.embed([question], "RETRIEVAL_QUERY")
    suiting = [card for card in cards if card.grade_band in bands_for(grade_level)]
    return [resource for resource, _ in Ranking(suiting).rank(question, _near(question, embedding, suiting, cloud))]


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
