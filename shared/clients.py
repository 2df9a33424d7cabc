"""Google's clients, made once a process, each when it is first used.

`FIRESTORE_EMULATOR_HOST` and `STORAGE_EMULATOR_HOST` are read by the clients themselves, `PUBSUB_EMULATOR_HOST` here.
The other services take their endpoint from the settings; one that begins with `http://` is spoken to without TLS.
"""

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shared.settings import Settings

if TYPE_CHECKING:
    from google.cloud.aiplatform_v1 import PredictionServiceClient
    from google.cloud.firestore import Client as FirestoreClient
    from google.cloud.storage import Client as StorageClient
    from google.cloud.texttospeech import TextToSpeechClient
    from google.pubsub_v1 import PublisherClient


class Clients:
    """Hold one client a service."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def firestore(self) -> "FirestoreClient":
        """Connect to Firestore."""
        from google.cloud.firestore import Client

        return Client(project=self._settings.google_cloud_project)

    @cached_property
    def publisher(self) -> "PublisherClient":
        """Connect to Pub/Sub by its plain client: the batching one starts threads, and messages are waited for."""
        from google.pubsub_v1 import PublisherClient
        from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport

        emulator = os.environ.get("PUBSUB_EMULATOR_HOST")
        return PublisherClient(**(_where(f"http://{emulator}", PublisherGrpcTransport) if emulator else {}))

    @cached_property
    def storage(self) -> "StorageClient":
        """Connect to Cloud Storage."""
        from google.auth.credentials import AnonymousCredentials
        from google.cloud.storage import Client

        is_emulated = "STORAGE_EMULATOR_HOST" in os.environ
        credentials = AnonymousCredentials() if is_emulated else None  # type: ignore[no-untyped-call]  # no types
        return Client(project=self._settings.google_cloud_project, credentials=credentials)

    @cached_property
    def speech(self) -> "TextToSpeechClient":
        """Connect to Text-to-Speech."""
        from google.cloud.texttospeech import TextToSpeechClient
        from google.cloud.texttospeech_v1.services.text_to_speech.transports import TextToSpeechGrpcTransport

        return TextToSpeechClient(**_where(self._settings.text_to_speech_endpoint, TextToSpeechGrpcTransport))

    @cached_property
    def prediction(self) -> "PredictionServiceClient":
        """Connect to Vertex AI; `aiplatform_v1` alone imports in half the time and memory of the umbrella."""
        from google.cloud.aiplatform_v1.services.prediction_service import PredictionServiceClient
        from google.cloud.aiplatform_v1.services.prediction_service.transports.grpc import (
            PredictionServiceGrpcTransport,
        )

        return PredictionServiceClient(**_where(self._settings.vertex_ai_endpoint, PredictionServiceGrpcTransport))


def _where(endpoint: str, transport: Any) -> dict[str, Any]:
    """Return the arguments that point a client to an endpoint."""
    if not endpoint.startswith("http://"):
        return {"client_options": {"api_endpoint": endpoint}}
    import grpc

    return {"transport": transport(channel=grpc.insecure_channel(endpoint.removeprefix("http://")))}
