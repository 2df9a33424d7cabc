"""What every store does: Firestore, and the one in this process that tests use."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import uuid4

import pytest
from google.api_core.exceptions import AlreadyExists, InvalidArgument, NotFound, RetryError

from shared.cloud import Cloud
from shared.store import Store, Transaction
from tests.fakes.store import InProcessStore


@pytest.fixture
def store(cloud: Cloud) -> Store:
    return cloud.store


def test_what_is_written_is_read(store: Store, place: str) -> None:
    assert store.read(place) is None
    store.set(place, {"a": 1, "b": {"c": [1, 2]}})
    assert store.read(place) == {"a": 1, "b": {"c": [1, 2]}}


class Colour(StrEnum):
    RED = "red"


HERE = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ((1, 2), [1, 2]),
        ({1}, [1]),
        (Colour.RED, "red"),
        ({Colour.RED: ({"b": (1,)},)}, {"red": [{"b": [1]}]}),
        (datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)),
        (datetime(2026, 1, 1, 2, tzinfo=HERE), datetime(2026, 1, 1, tzinfo=UTC)),
        (-(2**63), -(2**63)),
        ("ä", "ä"),
        (b"\xff", b"\xff"),
    ],
)
def test_what_is_read_has_one_of_the_types_of_firestore(store: Store, place: str, written: Any, read: Any) -> None:
    store.set(place, {"a": written})
    found = (store.read(place) or {})["a"]
    assert found == read
    assert repr(found) == repr(read) or (isinstance(found, datetime) and found.utcoffset() == timedelta())


@pytest.mark.parametrize("value", [timedelta(1), date(2026, 1, 1), object(), 2**63, "\ud800", {1: 2}, Decimal(1)])
@pytest.mark.parametrize("nest", [lambda value: value, lambda value: [{"b": value}]])
def test_what_firestore_has_no_type_for_is_not_written(store: Store, place: str, value: object, nest: Any) -> None:
    def write(transaction: Transaction) -> None:
        with pytest.raises((TypeError, ValueError)):
            transaction.set(place, {"a": nest(value)})

    store.transact(write)
    assert store.read(place) is None


@pytest.mark.parametrize("value", [[[1]], [(1,)], [{"b": [[]]}]])
def test_a_list_holds_no_list(store: Store, place: str, value: object) -> None:
    with pytest.raises(InvalidArgument):
        store.set(place, {"a": value})


def test_a_transaction_writes_all_or_nothing(store: Store, place: str) -> None:
    def fail(transaction: Transaction) -> None:
        transaction.set(place, {"a": 1})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.transact(fail)
    assert store.read(place) is None


def test_a_write_without_locks_begins_again_where_what_it_read_has_changed(store: Store, place: str) -> None:
    store.set(place, {"a": 1, "b": 1})
    seen = []

    def work(transaction: Transaction) -> None:
        seen.append(transaction.read(place))
        if len(seen) == 1:
            store.set(place, {"a": 2, "b": 2})
        transaction.set(place, {"a": 3})

    store.write_if_unchanged(work)
    assert seen == [{"a": 1, "b": 1}, {"a": 2, "b": 2}]
    assert store.read(place) == {"a": 3}


def test_a_write_without_locks_begins_again_where_somebody_else_was_first(store: Store, place: str) -> None:
    seen = []

    def work(transaction: Transaction) -> None:
        seen.append(transaction.read(place))
        if seen == [None]:
            store.set(place, {"a": 2})
            transaction.set(place, {"a": 1})

    store.write_if_unchanged(work)
    assert seen == [None, {"a": 2}]
    assert store.read(place) == {"a": 2}


def test_a_write_without_locks_writes_all_that_it_read(store: Store, place: str) -> None:
    def work(transaction: Transaction) -> None:
        transaction.read_all([place, f"{place}-other"])
        transaction.set(place, {"a": 1})

    with pytest.raises(ValueError, match="other"):
        store.write_if_unchanged(work)
    assert store.read(place) is None


def test_nothing_is_created_over_what_is_there(store: Store, place: str) -> None:
    store.set(place, {"a": 1})
    with pytest.raises(AlreadyExists):
        store.transact(lambda transaction: transaction.create(place, {"a": 2}))
    assert store.read(place) == {"a": 1}


@pytest.mark.parametrize("write", [Transaction.create, Transaction.update])
def test_a_write_without_locks_tries_in_vain_where_it_did_not_read_what_is_in_its_way(
    store: Store, place: str, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.store.CONTENTION_SECONDS", 0.2)
    is_there = write is Transaction.create
    if is_there:
        store.set(place, {"a": 1})
    with pytest.raises(RetryError) as error:
        store.write_if_unchanged(lambda transaction: getattr(transaction, write.__name__)(place, {"a": 2}))
    assert isinstance(error.value.cause, AlreadyExists if is_there else NotFound)
    assert store.read(place) == ({"a": 1} if is_there else None)


def test_what_is_not_there_is_not_updated(store: Store, place: str) -> None:
    with pytest.raises(NotFound):
        store.transact(lambda transaction: transaction.update(place, {"a": 2}))


def test_an_update_outside_a_transaction_says_whether_there_was_something(store: Store, place: str) -> None:
    assert not store.update(place, {"a": 1})
    store.set(place, {"a": 1, "b": 2})
    assert store.update(place, {"b": 3})
    assert store.read(place) == {"a": 1, "b": 3}


def test_an_update_keeps_other_fields(store: Store, place: str) -> None:
    store.set(place, {"a": 1, "b": 2})
    store.transact(lambda transaction: transaction.update(place, {"b": 3}))
    assert store.read(place) == {"a": 1, "b": 3}


def test_no_update_is_lost(store: Store, place: str) -> None:
    store.set(place, {"count": 0})

    def add(transaction: Transaction) -> None:
        count = (transaction.read(place) or {})["count"]
        transaction.update(place, {"count": count + 1})

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: store.transact(add), range(12)))
    assert store.read(place) == {"count": 12}


def test_of_many_creations_one_succeeds(store: Store, place: str) -> None:
    def create(number: int) -> bool:
        def work(transaction: Transaction) -> bool:
            if transaction.read(place):
                return False
            transaction.create(place, {"by": number})
            return True

        return store.transact(work)

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(create, range(6))).count(True) == 1


def test_increases_add_up_without_reading(store: Store, place: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: store.transact(lambda change: change.increase(place, "sum", 0.5)), range(8)))
    assert store.read(place) == {"sum": 4.0}


def test_several_documents_are_read_at_once(store: Store, place: str) -> None:
    store.set(f"{place}/parts/1", {"n": 1})
    store.set(f"{place}/parts/2", {"n": 2})
    paths = [f"{place}/parts/{number}" for number in (1, 2, 3)]
    found = store.transact(lambda transaction: transaction.read_all(paths))
    assert found == {f"{place}/parts/1": {"n": 1}, f"{place}/parts/2": {"n": 2}}


def test_children_come_in_the_order_of_their_ids(store: Store, place: str) -> None:
    for name in ("z", "x", "y"):
        store.set(f"{place}/parts/{name}", {"name": name})
    assert [document.identifier for document in store.children(f"{place}/parts")] == ["x", "y", "z"]


def test_documents_are_found_by_conditions_wherever_they_are(store: Store, place: str) -> None:
    collection = f"c{uuid4().hex}"
    for number, state in enumerate(["open", "done", "open", "lost"]):
        store.set(f"{place}-{number}/{collection}/d", {"state": state, "at": number})
    where = [("state", "in", ["open", "lost"]), ("at", "<=", 2)]
    assert [document.fields["at"] for document in store.find(collection, where, 10)] == [0, 2]
    assert len(store.find(collection, where, 1)) == 1
    assert store.count(collection, where) == 2


def test_what_is_found_below_a_bound_comes_in_the_order_of_that_field(store: Store, place: str) -> None:
    collection = f"c{uuid4().hex}"
    for name, at in (("a", 3), ("b", 1), ("c", 2), ("d", 2), ("e", 4), ("f", None)):
        store.set(f"{place}/{collection}/{name}", {"at": at, "state": "open"})
    where = [("state", "==", "open"), ("at", "<=", 3)]
    assert [document.identifier for document in store.find(collection, where, 10)] == ["b", "c", "d", "a"]
    assert [document.identifier for document in store.find(collection, where, 3)] == ["b", "c", "d"]


@pytest.fixture
def hasty() -> Iterator[None]:
    """Have threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_the_store_in_this_process_is_listed_while_others_write_and_delete() -> None:
    store = InProcessStore()
    paths = [f"parents/{number}" for number in range(200)]

    def write() -> None:
        for turn in range(20):
            for path in paths:
                store.set(path, {"at": 1})
                store.set(f"{path}/parts-{turn}/x", {"at": 1})  # a collection that was not there
            store.delete(paths)

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        while not writing.done():
            listed = [*store.children("parents"), *store.last("parents", "at", 1_000)]
            assert {document.path for document in listed} <= set(paths)
            assert len(store.find("parts-0", [("at", ">=", 1)], 1_000)) <= store.count("parts-0", [])
    writing.result()


