"""Questions asked while everything goes wrong."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, get_args

from infra.operate import api
from infra.operate.failure import Failure
from infra.operate.load import QUESTIONS
from shared.models.look import Face, ThemeName

TRY_AGAIN_SECONDS = 0.5
THEMES, FACES = get_args(ThemeName), get_args(Face)


class Load:
    """Ask as many questions as are answered, a few open at a time; every question is asked until it is accepted."""

    def __init__(self, api: str, seed: int) -> None:
        """Ask an API."""
        self._api = api
        self._random = random.Random(f"{seed} load")
        self._seed = seed
        self.accepted: list[str] = []

    def ask(self) -> str:
        """Ask one question, now and then twice at the same moment, and return its id."""
        number = len(self.accepted)
        query, grade = self._random.choice(QUESTIONS)
        question = {
            "request_id": f"chaos-{self._seed}-{number}",
            "student_id": f"student-{number}",
            "student_query": query,
            "grade_level": grade,
            "duration_minutes": 1,
            # Some ask for a lesson that is made or being made, most for one with another look.
            "look": {"theme": self._random.choice(THEMES), "face": self._random.choice(FACES)},
        }
        with ThreadPoolExecutor() as twins:
            list(twins.map(self._submit, [question] * self._random.choice([1, 2])))
        self.accepted.append(str(question["request_id"]))
        return self.accepted[-1]

    def _submit(self, question: dict[str, Any]) -> None:
        while True:
            try:
                api.submit(self._api, question)
                return
            except Failure:
                time.sleep(TRY_AGAIN_SECONDS)
