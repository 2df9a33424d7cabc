"""The cloud in this process, for functions that need records, buckets and a way out."""

from datetime import UTC, datetime, timedelta

from shared import topology, voices
from shared.api_keys import ApiKeys
from shared.catalogue import Catalogue
from shared.ledger import Ledger
from shared.models.work import OutgoingMessage
from shared.records import Records
from shared.remembered import Occupancy, Spending
from shared.requests import Requests
from shared.reuse import Reuse
from shared.settings import Settings
from tests.fakes.bucket import InProcessBucket
from tests.fakes.store import InProcessStore

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def settings(**changes: object) -> Settings:
    """Return the topology's settings, some of them changed."""
    environment = topology.load().environment_of("p", "r")
    return Settings.model_validate({name.lower(): value for name, value in environment.items()} | changes)


class InProcessPublisher:
    """Remember what is published, or fail."""

    def __init__(self) -> None:
        self.published: list[OutgoingMessage] = []
        self.error: Exception | None = None

    def publish(self, messages: list[OutgoingMessage]) -> None:
        if self.error:
            raise self.error
        self.published += messages


class InProcessCloud:
    """Hand out adapters that keep everything in memory; time passes when a test says so."""

    def __init__(self, **changes: object) -> None:
        self.now = NOW
        self.settings = settings(**changes)
        self.store = InProcessStore()
        self.ledger = Ledger(self.store, self.settings, self.clock)
        self.requests = Requests(self.store, self.settings, self.clock)
        self.api_keys = ApiKeys(self.store, self.clock)
        self.records = Records(self.store, self.clock)
        self.reuse = Reuse(self.store, self.settings, self.clock)
        self.spending = Spending(self.store, self.clock)
        self.occupancy = Occupancy(self.store)
        self.catalogue = Catalogue(self.store)
        self.publisher = InProcessPublisher()
        self.voices = voices.load(self.settings.voices)
        self.temporary = InProcessBucket(self.settings.gcs_temp_files_bucket)
        self.generated = InProcessBucket(self.settings.gcs_generated_content_bucket)

    def clock(self) -> datetime:
        self.now += timedelta(microseconds=1)  # events are ordered by their times
        return self.now

    def wait(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)
