"""A TCP proxy in front of an emulator, whose connections can be cut for a while."""

import socket
import threading
import time
from contextlib import suppress

from infra.local.ports import HOST

PIECE_BYTES = 64 * 1024


class Proxy:
    """Hand on bytes between functions and one service."""

    def __init__(self, address: str) -> None:
        """Listen on a free port, in front of `host:port`."""
        host, port = address.rsplit(":", 1)
        self._target = (host, int(port))
        self._cut_until = 0.0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server((HOST, 0))
        self.address = f"{HOST}:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, seconds: float) -> None:
        """Break all connections, and accept none for some seconds."""
        self._cut_until = time.monotonic() + seconds
        with self._lock:
            broken, self._open = self._open, set()
        for connection in broken:
            _close(connection)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        if time.monotonic() < self._cut_until:
            _close(client)
            return
        try:
            server = socket.create_connection(self._target)
        except OSError:
            _close(client)
            return
        with self._lock:
            self._open |= {client, server}
        threading.Thread(target=self._hand_on, args=(client, server), daemon=True).start()
        self._hand_on(server, client)

    def _hand_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE_BYTES):
                sink.sendall(piece)
        with self._lock:
            self._open -= {source, sink}
        _close(source)
        _close(sink)


def _close(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
