"""What can go wrong, named by what the caller does about it.

VividlyError
├── Rejected       the message cannot be worked on by anyone: keep it, acknowledge it
│   └── Taken      another request has its id
├── LimitReached   there is no room for another request now: say so, make no record of it
├── Postponed      another request does the same work: wait to be told of its end
├── Refused        it cannot become a lesson, or a resource: end it with a code and a sentence for who asked
│   └── DaySpent   no more may be paid for today
└── Unavailable    it may work later: raise, so that Pub/Sub delivers again
    ├── Busy       somebody else holds the work right now
    ├── LostLease  somebody else has taken the work over: stop, write nothing
    ├── OutOfTime  the function's time is over: stop, so that the next attempt starts afresh
    ├── TooNew     a later version wrote it: its own revision will read it
    └── Failed     another error, without its words: they may be a student's, and this one is logged

An error of Google's clients that may pass is raised as it is.
"""


class VividlyError(Exception):
    """Be the root of all errors that Vividly raises on purpose."""


class Rejected(VividlyError):
    """Say that a message is neither complete nor known."""


class Taken(Rejected):
    """Say that another request has the id."""


class LimitReached(VividlyError):
    """Say that no further request is taken now, to the student, with a stable code, and when to come back if known."""

    def __init__(self, code: str, message: str, retry_after_seconds: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.retry_after_seconds = retry_after_seconds


class Refused(VividlyError):
    """Say that a request ends here.

    `code` is stable and for programs (`no_source_material`); `message` is a sentence for the student, or for whoever
    put a resource there.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class DaySpent(Refused):
    """Say that the day has cost as much as it may: a lesson ends here, a resource waits."""

    def __init__(self) -> None:
        super().__init__("daily_cost_limit", "No more lessons can be made today. Please ask again tomorrow.")


class Postponed(VividlyError):
    """Say that another request makes the lesson of a key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the lesson {key} is being made")
        self.key = key


class Unavailable(VividlyError):
    """Say that the same work may succeed when it is tried again."""


class Busy(Unavailable):
    """Say that another attempt holds the lease."""


class LostLease(Unavailable):
    """Say that a newer attempt has taken the work over."""


class OutOfTime(Unavailable):
    """Say that an attempt has used up its function's timeout."""


class TooNew(Unavailable):
    """Say that a message or a document is of a version that only later functions read."""


class Failed(Unavailable):
    """Say which error ended an attempt, and where, and nothing of what it said."""
