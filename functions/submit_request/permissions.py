"""Who may do what: a student with their own, a teacher with their classes', an operator with everything.

Each stays in their tenant; an operator without one is the deployment's, and is in all of them.
"""

from shared.models.request import ContentRecord
from shared.store import Condition, Fields

from .callers import Caller, Role


def may_see(caller: Caller, record: ContentRecord) -> bool:
    """Tell whether a caller may know of a request; to one who may not, there is none."""
    is_everywhere = caller.role is Role.OPERATOR and caller.tenant is None
    if not is_everywhere and record.fields.get("tenant") != caller.tenant:
        return False
    is_taught = caller.role is Role.TEACHER and not caller.class_ids.isdisjoint(record.fields.get("class_ids", ()))
    return caller.role is Role.OPERATOR or is_taught or _is_own(caller, record.fields)


def may_end(caller: Caller, record: ContentRecord) -> bool:
    """Tell whether a caller may cancel or delete a request: its student, or an operator."""
    return may_see(caller, record) and (caller.role is Role.OPERATOR or _is_own(caller, record.fields))


def may_redrive(caller: Caller, record: ContentRecord) -> bool:
    """Tell whether a caller may have a failed request tried again: a teacher of the class, or an operator."""
    return may_see(caller, record) and caller.role is not Role.STUDENT


def may_ask_for(caller: Caller, student_id: str) -> bool:
    """Tell whether a caller may ask in a student's name: their own, or as an operator anybody's."""
    return caller.role is Role.OPERATOR or caller.student_id == student_id


def scope(caller: Caller) -> list[Condition]:
    """Return the conditions that a list of requests is asked for with, so that it holds what the caller may see.

    A teacher's own questions are among those of their classes.
    """
    if caller.role is Role.OPERATOR:
        return [("tenant", "==", caller.tenant)] if caller.tenant else []
    if caller.role is Role.TEACHER and caller.class_ids:
        return [("tenant", "==", caller.tenant), ("class_ids", "array_contains_any", sorted(caller.class_ids))]
    return own(caller)


def own(caller: Caller) -> list[Condition]:
    """Return the conditions of a list of the caller's own requests, whatever else they may see."""
    return [("tenant", "==", caller.tenant), ("student_id", "==", caller.student_id)]


def _is_own(caller: Caller, fields: Fields) -> bool:
    return caller.student_id is not None and fields["student_id"] == caller.student_id
