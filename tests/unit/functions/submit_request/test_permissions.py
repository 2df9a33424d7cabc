from datetime import UTC, datetime

import pytest

from functions.submit_request import permissions
from functions.submit_request.callers import ANYONE, NOBODY, Caller, Role
from shared import documents
from shared.models.request import ContentRecord, Membership
from tests.fakes.store import meets
from tests.unit.examples import request

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def record(student_id: str = "s-1", tenant: str | None = "north", *class_ids: str) -> ContentRecord:
    asked, membership = request(student_id=student_id), Membership(tenant=tenant, class_ids=class_ids)
    return documents.record_of(documents.new_record(asked, "api", NOW, NOW - NOW, membership))


def caller(role: Role, student_id: str | None = "me", tenant: str | None = "north", *class_ids: str) -> Caller:
    return Caller(role, student_id, frozenset(class_ids), tenant)


RECORDS = {
    "mine": record("me", "north", "7b"),
    "a classmate's": record("s-2", "north", "7b"),
    "another class's": record("s-3", "north", "8a"),
    "of no class": record("s-4", "north"),
    "another school's": record("s-5", "south", "7b"),
    "of my name in another school": record("me", "south", "7b"),
    "of no school": record("s-6", None),
}
IN_NORTH = {"mine", "a classmate's", "another class's", "of no class"}
SEEN = [
    (caller(Role.STUDENT, "me", "north", "7b"), {"mine"}),
    (caller(Role.TEACHER, "t-1", "north", "7b"), {"mine", "a classmate's"}),
    (caller(Role.TEACHER, "t-1", "north", "9c"), set()),
    (caller(Role.TEACHER, "me", "north", "8a"), {"mine", "another class's"}),
    (caller(Role.TEACHER, None, "north"), set()),
    (caller(Role.OPERATOR, None, "north"), IN_NORTH),
    (caller(Role.OPERATOR, None, None), set(RECORDS)),
    (caller(Role.STUDENT, "s-6", None), {"of no school"}),
    (caller(Role.TEACHER, "t-1", None, "7b"), set()),
    (NOBODY, set()),
    (ANYONE, set(RECORDS)),
]


@pytest.mark.parametrize(("who", "seen"), SEEN)
def test_each_sees_what_is_theirs(who: Caller, seen: set[str]) -> None:
    assert {name for name, found in RECORDS.items() if permissions.may_see(who, found)} == seen


@pytest.mark.parametrize(("who", "seen"), SEEN)
def test_a_list_holds_nothing_that_may_not_be_seen(who: Caller, seen: set[str]) -> None:
    listed = {name for name, found in RECORDS.items() if meets(found.fields, permissions.scope(who))}
    assert listed <= seen
    if who.role is not Role.TEACHER or who.student_id != "me":  # a teacher's own are in the list of their own classes
        assert listed == seen


def test_a_student_and_an_operator_end_a_request_and_a_teacher_only_looks() -> None:
    teacher = caller(Role.TEACHER, "t-1", "north", "7b")
    assert permissions.may_see(teacher, RECORDS["a classmate's"])
    assert not permissions.may_end(teacher, RECORDS["a classmate's"])
    assert permissions.may_end(caller(Role.STUDENT, "s-2"), RECORDS["a classmate's"])
    assert permissions.may_end(caller(Role.OPERATOR, None), RECORDS["a classmate's"])
    assert not permissions.may_end(caller(Role.OPERATOR, None), RECORDS["another school's"])


def test_a_teacher_of_the_class_and_an_operator_start_again() -> None:
    classmates = RECORDS["a classmate's"]
    assert permissions.may_redrive(caller(Role.TEACHER, "t-1", "north", "7b"), classmates)
    assert permissions.may_redrive(caller(Role.OPERATOR, None), classmates)
    assert not permissions.may_redrive(caller(Role.TEACHER, "t-1", "north", "7c"), classmates)
    assert not permissions.may_redrive(caller(Role.STUDENT, "s-2", "north"), classmates)


def test_nobody_but_an_operator_asks_in_another_name() -> None:
    assert [role for role in Role if permissions.may_ask_for(caller(role), "s-2")] == [Role.OPERATOR]
    assert all(permissions.may_ask_for(caller(role), "me") for role in Role)
    assert not permissions.may_ask_for(caller(Role.TEACHER, None), "s-2")
