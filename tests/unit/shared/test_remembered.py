"""A number that many threads ask for is looked up by one of them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from shared.remembered import Remembered

FOR_LONG = 3_600.0
NOT_AT_ALL = 0.0
PATIENCE_SECONDS = 10.0
THREADS = 8


@pytest.mark.parametrize(("seconds", "found"), [(FOR_LONG, [3.0, 3.0]), (NOT_AT_ALL, [3.0, 4.0])])
def test_a_number_is_looked_up_again_when_it_is_too_old(seconds: float, found: list[float]) -> None:
    numbers = iter([3.0, 4.0])
    remembered = Remembered(lambda: next(numbers), seconds)
    assert [remembered.number(), remembered.number()] == found


def test_those_who_ask_while_it_is_looked_up_again_do_not_wait() -> None:
    asked, answered = Event(), Event()
    answers = iter([3.0])

    def look_up() -> float:
        if (known := next(answers, None)) is not None:
            return known
        asked.set()
        assert answered.wait(PATIENCE_SECONDS)
        return 4.0

    remembered = Remembered(look_up, NOT_AT_ALL)
    remembered.number()
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(remembered.number)
        assert asked.wait(PATIENCE_SECONDS)
        meanwhile = remembered.number()
        answered.set()
        assert (meanwhile, first.result()) == (3.0, 4.0)


def test_those_who_ask_first_all_get_what_the_first_of_them_finds() -> None:
    asked, looked_up, all_asked = [], [], Event()

    def look_up() -> float:
        looked_up.append(True)
        assert all_asked.wait(PATIENCE_SECONDS)
        return 3.0

    def ask(number: int) -> float:
        asked.append(number)
        if len(asked) == THREADS:
            all_asked.set()
        return remembered.number()

    remembered = Remembered(look_up, FOR_LONG)
    with ThreadPoolExecutor(THREADS) as threads:
        assert set(threads.map(ask, range(THREADS))) == {3.0}
    assert len(looked_up) == 1


def test_a_look_up_that_fails_is_tried_again_by_the_next() -> None:
    def look_up() -> float:
        if len(tried) < 2:
            tried.append(True)
            raise ConnectionError
        return 4.0

    tried: list[bool] = []
    remembered = Remembered(look_up, FOR_LONG)
    for _ in range(2):
        with pytest.raises(ConnectionError):
            remembered.number()
    assert remembered.number() == 4.0
