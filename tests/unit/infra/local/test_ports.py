import socket

from infra.local.ports import answers, free_port


def test_a_wanted_port_is_taken_where_it_is_free() -> None:
    port = free_port()
    assert free_port(port) == port
    assert not answers(port)


def test_another_port_is_found_where_the_wanted_one_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert answers(port)
        assert free_port(port) != port
