"""The settings of every function: one typed object, read from the environment.

`infra/pipeline.yaml` gives each of these a value, and nothing else; a test compares both ways.
"""

from datetime import timedelta
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Hold what a function must know of its surroundings; raise `ValidationError` naming what is missing."""

    model_config = SettingsConfigDict(frozen=True)

    google_cloud_project: str
    google_cloud_region: str
    gcs_generated_content_bucket: str
    gcs_oer_content_bucket: str
    gcs_temp_files_bucket: str

    identity: Literal["off", "tokens"]
    """Whether the API asks who calls; `off` serves nobody but on one machine."""
    identity_keys_url: str = Field(pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])")
    """Where the certificates are that ID tokens are signed under, by key id."""

    traces: str
    """`cloud` for Cloud Trace, a folder on one machine, or empty for none."""

    text_to_speech_endpoint: str
    """Host of the service, or `http://host:port` of a server without TLS on this machine."""
    vertex_ai_endpoint: str
    """As `text_to_speech_endpoint`."""

    text_model: str
    text_temperature: float = Field(ge=0, le=2)
    text_maximum_output_tokens: int = Field(gt=0)
    embedding_model: str
    embedding_dimensions: int = Field(gt=0, le=2048)
    minimum_similarity: float = Field(ge=0, le=1)
    """Cosine similarity of question and passage below which a passage does not answer."""

    voices: str
    """Which set of `infra/voices.yaml` speaks."""

    allowed_origins: str
    """Origins of other pages that may call the API, separated by commas; `*` for any, empty for none."""
    reuse: Literal["on", "off"]
    """Whether lessons, understood questions and spoken sentences are used again."""
    reuse_days: int = Field(gt=0)
    """How long a lesson may be reused; its files live longer."""
    reuse_edition: str
    """What is made under another edition is not reused."""

    request_deadline_minutes: int = Field(gt=0)
    maximum_message_age_minutes: int = Field(gt=0)
    """How old a message may be and still be worked on."""
    maximum_open_requests_a_student: int = Field(gt=0)
    maximum_open_requests: int = Field(gt=0)
    maximum_requests_a_minute_a_student: int = Field(gt=0)
    maximum_requests_a_day_a_student: int = Field(gt=0)
    maximum_requests_a_minute_a_tenant: int = Field(gt=0)
    maximum_requests_a_day_a_tenant: int = Field(gt=0)
    maximum_resources_a_day_a_tenant: int = Field(gt=0)
    maximum_cost_a_request_usd: float = Field(gt=0)
    maximum_cost_a_day_usd: float = Field(gt=0)

    @property
    def request_deadline(self) -> timedelta:
        """Return how long a request may take before it is ended."""
        return timedelta(minutes=self.request_deadline_minutes)
