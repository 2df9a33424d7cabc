import json
from typing import Any, cast

import pytest
from google.api_core.exceptions import DeadlineExceeded

from functions.write_script.core import draft_of, prompt_for, prompt_to_repair, words_a_minute_for, words_for
from functions.write_script.main import _write
from shared.errors import OutOfTime, Refused, Unavailable
from shared.models.request import GRADE_LEVELS, ContentRecord, Status
from tests.unit.examples import CHECK, IDEA, RECAP, TITLE, WRONG, findings, passage, request, script

FINDINGS = findings(passage())
PACE = 5.0  # words a minute: a lesson has few
REQUEST = request(grade_level="3")
RECORD = ContentRecord(
    request=REQUEST,
    status=Status.GENERATING,
    deadline_at="2026-01-01T00:00:00Z",
    fields=REQUEST.model_dump() | {"topic": "photosynthesis", "subject": "life science", "learning_objectives": []},
)
GOOD = script(grade_level="3").model_dump_json()
FLAWED = script(TITLE, IDEA, CHECK, RECAP, grade_level="3").model_dump_json()
BAD = script(TITLE, IDEA, WRONG, RECAP, grade_level="3").model_dump_json()


SHORT = script(TITLE, RECAP, grade_level="3").model_dump_json()
QUICK = 10.0  # words a minute: SHORT is too short, and the passage has enough


class Writing:
    """Be the cloud: answer with one text after the other, or an error, and remember the prompts."""

    def __init__(self, *answers: str | Exception, seconds_a_call: float = 30.0) -> None:
        self.model = self.limits = self
        self.answers = list(answers)
        self.prompts: list[str] = []
        self.seconds_left, self.seconds_a_call = 200.0, seconds_a_call

    def generate(self, instructions: str, prompt: str, schema: type) -> str:
        self.prompts.append(prompt)
        self.seconds_left -= self.seconds_a_call
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def remaining_seconds(self) -> float:
        if self.seconds_left <= 0:
            raise OutOfTime
        return self.seconds_left


def write(*answers: str | Exception, pace: float = PACE, **cloud: float) -> tuple[str, Writing]:
    writing = Writing(*answers, **cloud)
    return _write(RECORD, FINDINGS, cast(Any, writing), pace).model_dump_json(), writing


def test_a_good_script_is_asked_for_once() -> None:
    written, writing = write(GOOD)
    assert json.loads(written) == json.loads(GOOD)
    assert len(writing.prompts) == 1


@pytest.mark.parametrize("first", [FLAWED, BAD, "no json", '{"title": "half a scr'])
def test_a_script_with_problems_is_repaired_once(first: str) -> None:
    written, writing = write(first, GOOD)
    assert json.loads(written) == json.loads(GOOD)
    assert "<problems>" in writing.prompts[1]


def test_the_better_one_of_two_is_kept() -> None:
    written, _ = write(FLAWED, BAD)
    assert json.loads(written) == json.loads(FLAWED)


@pytest.mark.parametrize("second", [BAD, "no json"])
def test_a_script_that_stays_below_the_standard_ends_the_request(second: str) -> None:
    with pytest.raises(Refused) as refused:
        write(BAD, second)
    assert refused.value.code == "script_below_standard"


@pytest.mark.parametrize(
    "failure",
    [
        SHORT,
        Refused("blocked_by_model", "No."),
        Refused("request_cost_limit", "No."),
        Unavailable("the model stopped early: MAX_TOKENS"),
        DeadlineExceeded("504"),
    ],
)
def test_a_repair_that_goes_wrong_loses_no_script_that_may_be_shown(failure: str | Exception) -> None:
    written, _ = write(FLAWED, failure, pace=QUICK)
    assert json.loads(written) == json.loads(FLAWED)


@pytest.mark.parametrize("failure", [Refused("blocked_by_model", "No."), Unavailable("an empty answer")])
def test_a_repair_that_goes_wrong_and_was_needed_is_told(failure: Exception) -> None:
    with pytest.raises(type(failure)):
        write(BAD, failure)


