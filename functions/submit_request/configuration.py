"""Tell a page what may be chosen."""

from typing import Literal, get_args

from flask import Response

from shared.models.base import Record
from shared.models.look import Face, ThemeName
from shared.models.request import DURATION_MINUTES, GRADE_LEVELS

from . import answers
from .callers import Caller
from .routing import Call


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


def configuration(call: Call, caller: Caller) -> Response:
    """Tell what may be chosen here."""
    least, most = DURATION_MINUTES
    return answers.json_of(
        Configuration(
            identity=call.cloud.settings.identity,
            languages=call.cloud.voices.languages,
            themes=list(get_args(ThemeName)),
            faces=list(get_args(Face)),
            grade_levels=list(GRADE_LEVELS),
            duration_minutes=Minutes(minimum=least, maximum=most),
        )
    )
