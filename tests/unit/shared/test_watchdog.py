import threading

from shared.watchdog import watch


def test_a_process_ends_when_its_attempt_outlives_its_deadline() -> None:
    ended = threading.Event()
    with watch("render_scene", 0.01, lambda status: ended.set()):
        assert ended.wait(5)


def test_a_process_goes_on_after_an_attempt_that_ended_in_time() -> None:
    before = set(threading.enumerate())
    with watch("render_scene", 3_600, lambda status: None):
        [watching] = set(threading.enumerate()) - before
    watching.join(5)
    assert not watching.is_alive()
