"""Refusing what is unsafe or no lesson, and nothing else: through the rules and the offline writer."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from functions.extract_topic.core import checked
from functions.extract_topic.safety import ensure_suitable
from infra.local.offline_writer import answer
from shared import prompts
from shared.errors import Refused


@dataclass(frozen=True)
class Judged:
    """Hold what became of a question: refused or not, as it should have been or not."""

    question: str
    is_refused: bool
    should_be_refused: bool
    sentence: str

    @property
    def is_right(self) -> bool:
        """Tell whether it was judged as it should be."""
        return self.is_refused == self.should_be_refused


def judge() -> list[Judged]:
    """Judge every question of `safety.yaml`."""
    asked = yaml.safe_load((Path(__file__).parent / "safety.yaml").read_text("utf-8"))
    expected = (("refused", True), ("taught", False))
    return [_judge(question, should_be) for kind, should_be in expected for question in asked[kind]]


def _judge(question: str, should_be_refused: bool) -> Judged:
    try:
        ensure_suitable(question)
        prompt = prompts.block("question", {"student_query": question, "grade_level": "8"})
        checked(answer(prompt, "TopicAnalysis"))
    except Refused as refused:
        return Judged(question, True, should_be_refused, refused.message)
    return Judged(question, False, should_be_refused, "")
