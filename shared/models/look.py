"""The look of a lesson, as a learner or a school chooses it."""

from typing import Literal

from shared.models.base import Record

ThemeName = Literal["light", "dark", "high_contrast"]
Face = Literal["standard", "lexend", "atkinson"]
"""The letters. Lexend is wide and even, which many readers with dyslexia find easier; Atkinson Hyperlegible is made for
low vision."""


class Look(Record):
    """Choose colours and letters."""

    theme: ThemeName = "light"
    face: Face = "standard"
