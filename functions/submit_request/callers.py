"""Who calls: what the rules of `permissions` need to know, and nothing that names a person."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Say what somebody is at their school."""

    STUDENT = "student"
    TEACHER = "teacher"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Caller:
    """Hold who calls; `student_id` is None for a server, which asks for others."""

    role: Role
    student_id: str | None
    class_ids: frozenset[str] = frozenset()
    tenant: str | None = None


ANYONE = Caller(Role.OPERATOR, None)
"""Whoever calls where nobody is asked who they are: on one machine."""
