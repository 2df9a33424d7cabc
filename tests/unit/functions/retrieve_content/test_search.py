from types import SimpleNamespace

from functions.retrieve_content.search import search
from shared.models.passage import FoundPassage
from tests.fakes.cloud import settings

from .test_core import cards, found, whole


class Library:
    """Hold one resource for grades 6 to 8, and remember which bands were asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def nearest(self, embedding: list[float], limit: int, language: str, bands: list[str]) -> list[FoundPassage]:
        self.asked.append(bands)
        return [found("gravity", 0.9)] if "6-8" in bands else [found("counting", 0.1)]

    passages_of = staticmethod(whole)


def test_where_nothing_for_the_grade_answers_the_whole_library_is_searched() -> None:
    easy = [card.model_copy(update={"grade_band": "K-2"}) for card in cards("counting")]
    library = Library()
    cloud = SimpleNamespace(
        catalogue=SimpleNamespace(cards=lambda language: [*easy, *cards("gravity")]),
        model=SimpleNamespace(embed=lambda texts, task: [[1.0]]),
        settings=settings(),
        library=library,
    )
    findings = search("gravity", "K", "en", cloud)
    assert [source.resource_id for source in findings.sources] == ["gravity"]
    assert library.asked == [["K-2"], ["6-8", "K-2"]]
