"""What can go wrong, named by what the caller does about it.

VividlyError
├── Rejected      the message cannot be worked on by anyone: keep it, acknowledge it
├── Refused       the request cannot become a lesson: end it with a code and a sentence
└── Unavailable   it may work later: raise, so that Pub/Sub delivers again
├── Busy      somebody else holds the work right now
└── LostLease somebody else has taken the work over: stop, write nothing
"""


class VividlyError(Exception):
    """Be the root of all errors that Vividly raises on purpose."""


class Rejected(VividlyError):
    """Say that a message is neither complete nor known."""


class Refused(VividlyError):
    """Say that a request ends here.

    `code` is stable and for programs (`no_source_material`); `message` is a sentence for the student.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Unavailable(VividlyError):
    """Say that the same work may succeed when it is tried again."""


class Busy(Unavailable):
    """Say that another attempt holds the lease."""


class LostLease(Unavailable):
    """Say that a newer attempt has taken the work over."""
