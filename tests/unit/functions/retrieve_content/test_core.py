import pytest

from functions.retrieve_content.core import choose, rank, telling_words
from shared.errors import Refused
from shared.models.passage import FoundPassage, Passage, Source


def passage(resource: str, position: int = 0, text: str = "") -> Passage:
    source = Source(
        resource_id=resource,
        title=resource.replace("-", " ").capitalize(),
        author="Vividly contributors",
        licence="CC BY 4.0",
        subject="physics",
        grade_band="6-8",
        language="en",
        uri=f"gs://oer/{resource}.md",
    )
    text = text or resource.replace("-", " ")
    return Passage(
        passage_id=f"{resource}.{position}",
        kind="explanation",
        heading="x",
        text=text,
        position=position,
        source=source,
    )


def found(resource: str, similarity: float, position: int = 0) -> FoundPassage:
    return FoundPassage(passage=passage(resource, position), similarity=similarity)


def whole(resource: str) -> list[Passage]:
    return [passage(resource, position) for position in range(3)]


def test_the_whole_of_the_best_resource_comes_first_then_related_ones() -> None:
    nearest = [found("gravity", 0.9, 1), found("newtons-laws", 0.6)]
    findings = choose("gravity", nearest, 0.5, whole)
    assert [f.passage.passage_id for f in findings.passages][:4] == [
        "gravity.0",
        "gravity.1",
        "gravity.2",
        "newtons-laws.0",
    ]
    assert findings.passages[1].similarity == 0.9
    assert [source.resource_id for source in findings.sources] == ["gravity", "newtons-laws"]


def test_the_words_of_the_question_decide_between_resources_that_are_equally_near() -> None:
    ranked = rank("water cycle", [found("rock-cycle", 0.7), found("water-cycle", 0.7)])
    assert [resource for resource, _ in ranked] == ["water-cycle", "rock-cycle"]


def test_a_question_that_nothing_answers_is_refused_with_the_nearest_topics() -> None:
    with pytest.raises(Refused, match=r"nearest topics that we have are: Gravity, Seasons\.") as caught:
        choose("medieval castles", [found("gravity", 0.3), found("seasons", 0.2)], 0.5, whole)
    assert caught.value.code == "no_source_material"


def test_an_empty_library_says_so() -> None:
    with pytest.raises(Refused, match="still empty"):
        choose("gravity", [], 0.5, whole)


def test_plurals_and_small_words_tell_nothing() -> None:
    assert telling_words("Explain the laws of Newton's theories, please") == {"law", "newton", "theory"}
