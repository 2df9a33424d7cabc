"""Repeated submissions take turns in a process: those who come second find the record, and disturb nobody."""

import zlib
from threading import Lock

_TURNS = [Lock() for _ in range(64)]


def turn_of(request_id: str) -> Lock:
    """Return the lock of a request; a few requests share one, so that there are never more of them."""
    return _TURNS[zlib.crc32(request_id.encode()) % len(_TURNS)]
