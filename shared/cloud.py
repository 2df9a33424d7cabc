"""The cloud as one attempt at a piece of work sees it: one adapter a service, and a meter of what it uses."""

from dataclasses import dataclass
from functools import cache, cached_property
from threading import Lock

from shared import clock, topology, tracing, voices
from shared.api_keys import ApiKeys
from shared.bucket import Bucket
from shared.catalogue import Catalogue
from shared.clients import Clients
from shared.ledger import Ledger
from shared.library import Library
from shared.limits import Limits
from shared.meter import Meter
from shared.model import Model
from shared.models.work import Claim
from shared.publisher import Publisher
from shared.records import Records
from shared.remembered import Occupancy, Spending
from shared.requests import Requests
from shared.results import Results
from shared.reuse import Reuse
from shared.settings import Settings
from shared.speech import Speech
from shared.store import Store
from shared.voices import Voices


@dataclass(frozen=True)
class Process:
    """Hold what all attempts in one process share."""

    settings: Settings
    clients: Clients
    store: Store
    spending: Spending
    catalogue: Catalogue
    occupancy: Occupancy


class Cloud:
    """Hand out adapters; those that need a client of their own are made when they are first asked for."""

    def __init__(self, process: Process, function: str) -> None:
        self.settings = process.settings
        self.store = process.store
        self.spending = process.spending
        self.catalogue = process.catalogue
        self.occupancy = process.occupancy
        self._clients = process.clients
        self.ledger = Ledger(self.store, self.settings, clock.now)
        self.requests = Requests(self.store, self.settings, clock.now)
        self.reuse = Reuse(self.store, self.settings, clock.now)
        self.records = Records(self.store, clock.now)
        self.api_keys = ApiKeys(self.store, clock.now)
        self.meter = Meter()
        timeout = topology.load().functions[function].timeout_seconds
        self.limits = Limits(function, self.settings, self.meter, self.spending, timeout)
        self._claim: Claim | None = None

    def begin(self, claim: Claim) -> None:
        """Work on what was claimed: from now on its request pays, and results that are counted are known."""
        self.limits.spent_before_usd = claim.record.fields["cost_usd"]
        self._claim = claim

    @cached_property
    def results(self) -> Results:
        """Return the paid results of the work that was claimed."""
        if self._claim is None:
            raise ValueError("results belong to work, and none is claimed")
        return Results(self.temporary, self.meter, self._claim.fence, self._claim.counted)

    @cached_property
    def library(self) -> Library:
        """Return the index of open educational resources."""
        return Library(self._clients.firestore)

    @cached_property
    def publisher(self) -> Publisher:
        """Return the way out to Pub/Sub."""
        return Publisher(self._clients.publisher, self.settings.google_cloud_project)

    @cached_property
    def temporary(self) -> Bucket:
        """Return the bucket of intermediate results."""
        return Bucket(self._clients.storage, self.settings.gcs_temp_files_bucket)

    @cached_property
    def generated(self) -> Bucket:
        """Return the bucket of finished lessons."""
        return Bucket(self._clients.storage, self.settings.gcs_generated_content_bucket)

    @cached_property
    def oer(self) -> Bucket:
        """Return the bucket of open educational resources."""
        return Bucket(self._clients.storage, self.settings.gcs_oer_content_bucket)

    @cached_property
    def speech(self) -> Speech:
        """Return the voice."""
        return Speech(self._clients.speech, self.meter, self._before_paying)

    @cached_property
    def voices(self) -> Voices:
        """Return who speaks."""
        return voices.load(self.settings.voices)

    @cached_property
    def model(self) -> Model:
        """Return the language model."""
        return Model(self._clients.prediction, self.settings, self.meter, self._before_paying)

    def _before_paying(self) -> float:
        return self.limits.before_paying()


def connect(function: str) -> Cloud:
    """Return the cloud for one attempt of a function; what is behind it is the process's."""
    with _STARTING:  # several threads may come first, and each would make clients of its own
        return Cloud(_process(), function)


_STARTING = Lock()


@cache
def _process() -> Process:
    settings = Settings()
    tracing.configure(settings.traces, settings.google_cloud_project)
    clients = Clients(settings)
    store = Store(clients.firestore)
    return Process(settings, clients, store, Spending(store, clock.now), Catalogue(store), Occupancy(store))
