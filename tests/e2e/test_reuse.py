"""Twenty students ask for the same lesson at once: one lesson is made, and everybody gets it."""

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from infra.local.seed import seed
from infra.local.stack import PROJECT, Stack, in_environment
from infra.operate.timeline import REUSING
from shared import paths
from shared.cloud import Cloud
from tests.stacks import connected, eventually

pytestmark = pytest.mark.e2e

MANY = 20
WORDS = ("Explain photosynthesis", "explain  photosynthesis", "Explain photosynthesis.", "EXPLAIN PHOTOSYNTHESIS?")


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run a stack of its own, in which lessons are reused."""
    with Stack(folder=tmp_path_factory.mktemp("stack"), page_port=None) as stack, in_environment(stack.environment):
        seed(PROJECT, stack.environment["GCS_OER_CONTENT_BUCKET"])
        yield stack


@pytest.fixture
def cloud(stack: Stack) -> Iterator[Cloud]:
    with connected(stack) as cloud:
        yield cloud


def ask(stack: Stack, request_id: str, query: str, **more: Any) -> str:
    question = {"request_id": request_id, "student_id": f"of-{request_id}", "student_query": query}
    question |= {"grade_level": "8", "duration_minutes": 1} | more
    requests.post(f"{stack.page}/v1/content-requests", json=question, timeout=120).raise_for_status()
    return request_id


def told(stack: Stack, request_id: str) -> dict[str, Any]:
    """Wait until a request has ended, and return what the API tells of it."""

    def standing() -> dict[str, Any]:
        found: dict[str, Any] = requests.get(f"{stack.page}/v1/content-requests/{request_id}", timeout=120).json()
        return found if found["status"] in ("completed", "failed") else {}

    return eventually(standing, seconds=240)


def test_one_makes_the_lesson_and_all_get_it(stack: Stack, cloud: Cloud) -> None:
    with ThreadPoolExecutor(MANY) as threads:
        asked = list(threads.map(lambda n: ask(stack, f"many-{n:02d}", WORDS[n % len(WORDS)]), range(MANY)))
        standings = [told(stack, request_id) for request_id in asked]
    assert [standing["status"] for standing in standings] == ["completed"] * MANY
    assert Counter(standing.get("reused", False) for standing in standings) == {True: MANY - 1, False: 1}
    [made] = [standing["request_id"] for standing in standings if "reused" not in standing]
    spoken = Counter[str]()
    for request_id in asked:
        stages = cloud.requests.stages(request_id)
        spoken[request_id] = stages.get("narrate_scenes", {}).get("usage", {}).get("spoken_characters", 0)
        assert ("write_script" in stages) == (request_id == made)
        video = cloud.generated.read(paths.lesson(request_id, "lesson.mp4"))
        assert video == cloud.generated.read(paths.lesson(made, "lesson.mp4"))
    assert [request_id for request_id, characters in spoken.items() if characters] == [made]
    for standing in standings:
        assert made == standing["request_id"] or made not in json.dumps(standing)
        assert standing["sources"]


def test_a_later_question_is_answered_at_once_and_costs_next_to_nothing(stack: Stack, cloud: Cloud) -> None:
    told(stack, ask(stack, "before", "Explain photosynthesis"))
    standing = told(stack, ask(stack, "after", "Explain photosynthesis!"))
    assert standing["reused"]
    assert standing["cost_usd"] < 0.0005
    assert standing["current_stage"] == "Reused a lesson made before"
    assert set(cloud.requests.stages("after")) == {"submit_request", *REUSING}


def test_another_look_is_another_lesson_with_the_same_voice(stack: Stack, cloud: Cloud) -> None:
    for theme in ("dark", "high_contrast"):
        standing = told(stack, ask(stack, theme, "Explain photosynthesis", look={"theme": theme}))
        assert standing["status"] == "completed"
        assert "reused" not in standing
    usage = cloud.requests.stages("high_contrast")["narrate_scenes"]["usage"]
    assert usage["spoken_characters"] == 0
    assert len(cloud.temporary.paths_under("speech/")) > 0


def test_what_is_found_again_holds_nothing_that_a_student_wrote(stack: Stack, cloud: Cloud) -> None:
    markers = ("Zaphodine", "of-personal", "vexillology")
    query, interests = f"Explain photosynthesis for {markers[0]}", [markers[2]]
    assert told(stack, ask(stack, "personal", query, interests=interests))["status"] == "completed"
    shared = [path for folder in ("topics/", "speech/") for path in cloud.temporary.paths_under(folder)]
    assert {path.partition("/")[0] for path in shared} == {"topics", "speech"}
    kept = [*shared, *(cloud.temporary.read(path).decode(errors="replace") for path in shared)]
    led = [(found.identifier, found.fields) for found in cloud.store.children("lesson_reuse")]
    assert "personal" in [fields["request_id"] for _, fields in led]
    assert [marker for marker in markers if marker.lower() in str([kept, led]).lower()] == []
