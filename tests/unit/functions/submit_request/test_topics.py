from typing import Any, get_args

import pytest

from functions.submit_request.topics import example_question
from shared.models.look import Face
from tests.unit.examples import card

TOPICS = "/v1/topics"
FIELDS = ("language", "resource_id", "title", "subject", "grade_band", "keywords", "headings")
CARDS = [
    ("en", "sound", "Sound waves", "physics", "6-8", ["sound waves", "what is sound", "echo"], ["How it travels"]),
    ("en", "photo", "Photosynthesis", "life science", "6-8", ["photosynthesis", "how to make food"], ["Light"]),
    ("en", "light", "Light and colour", "physics", "3-5", ["light", "rainbow"], ["What is seen"]),
    ("en", "sums", "Addition", "mathematics", "K-2", ["adding"], []),
    ("de", "licht", "Licht", "physics", "3-5", ["licht"], []),
]


@pytest.fixture(autouse=True)
def library(cloud: Any) -> None:
    for one in CARDS:
        fields = dict(zip(FIELDS, one, strict=True))
        cloud.store.set(f"resources/{fields['resource_id']}", card(**fields).model_dump() | {"status": "indexed"})
    cloud.store.set("resources/bad", {"resource_id": "bad", "status": "failed", "reason": "No licence."})
    cloud.store.set("library/state", {"version": 1})


def found(answer: Any) -> list[str]:
    return [topic["resource_id"] for topic in answer.get_json()["topics"]]


def test_all_topics_come_by_subject_and_title(call: Any) -> None:
    answer = call("GET", TOPICS)
    assert found(answer) == ["photo", "sums", "light", "sound"]
    assert answer.get_json()["topics"][3] == {
        "resource_id": "sound",
        "title": "Sound waves",
        "subject": "physics",
        "grade_levels": ["6", "7", "8"],
        "question": "What is sound?",
    }


@pytest.mark.parametrize(
    ("query", "topics"),
    [
        ("query=light", ["light", "photo"]),
        ("query=phot", ["photo"]),
        ("query=fotosynthesis", ["photo"]),
        ("query=sound+ec", ["sound"]),
        ("query=sound+rainbow", []),
        ("query=What+is+a+rainbow%3F", ["light"]),
        ("query=what", ["photo", "sums", "light", "sound"]),
        ("subject=Physics", ["light", "sound"]),
        ("grade_level=K", ["sums"]),
        ("grade_level=7&subject=physics", ["sound"]),
        ("language=de", ["licht"]),
        ("language=fr", []),
    ],
)
def test_topics_are_found(call: Any, query: str, topics: list[str]) -> None:
    assert found(call("GET", f"{TOPICS}?{query}")) == topics


def test_topics_come_in_pages(call: Any) -> None:
    first = call("GET", f"{TOPICS}?page_size=3")
    rest = call("GET", f"{TOPICS}?page_size=3&page_token={first.get_json()['next_page_token']}")
    assert found(first) + found(rest) == ["photo", "sums", "light", "sound"]
    assert "next_page_token" not in rest.get_json()


@pytest.mark.parametrize("query", ["grade_level=13", "language=French", "page_token=x", "title=light"])
def test_a_wrong_parameter_is_refused(call: Any, query: str) -> None:
    assert call("GET", f"{TOPICS}?{query}").get_json()["code"] == "wrong_parameters"


@pytest.mark.parametrize(
    ("language", "keywords", "question"),
    [
        ("en", ["light", "why is the sky blue"], "Why is the sky blue?"),
        ("en", ["how to see"], "Can you explain this: Light?"),
        ("de", ["warum ist der Himmel blau"], "Kannst du das erklären: Light?"),
    ],
)
def test_a_topic_has_an_example_of_a_question(language: str, keywords: list[str], question: str) -> None:
    assert example_question(card(title="Light", language=language, keywords=keywords)) == question


def test_a_page_is_told_what_may_be_chosen(call: Any) -> None:
    assert call("GET", "/v1/configuration").get_json() == {
        "identity": "off",
        "languages": ["de", "en", "es", "fr", "it", "pt"],
        "themes": ["light", "dark", "high_contrast"],
        "faces": list(get_args(Face)),
        "grade_levels": ["K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
        "duration_minutes": {"minimum": 1, "maximum": 10},
    }
