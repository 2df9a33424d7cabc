"""When a paid call may be made again at once: only when the service has turned it away."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from google.api_core.retry import Retry

PATIENCE_SECONDS = 30.0


def when_exhausted() -> "Retry":
    """Return the retry of a call that a quota has turned away, which costs nothing.

    Google's clients would repeat others too, such as one whose answer was lost: that one may have been paid for.
    """
    from google.api_core import exceptions, retry

    turned_away = retry.if_exception_type(exceptions.ResourceExhausted)
    return retry.Retry(turned_away, initial=0.5, maximum=8.0, multiplier=2.0, timeout=PATIENCE_SECONDS)
