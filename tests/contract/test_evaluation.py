"""What `make eval` measures stays as good as it is."""

import pytest

from evaluation.__main__ import LEAST_RECALL, MOST_FALSE_ACCEPTANCES
from evaluation.index import Embedder, Index, starter_library
from evaluation.lessons import write
from evaluation.retrieval import evaluate
from functions.write_script.checks import ESSENTIAL, find_problems
from shared.models.passage import Passage, Source

LIBRARY = starter_library()
LAST_GRADES = {"K-2": "2", "3-5": "5", "6-8": "8", "9-12": "12"}


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def test_questions_are_answered_from_the_right_resource_or_not_at_all() -> None:
    figures, _ = evaluate()
    assert figures.questions >= 60
    assert figures.recall >= LEAST_RECALL
    assert figures.false_acceptances <= MOST_FALSE_ACCEPTANCES
    assert figures.false_refusals <= 0.08


@pytest.mark.parametrize("resource", LIBRARY, ids=lambda resource: resource[0].resource_id)
def test_every_topic_of_the_library_gives_a_script_without_essential_problems(
    resource: tuple[Source, list[Passage]], embedder: Embedder
) -> None:
    source, _ = resource
    written = write(f"Explain {source.title}", LAST_GRADES[source.grade_band], 3, Index([resource], embedder))
    found = {problem.code for problem in find_problems(written.script, 3, written.findings)}
    assert not found & ESSENTIAL
    assert found <= {"no_misconception", "too_easy", "too_hard", "long_sentence", "no_worked_example"}
