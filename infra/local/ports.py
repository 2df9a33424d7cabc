"""Ports of this machine."""

from __future__ import annotations  # the doctor asks this module on machines whose Python is too old for all else

import random
import socket

HOST = "127.0.0.1"
DIRECT = {name: f"{HOST},localhost" for name in ("NO_PROXY", "no_proxy")}
"""What reaches this machine past a proxy, for any client: gRPC knows no `*`, which stands for everything elsewhere."""
PAGE_PORT = 8080
OURS = range(20_000, 32_000)
"""Below those that systems give to outgoing connections, which could take a port before its server does."""
_HANDED_OUT: set[int] = set()


def free_port(wanted: int | None = None) -> int:
    """Return the wanted port where nobody listens on it, else a free one that was not handed out before."""
    if wanted is not None and _is_free(wanted):
        return wanted
    for port in random.sample(OURS, len(OURS)):
        if port not in _HANDED_OUT and _is_free(port):
            _HANDED_OUT.add(port)
            return port
    raise OSError("this machine has no free port")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Tell whether somebody accepts connections on a port."""
    try:
        with socket.create_connection((HOST, port), timeout=0.5):
            return True
    except OSError:
        return False
