"""A server on this machine in place of Google's downloads."""

from contextlib import AbstractContextManager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.fakes.serving import served


class Quiet(SimpleHTTPRequestHandler):
    """Serve files and say nothing about it."""

    def log_message(self, *words: object) -> None:
        pass


def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = Quiet) -> AbstractContextManager[str]:
    """Serve a folder for a while, and give the address."""
    return served(ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))))
