"""What the library teaches: one card a resource."""

from datetime import datetime

from shared import clock
from shared.models.passage import Card, Passage, Source
from shared.store import Document, Fields, Place, Store, Transaction

STATE_PATH = "library/state"
MOST_KEYWORDS = 100


def card_of(source: Source, passages: list[Passage]) -> Card:
    """Return the card of a resource."""
    keywords = dict.fromkeys(keyword for passage in passages for keyword in passage.keywords)
    headings = dict.fromkeys(passage.heading for passage in passages)
    about = {name: getattr(source, name) for name in Card.model_fields if name in Source.model_fields}
    return Card.model_validate(about | {"keywords": list(keywords)[:MOST_KEYWORDS], "headings": list(headings)})


class Catalogue:
    """Know all resources; they are read again only when the library has changed."""

    def __init__(self, store: Store) -> None:
        """Use a store; one object serves a whole process."""
        self._store = store
        self._version: float | None = None
        self._cards: list[Card] = []

    @property
    def version(self) -> float:
        """Return a number that grows with every change of the library."""
        return float((self._store.read(STATE_PATH) or {}).get("version", 0))

    def cards(self, language: str) -> list[Card]:
        """Return the resources in a language, by id."""
        version = self.version
        if version != self._version:
            found = self._store.children("resources")
            indexed = [one.fields for one in found if Card.model_fields.keys() <= one.fields.keys()]
            self._cards = [
                Card.model_validate({name: fields[name] for name in Card.model_fields}) for fields in indexed
            ]
            self._version = version
        return [card for card in self._cards if card.language == language]

    def resource(self, resource_id: str) -> Fields | None:
        """Return what is known of a resource, indexed or not, or None where there is none."""
        return self._store.read(f"resources/{resource_id}")

    def mark_unread(self, resource_id: str, uri: str, reason: str, told_at: datetime | None) -> None:
        """Record that a resource could not be read, and why; what is indexed of it is found still.

        Nothing is recorded where it was looked at since `told_at`, when somebody told of it.
        """
        self._note(resource_id, uri, {"status": "failed", "reason": reason}, told_at)

    def mark_waiting(self, resource_id: str, uri: str, reason: str) -> None:
        """Record that a resource is to be read later, and why; what is indexed of it is found still."""
        self._note(resource_id, uri, {"status": "waiting", "reason": reason, "waits_since": clock.now()})

    def waiting(self, limit: int) -> list[Document]:
        """Return resources that are to be read later."""
        return self._store.last("resources", "waits_since", limit)

    def mark_sent(self, resource: Document) -> None:
        """Record that a resource that waits will be read, unless it waits anew."""

        def work(transaction: Transaction) -> None:
            known = transaction.read(resource.path) or {}
            if known.get("waits_since") == resource.fields["waits_since"]:
                del known["waits_since"]
                transaction.set(resource.path, known)

        self._store.transact(work)

    def _note(self, resource_id: str, uri: str, state: Fields, told_at: datetime | None = None) -> None:
        path = f"resources/{resource_id}"

        def work(transaction: Transaction) -> None:
            known = transaction.read(path) or {}
            if known and told_at and known["updated_at"] > told_at:
                return
            known.pop("waits_since", None)
            now = {"resource_id": resource_id, "uri": uri, "updated_at": clock.now()}
            transaction.set(path, known | now | state)

        self._store.transact(work)

    def newest(self, limit: int, before: Place | None) -> list[Document]:
        """Return resources, indexed or not, the one that was looked at last first; `before` is where to go on."""
        return self._store.last("resources", "updated_at", limit, before=before)
