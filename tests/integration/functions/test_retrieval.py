"""Finding what answers in the starter library, through the real index and the embeddings of this machine."""

import pytest

from functions.retrieve_content.search import search
from shared.cloud import Cloud
from shared.errors import Refused

pytestmark = pytest.mark.integration

ANSWERED = {
    "photosynthesis": "life-science-photosynthesis",
    "water cycle": "earth-and-space-water-cycle",
    "Pythagorean theorem": "mathematics-pythagorean-theorem",
    "fractions": "mathematics-fractions",
    "ratios": "mathematics-ratios",
    "linear equations": "mathematics-linear-equations",
    "Newton's laws of motion": "physics-newtons-laws",
    "gravity": "physics-gravity",
    "states of matter": "chemistry-states-of-matter",
    "atoms": "chemistry-atoms-and-elements",
    "inside a cell": "life-science-cells",
    "food web": "life-science-ecosystems-and-food-webs",
    "why earthquakes happen": "earth-and-space-plate-tectonics",
    "seasons": "earth-and-space-seasons",
    "electric circuits": "physics-electricity-and-circuits",
    "how volcanoes erupt": "earth-and-space-volcanoes",
}
UNANSWERED = [
    "how medieval castles were built",
    "the causes of the first world war",
    "stock market",
    "Shakespeare's sonnets",
    "vaccines",
    "democracy",
    "how to bake bread",
    "haiku",
]


def sources(question: str, cloud: Cloud) -> list[str]:
    return [source.resource_id for source in search(question, "8", "en", cloud).sources]


@pytest.mark.parametrize(("question", "resource"), ANSWERED.items())
def test_a_question_is_answered_from_the_resource_that_teaches_it(question: str, resource: str, cloud: Cloud) -> None:
    assert sources(question, cloud)[0] == resource


@pytest.mark.parametrize("question", UNANSWERED)
def test_a_question_that_no_resource_answers_is_recognised(question: str, cloud: Cloud) -> None:
    with pytest.raises(Refused, match="The nearest topics that we have are"):
        sources(question, cloud)
