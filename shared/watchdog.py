"""The end of an attempt that cannot be asked to stop, such as one inside an encoder.

functions-framework answers when a timeout is over and lets the code run on. Where one attempt has a process to itself,
the process ends before somebody else may take the work.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from shared import log


@contextmanager
def watch(function: str, seconds: float, end_process: Callable[[int], None] = os._exit) -> Iterator[None]:
    """End the process where what runs in this context takes longer."""

    def end() -> None:
        log.write("ERROR", "stopped: it outlived its acknowledgement deadline", stage=function)
        end_process(1)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
