"""Tell what a page needs to know of the service: that it is there, and what may be chosen."""

from typing import Literal, get_args

from shared.models.base import Record
from shared.models.look import Face, ThemeName
from shared.models.request import DURATION_MINUTES, GRADE_LEVELS

from .routing import Call


class Health(Record):
    """Say that the API answers."""

    status: Literal["ok"] = "ok"


class Minutes(Record):
    """Say how long a lesson may be."""

    minimum: int
    maximum: int


class Configuration(Record):
    """Say what may be chosen, and whether callers say who they are."""

    identity: Literal["off", "tokens"]
    languages: list[str]
    themes: list[str]
    faces: list[str]
    grade_levels: list[str]
    duration_minutes: Minutes


def health(call: Call) -> Health:
    """Answer, and ask nobody else."""
    return Health()


def configuration(call: Call) -> Configuration:
    """Tell what may be chosen here."""
    least, most = DURATION_MINUTES
    return Configuration(
        identity=call.cloud.settings.identity,
        languages=call.cloud.voices.languages,
        themes=list(get_args(ThemeName)),
        faces=list(get_args(Face)),
        grade_levels=list(GRADE_LEVELS),
        duration_minutes=Minutes(minimum=least, maximum=most),
    )
