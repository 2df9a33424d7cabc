"""What a check finds."""

from shared.models.base import Record

ESSENTIAL = frozenset({"not_grounded", "number_not_in_source", "no_check_yourself", "no_recap"})
"""Codes of problems with which no lesson is shown; others are noted on the record."""


class Problem(Record):
    """Say what is wrong, where, and what to do, as a model or a person can follow."""

    code: str
    message: str
    scene: int | None = None
    """Index of the scene, or None where it is the whole script."""
