import pytest

from functions.retrieve_content.core import bands_for, choose, promising
from shared.errors import Refused
from shared.models.passage import Card, FoundPassage, Passage
from tests.unit.examples import card, passage, source


def titled(resource: str) -> dict[str, str]:
    return {"resource_id": resource, "title": resource.replace("-", " ").capitalize(), "subject": "physics"}


def found(resource: str, similarity: float, position: int = 0) -> FoundPassage:
    return FoundPassage(passage=whole(resource)[position], similarity=similarity)


def whole(resource: str) -> list[Passage]:
    return [passage(f"{resource}.{n}", text=resource, position=n, source=source(**titled(resource))) for n in range(3)]


def cards(*resources: str) -> list[Card]:
    return [card(**titled(resource)) for resource in resources]


def test_the_whole_of_the_best_resource_comes_first_then_related_ones() -> None:
    nearest = [found("gravity", 0.9, 1), found("newtons-laws", 0.6)]
    findings = choose("gravity", nearest, cards("gravity", "newtons-laws"), 0.5, whole)
    order = ["gravity.0", "gravity.1", "gravity.2", "newtons-laws.0"]
    assert [found.passage.passage_id for found in findings.passages][:4] == order
    assert findings.passages[1].similarity == 0.9
    assert [source.resource_id for source in findings.sources] == ["gravity", "newtons-laws"]


def test_a_question_that_nothing_answers_is_refused_with_the_nearest_topics() -> None:
    near = [found("gravity", 0.3), found("seasons", 0.2)]
    with pytest.raises(Refused, match=r"nearest topics that we have are: Gravity, Seasons\.") as caught:
        choose("medieval castles", near, cards("gravity", "seasons"), 0.5, whole)
    assert caught.value.code == "no_source_material"


def test_an_empty_library_says_so() -> None:
    with pytest.raises(Refused, match="still empty"):
        choose("gravity", [], [], 0.5, whole)


@pytest.mark.parametrize(
    ("grade", "bands"),
    [
        ("K", ["K-2", "3-5"]),
        ("2", ["K-2", "3-5"]),
        ("3", ["K-2", "3-5", "6-8"]),
        ("8", ["K-2", "3-5", "6-8", "9-12"]),
        ("12", ["K-2", "3-5", "6-8", "9-12"]),
    ],
)
def test_what_is_far_above_a_student_is_looked_at_last(grade: str, bands: list[str]) -> None:
    assert bands_for(grade) == bands


def test_a_resource_that_is_about_the_words_is_promising_though_none_of_its_passages_is_near() -> None:
    assert promising("gravity", cards("gravity", "seasons"), [found("seasons", 0.4)]) == ["gravity"]
    assert promising("gravity", cards("gravity", "seasons"), [found("gravity", 0.4)]) == []
