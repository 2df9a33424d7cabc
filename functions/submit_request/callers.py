"""Who calls the API."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Say what somebody is here."""

    STUDENT = "student"
    TEACHER = "teacher"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Caller:
    """Name the one who calls, as far as it is known."""

    role: Role
    student_id: str | None
    class_ids: frozenset[str] = frozenset()
    tenant: str | None = None


ANYONE = Caller(Role.OPERATOR, None)
"""The caller where nobody has to say who they are."""

NOBODY = Caller(Role.STUDENT, None)
"""The caller where nobody was asked: there is nothing that they may see."""

EVERYONE = frozenset(Role)
STAFF = frozenset((Role.TEACHER, Role.OPERATOR))
