import pytest

from shared.catalogue import STATE_PATH, Catalogue, card_of
from tests.fakes.library import source
from tests.fakes.store import InProcessStore
from tests.unit.examples import passage

URI = "gs://oer/gravity.md"


@pytest.fixture
def store() -> InProcessStore:
    return InProcessStore()


@pytest.fixture
def catalogue(store: InProcessStore) -> Catalogue:
    card = card_of(source(), [passage("gravity.00")]).model_dump()
    store.set("resources/gravity", source().model_dump() | card | {"status": "indexed", "passages": 1})
    store.set(STATE_PATH, {"version": 1})
    return Catalogue(store)


def test_what_is_indexed_of_a_resource_is_found_while_it_waits_or_cannot_be_read(
    store: InProcessStore, catalogue: Catalogue
) -> None:
    catalogue.mark_waiting("gravity", URI, "Later.")
    assert [card.resource_id for card in catalogue.cards("en")] == ["gravity"]
    catalogue.mark_unread("gravity", URI, "Never.", None)
    assert [card.resource_id for card in Catalogue(store).cards("en")] == ["gravity"]
    assert catalogue.resource("gravity")["reason"] == "Never."
    assert catalogue.waiting(10) == []


def test_a_resource_of_which_nothing_is_indexed_is_not_found(store: InProcessStore, catalogue: Catalogue) -> None:
    catalogue.mark_waiting("light", "gs://oer/light.md", "Later.")
    store.set("resources/sound", source("sound").model_dump() | {"status": "indexing"})
    assert [card.resource_id for card in catalogue.cards("en")] == ["gravity"]


def test_a_resource_that_waits_anew_is_still_to_be_read(catalogue: Catalogue) -> None:
    catalogue.mark_waiting("gravity", URI, "Later.")
    [before] = catalogue.waiting(10)
    catalogue.mark_waiting("gravity", URI, "Later still.")
    catalogue.mark_sent(before)
    [again] = catalogue.waiting(10)
    catalogue.mark_sent(again)
    assert catalogue.waiting(10) == []
    assert catalogue.resource("gravity")["status"] == "waiting"


def test_a_resource_that_was_read_meanwhile_stays_as_it_is(store: InProcessStore, catalogue: Catalogue) -> None:
    catalogue.mark_waiting("gravity", URI, "Later.")
    [before] = catalogue.waiting(10)
    for state in ({"status": "indexed"}, None):
        store.set("resources/gravity", state) if state else store.delete(["resources/gravity"])
        catalogue.mark_sent(before)
        assert catalogue.resource("gravity") == state