def test_a_script_that_may_be_shown_is_repaired_only_where_there_is_time() -> None:
    written, writing = write(FLAWED, seconds_a_call=70.0)  # of 200 s 130 are left, and a repair may take 140
    assert (json.loads(written), len(writing.prompts)) == (json.loads(FLAWED), 1)
    for presentable in (FLAWED, GOOD):
        written, _ = write(presentable, seconds_a_call=200.0)
        assert json.loads(written) == json.loads(presentable)
    written, _ = write(BAD, GOOD, seconds_a_call=70.0)
    assert json.loads(written) == json.loads(GOOD)


def test_a_short_script_is_repaired_where_the_passages_have_enough() -> None:
    written, writing = write(SHORT, GOOD, pace=QUICK)
    assert json.loads(written) == json.loads(GOOD)
    assert "too short" in writing.prompts[1]


def test_a_script_that_stays_too_short_says_what_is_possible() -> None:
    with pytest.raises(Refused, match="about 1 minutes, not for 3") as refused:
        write(SHORT, SHORT, pace=QUICK)
    assert refused.value.code == "not_enough_material"


def test_a_script_that_rests_on_other_passages_is_none() -> None:
    strange = json.loads(GOOD)
    strange["scenes"][1]["passages"] = ["elsewhere"]
    draft = draft_of(json.dumps(strange), REQUEST, FINDINGS, PACE)
    assert draft.script is None
    assert "elsewhere" in draft.problems[0].message


def test_a_script_that_is_too_short_is_not_repaired_where_the_passages_are_too() -> None:
    with pytest.raises(Refused, match="about 1 minutes, not for 3"):
        write(GOOD, pace=130.0)


def test_the_repair_is_told_what_is_wrong() -> None:
    prompt = prompt_to_repair("<passages></passages>", draft_of(FLAWED, REQUEST, FINDINGS, PACE))
    assert "no_misconception" in prompt
    assert prompt.startswith("<passages></passages>")


def test_the_words_of_a_lesson_grow_with_its_minutes() -> None:
    least, best, most = words_for(3, 130)
    assert least < best < most
    assert words_for(6, 130)[1] == pytest.approx(2 * best, abs=1)


def test_older_students_are_told_more_words_a_minute() -> None:
    paces = [words_a_minute_for(grade) for grade in GRADE_LEVELS]
    assert paces == sorted(paces)
    assert 110 <= paces[0] < 120
    assert 130 < paces[-1] <= 150


def test_interests_are_told_as_data_and_only_where_there_are_some() -> None:
    assert "interests" not in prompt_for(RECORD, FINDINGS, PACE)
    liking = RECORD.model_copy(update={"request": request(interests=["music"])})
    prompt = prompt_for(liking, FINDINGS, PACE)
    asked = json.loads(prompt.split("<lesson_request>")[1].split("</lesson_request>")[0])
    assert asked["interests"] == ["music"]


def test_an_example_may_name_what_the_student_likes() -> None:
    told = json.loads(GOOD)
    told["scenes"][1]["narration"][0] = "Basketball players, basketball fans and basketball coaches breathe oxygen."
    for interests, is_grounded in (([], False), (["basketball players", "fans"], True)):
        draft = draft_of(json.dumps(told), request(interests=interests), FINDINGS, PACE)
        assert ("not_grounded" not in [problem.code for problem in draft.problems]) == is_grounded


def test_the_model_is_asked_with_nothing_but_what_makes_two_lessons_the_same() -> None:
    personal = request(student_query="I am Zaphodine. Explain photosynthesis")
    understood = {"learning_objectives": ["Explain where the food of plants comes from."]}
    record = RECORD.model_copy(update={"request": personal, "fields": RECORD.fields | understood})
    prompt = prompt_for(record, FINDINGS, PACE)
    assert understood["learning_objectives"][0] in prompt
    assert "Zaphodine" not in prompt
