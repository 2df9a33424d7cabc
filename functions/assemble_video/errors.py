"""What can be wrong with a lesson that is being put together.

VividlyError
├── BadScene   a scene's picture or sound is not what its narration promises
└── BadLesson  the finished files are not what they should be
"""

from shared.errors import VividlyError


class BadScene(VividlyError):
    """Say that a scene's picture or sound does not fit its narration or the other scenes."""


class BadLesson(VividlyError):
    """Say that the finished lesson cannot be given to a student."""
