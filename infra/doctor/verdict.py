"""What a check found, and what to do about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class State(enum.Enum):
    """How bad it is, with the sign and the colour that say so."""

    GOOD = ("✓", "green")
    """As it should be."""
    OPTIONAL = ("!", "yellow")
    """Missing, and needed for some commands only, or brought by another command."""
    LACKING = ("✗", "red")
    """Missing, and nothing works without it."""
    UNKNOWN = ("?", "cyan")
    """It could not be found out."""


@dataclass(frozen=True)
class Verdict:
    """Hold what is known about one thing."""

    name: str
    state: State
    detail: str
    remedy: str = ""


def good(name: str, detail: str) -> Verdict:
    """Return that something is as it should be."""
    return Verdict(name, State.GOOD, detail)


def optional(name: str, detail: str, remedy: str) -> Verdict:
    """Return that something is missing that not everybody needs."""
    return Verdict(name, State.OPTIONAL, detail, remedy)


def lacking(name: str, detail: str, remedy: str) -> Verdict:
    """Return that something is missing."""
    return Verdict(name, State.LACKING, detail, remedy)


def unknown(name: str, detail: str, remedy: str = "") -> Verdict:
    """Return that it could not be found out."""
    return Verdict(name, State.UNKNOWN, detail, remedy)
