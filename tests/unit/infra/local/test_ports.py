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


def test_no_port_is_handed_out_twice_or_is_one_that_systems_give_to_connections() -> None:
    ports = [free_port() for _ in range(50)]
    assert len(set(ports)) == 50
    assert all(20_000 <= port < 32_000 for port in ports)
