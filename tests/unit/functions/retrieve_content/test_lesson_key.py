from datetime import UTC, datetime
from typing import Any

import pytest

from functions.retrieve_content.lesson_key import lesson_key
from shared import voices
from shared.models.look import Look
from shared.models.passage import Findings
from shared.models.request import ContentRecord, Status
from tests.fakes.cloud import settings
from tests.unit.examples import findings, passage, request

VOICE = voices.load("cloud").of("en", "8")
UNDERSTOOD = {"topic": "Photosynthesis", "subject": "life science", "learning_objectives": ["Say what it is.", "Why?"]}


def texts(*texts: str, similarity: float = 0.9) -> Findings:
    return findings(*(passage(f"p-{n}", text=text) for n, text in enumerate(texts)), similarity=similarity)


FOUND = texts("Plants make sugar.", "They need light.")


def key(understood: dict[str, Any] | None = None, found: Findings = FOUND, **asked: Any) -> str:
    edition = asked.pop("reuse_edition", "1")
    record = ContentRecord(
        request=request(**asked),
        status=Status.GENERATING,
        deadline_at=datetime.now(UTC),
        fields=UNDERSTOOD | (understood or {}),
    )
    return lesson_key(record, found, VOICE, settings(reuse_edition=edition))


@pytest.mark.parametrize(
    "same",
    [
        {"request_id": "r-2", "student_id": "s-2"},
        {"student_query": "What is photosynthesis?"},
        {"understood": {"topic": "  photosynthesis. "}},
        {"understood": {"learning_objectives": ["why?", "Say what it is"]}},
        {"understood": {"search_terms": ["leaf"]}},
        {"found": texts("Plants make sugar.", "They need light.", similarity=0.1)},
    ],
)
def test_who_asks_and_in_which_words_makes_no_other_lesson(same: dict[str, Any]) -> None:
    assert key(**same) == key()


@pytest.mark.parametrize(
    "other",
    [
        {"grade_level": "7"},
        {"duration_minutes": 2},
        {"language": "es"},
        {"interests": ["football"]},
        {"look": Look(theme="dark")},
        {"look": Look(face="lexend")},
        {"understood": {"topic": "Respiration"}},
        {"understood": {"subject": "chemistry"}},
        {"understood": {"learning_objectives": ["Draw it."]}},
        {"found": texts("Plants make sugar.")},
        {"found": texts("Plants make sugar.", "They need much light.")},
        {"reuse_edition": "2"},
    ],
)
def test_all_that_a_lesson_is_made_of_makes_another(other: dict[str, Any]) -> None:
    assert key(**other) != key()


def test_interests_count_in_any_order() -> None:
    assert key(interests=["football", "Music"]) == key(interests=["music", "Football"])


def test_the_words_of_a_question_cannot_be_read_from_a_key() -> None:
    assert len(key()) == 64
    assert set(key()) <= set("0123456789abcdef")
