"""Vertex AI: text that follows a schema, and embeddings."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from shared.errors import Refused, Unavailable
from shared.meter import Meter
from shared.quota import when_exhausted
from shared.settings import Settings

if TYPE_CHECKING:
    from google.cloud.aiplatform_v1 import GenerateContentResponse, PredictionServiceClient

GENERATE_TIMEOUT_SECONDS = 180
EMBED_TIMEOUT_SECONDS = 60
EMBED_BATCH = 100  # texts a call; the service takes at most 250
EMBED_BATCH_CHARACTERS = 20_000  # a call; the service takes at most 20,000 tokens, and a token is a character or more

BLOCKED_FROM = {
    "HARM_CATEGORY_HARASSMENT": "BLOCK_LOW_AND_ABOVE",
    "HARM_CATEGORY_HATE_SPEECH": "BLOCK_LOW_AND_ABOVE",
    "HARM_CATEGORY_SEXUALLY_EXPLICIT": "BLOCK_LOW_AND_ABOVE",
    "HARM_CATEGORY_DANGEROUS_CONTENT": "BLOCK_MEDIUM_AND_ABOVE",
}
"""The probability of harm from which on the service blocks: the strictest, as children watch. Of dangerous content that
would block lessons on volcanoes, wars and acids, so that it is the second strictest there."""
BLOCKED = ("SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "MODEL_ARMOR")
"""Why the service ends an answer that it does not want to give."""

EmbeddingTask = Literal["RETRIEVAL_DOCUMENT", "RETRIEVAL_QUERY"]


class Model:
    """Write text and embed it."""

    def __init__(
        self, client: "PredictionServiceClient", settings: Settings, meter: Meter, before_paying: Callable[[], float]
    ) -> None:
        """Use the models that the settings name; `before_paying` says how long a call may take, or raises."""
        self._client = client
        self._settings = settings
        self._meter = meter
        self._before_paying = before_paying

    def generate(self, instructions: str, prompt: str, schema: type[BaseModel]) -> str:
        """Return JSON that the model wrote for a prompt; the service is told the schema of the answer.

        Raises `Refused` where the model blocks the prompt or will never answer it, `Unavailable` where the answer is
        cut off or empty, and the client's own error otherwise.
        """
        from google.api_core.exceptions import InvalidArgument

        seconds = self._before_paying()
        try:
            response = self._client.generate_content(
                request=self._request(instructions, prompt, schema),
                timeout=min(GENERATE_TIMEOUT_SECONDS, seconds),
                retry=when_exhausted(),
            )
        except InvalidArgument as error:
            raise Refused("model_refused", f"The model does not take this question: {error.message}") from error
        usage = response.usage_metadata
        # What the model thought is billed like what it wrote.
        written = usage.candidates_token_count + usage.thoughts_token_count
        self._meter.add(input_tokens=usage.prompt_token_count, output_tokens=written)
        return _text(response)

    def embed(self, texts: list[str], task: EmbeddingTask) -> list[list[float]]:
        """Return one embedding a text, of length 1, with the dimensions of the settings."""
        from google.protobuf import json_format, struct_pb2

        def value(content: dict[str, Any]) -> struct_pb2.Value:
            return json_format.ParseDict(content, struct_pb2.Value())

        endpoint = self._path(self._settings.embedding_model)
        parameters = value({"outputDimensionality": self._settings.embedding_dimensions})
        vectors: list[list[float]] = []
        for batch in batches(texts):
            seconds = self._before_paying()
            response = self._client.predict(
                endpoint=endpoint,
                instances=[value({"content": text, "task_type": task}) for text in batch],
                parameters=parameters,
                timeout=min(EMBED_TIMEOUT_SECONDS, seconds),
                retry=when_exhausted(),
            )
            self._meter.add(embedded_characters=sum(map(len, batch)))
            predictions: Any = response.predictions
            vectors.extend([float(value) for value in found["embeddings"]["values"]] for found in predictions)
        return vectors

    def _request(self, instructions: str, prompt: str, schema: type[BaseModel]) -> dict[str, Any]:
        return {
            "model": self._path(self._settings.text_model),
            "system_instruction": {"role": "system", "parts": [{"text": instructions}]},
            "contents": [{"role": "user", "parts": [{"text": prompt}]}],
            "safety_settings": [{"category": category, "threshold": most} for category, most in BLOCKED_FROM.items()],
            "generation_config": {
                "temperature": self._settings.text_temperature,
                "max_output_tokens": self._settings.text_maximum_output_tokens,
                "response_mime_type": "application/json",
                "response_json_schema": schema.model_json_schema(),
            },
        }

    def _path(self, model: str) -> str:
        settings = self._settings
        place = f"projects/{settings.google_cloud_project}/locations/{settings.google_cloud_region}"
        return f"{place}/publishers/google/models/{model}"


def batches(texts: list[str]) -> list[list[str]]:
    """Return texts in as many groups as the embedding service needs; a text that is too long alone is a group."""
    found: list[list[str]] = []
    characters = 0
    for text in texts:
        characters += len(text)
        if not found or len(found[-1]) == EMBED_BATCH or characters > EMBED_BATCH_CHARACTERS:
            found.append([])
            characters = len(text)
        found[-1].append(text)
    return found


def _text(response: "GenerateContentResponse") -> str:
    from google.cloud.aiplatform_v1 import Candidate

    if response.prompt_feedback.block_reason:
        raise Refused("blocked_by_model", "This question cannot be answered in a lesson.")
    if not response.candidates:
        raise Unavailable("the model gave no candidate")
    candidate = response.candidates[0]
    reason = Candidate.FinishReason(candidate.finish_reason).name
    if reason in BLOCKED:
        raise Refused("blocked_by_model", "This question cannot be answered in a lesson.")
    if reason != "STOP":
        raise Unavailable(f"the model stopped early: {reason}")
    text = "".join(part.text for part in candidate.content.parts)
    if not text:
        raise Unavailable("the model gave an empty answer")
    return text
