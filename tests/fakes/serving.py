"""A server on this machine for as long as it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import TCPServer
from threading import Thread

LOOK_EVERY_SECONDS = 0.01
"""How often a server looks whether it is to stop: whoever stops it waits for that."""


@contextmanager
def served(server: TCPServer) -> Iterator[str]:
    """Have a server answer while the context is open; gives its address."""
    thread = Thread(target=server.serve_forever, args=(LOOK_EVERY_SECONDS,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
