"""What the library teaches: one card a resource."""

from shared.models.passage import Card, Passage, Source
from shared.store import Document, Fields, Place, Store

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
            indexed = [resource.fields for resource in found if resource.fields.get("status") == "indexed"]
            self._cards = [
                Card.model_validate({name: fields[name] for name in Card.model_fields}) for fields in indexed
            ]
            self._version = version
        return [card for card in self._cards if card.language == language]

    def resource(self, resource_id: str) -> Fields | None:
        """Return what is known of a resource, indexed or not, or None where there is none."""
        return self._store.read(f"resources/{resource_id}")

    def newest(self, limit: int, before: Place | None) -> list[Document]:
        """Return resources, indexed or not, the one that was looked at last first; `before` is where to go on."""
        return self._store.last("resources", "updated_at", limit, before=before)
