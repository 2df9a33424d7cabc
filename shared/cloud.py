"""The cloud as one attempt at a piece of work sees it: one adapter a service, and a meter of what it uses."""

from functools import cache, cached_property

from shared import settings as settings_module
from shared.bucket import Bucket
from shared.clients import Clients
from shared.ledger import Ledger
from shared.library import Library
from shared.meter import Meter
from shared.model import Model
from shared.publisher import Publisher
from shared.records import Records
from shared.settings import Settings
from shared.speech import Speech


class Cloud:
    """Hand out adapters, each made when it is first asked for."""

    def __init__(self, settings: Settings, clients: Clients) -> None:
        """Use clients that may be shared with other attempts."""
        self.settings = settings
        self._clients = clients
        self.meter = Meter()

    @cached_property
    def ledger(self) -> Ledger:
        """Return the ledger of requests."""
        return Ledger(self._clients.firestore, self.settings.request_deadline_minutes)

    @cached_property
    def records(self) -> Records:
        """Return the view over all requests."""
        return Records(self._clients.firestore)

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
        return Speech(self._clients.speech, self.settings.speech_voice, self.meter)

    @cached_property
    def model(self) -> Model:
        """Return the language model."""
        return Model(self._clients.prediction, self.settings, self.meter)


def connect() -> Cloud:
    """Return the cloud for one attempt; the clients behind it are those of the process."""
    settings, clients = _process()
    return Cloud(settings, clients)


@cache
def _process() -> tuple[Settings, Clients]:
    settings = settings_module.read()
    return settings, Clients(settings)