def test_what_is_deleted_is_gone_and_may_have_been_gone(store: Store, place: str) -> None:
    paths = [f"{place}/parts/{number}" for number in range(501)]  # more than one batch takes
    for path in [*paths[::250], f"{place}/parts/kept"]:
        store.set(path, {"a": 1})
    for _ in range(2):
        store.delete(paths)
    assert [document.path for document in store.children(f"{place}/parts")] == [f"{place}/parts/kept"]
    store.delete([])


def test_the_last_documents_come_page_by_page(store: Store, place: str) -> None:
    for name, at in (("a", 1), ("b", 3), ("c", 3), ("d", 2)):
        store.set(f"{place}/parts/{name}", {"at": at, "of": "us", "tags": [name, "x"]})
    store.set(f"{place}/parts/e", {"at": 4, "of": "them", "tags": []})
    store.set(f"{place}/parts/f", {"of": "us"})
    ours = [("of", "==", "us")]
    first = store.last(f"{place}/parts", "at", 2, ours)
    assert [document.identifier for document in first] == ["c", "b"]
    rest = store.last(f"{place}/parts", "at", 5, ours, before=(3, "b"))
    assert [document.identifier for document in rest] == ["d", "a"]
    assert [document.identifier for document in store.last(f"{place}/parts", "at", 1)] == ["e"]
    tagged = store.last(f"{place}/parts", "at", 5, [("tags", "array_contains_any", ["a", "d"])])
    assert [document.identifier for document in tagged] == ["d", "a"]


def test_what_was_read_is_the_readers_own(store: Store, place: str) -> None:
    store.set(place, {"list": [1]})
    found: Any = store.read(place)
    found["list"].append(2)
    assert store.read(place) == {"list": [1]}
