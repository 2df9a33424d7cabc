"""Ports of this machine."""

import socket

HOST = "127.0.0.1"


def free_port(wanted: int | None = None) -> int:
    """Return the wanted port where nobody listens on it, else any free one."""
    for port in (wanted, 0):
        if port is None:
            continue
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    raise OSError("this machine has no free port")


def answers(port: int) -> bool:
    """Tell whether somebody accepts connections on a port."""
    try:
        with socket.create_connection((HOST, port), timeout=0.5):
            return True
    except OSError:
        return False
