"""Tell which requests there are, the newest first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import cast

from shared import paths
from shared.models.base import Record
from shared.models.request import Identifier, Status
from shared.store import Condition, Document

from . import media, permissions
from .callers import Caller
from .following import Failure, Lesson
from .paging import PageQuery, newest
from .problems import Problem, wrong_parameters
from .routing import Call

SIGNED_AT_ONCE = 8


class ListQuery(PageQuery):
    """Ask for the requests of one student, of the caller, or of all that the caller may see."""

    student_id: Identifier | None = None
    mine: bool = False
    """Whether those alone are wanted that the caller made, of all that a teacher or an operator may see."""


class Summary(Record):
    """Say in short where a request stands."""

    request_id: str
    student_id: str
    student_query: str
    status: Status
    progress_percentage: int
    current_stage: str
    title: str | None = None
    topic: str | None = None
    subject: str | None = None
    grade_level: str
    duration_minutes: int
    language: str
    cost_usd: float
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | None = None
    error: Failure | None = None
    result: Lesson | None = None
    """Of a finished lesson, its thumbnail alone."""


class Summaries(Record):
    """Hold a page of requests."""

    content_requests: list[Summary]
    next_page_token: str | None = None
    """Not there on the last page."""


def recent(call: Call) -> Summaries:
    """Tell which requests a caller may see, page by page."""
    query = cast(ListQuery, call.query)
    where = conditions(query.student_id, call.caller, query.mine)
    shown, token = newest(query, "created_at", partial(call.cloud.records.newest, where))
    playable = media.playable()
    with ThreadPoolExecutor(SIGNED_AT_ONCE) as threads:  # each address is a call to the service that signs
        summaries = list(threads.map(lambda record: _summary(record, playable), shown))
    return Summaries(content_requests=summaries, next_page_token=token)


def conditions(student_id: str | None, caller: Caller, mine: bool = False) -> list[Condition]:
    """Return what a listed request meets; raise `Problem` where a caller asks for those of others."""
    if mine and student_id is not None:
        raise wrong_parameters([("mine", "leave it out where student_id is given")])
    scope = permissions.own(caller) if mine else permissions.scope(caller)
    asked = ("student_id", "==", student_id)
    if student_id is None or asked in scope:
        return scope
    if any(field == "student_id" for field, _, _ in scope):
        raise Problem("not_your_student_id", "These are not your requests.")
    return [*scope, asked]


def _summary(record: Document, playable: Callable[[str], str]) -> Summary:
    summary = Summary.model_validate(record.fields, extra="ignore")
    if not (lesson := summary.result):
        return summary
    files = {name: playable(uri) for name, uri in lesson.files.items() if name == paths.THUMBNAIL}
    return summary.model_copy(update={"result": lesson.model_copy(update={"files": files})})
