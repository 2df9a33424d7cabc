"""Vertex AI on one machine: text from the offline writer or from Gemini, embeddings from WordLlama."""

import os
from functools import cached_property
from pathlib import Path
from typing import Any

from google.cloud import aiplatform_v1
from google.protobuf import json_format, struct_pb2

from infra.local import gemini
from infra.local.grpc_service import InvalidRequest, serve
from infra.local.offline_writer import answer as write

SERVICE = "google.cloud.aiplatform.v1.PredictionService"
THREADS = 4
EMBEDDING_DIMENSIONS = (64, 128, 256)


class Predictions:
    """Answer PredictionService's requests."""

    def __init__(self, gemini_key: str | None) -> None:
        """Forward text to Gemini where there is a key."""
        self._gemini_key = gemini_key

    def generate_content(self, request: Any) -> Any:
        """Write text that follows the request's schema."""
        if self._gemini_key:
            return gemini.generate_content(request, self._gemini_key)
        prompt = "".join(part.text for content in request.contents for part in content.parts)
        schema = json_format.MessageToDict(request._pb.generation_config.response_json_schema)
        try:
            text = write(prompt, schema.get("title", ""))
        except ValueError as error:
            raise InvalidRequest(str(error)) from error
        content = aiplatform_v1.Content(role="model", parts=[aiplatform_v1.Part(text=text)])
        candidate = aiplatform_v1.Candidate(content=content, finish_reason=aiplatform_v1.Candidate.FinishReason.STOP)
        usage = aiplatform_v1.GenerateContentResponse.UsageMetadata(
            prompt_token_count=self._tokens(prompt), candidates_token_count=self._tokens(text)
        )
        return aiplatform_v1.GenerateContentResponse(candidates=[candidate], usage_metadata=usage)

    def predict(self, request: Any) -> Any:
        """Embed texts as the embedding model does, with WordLlama's vectors."""
        instances = [json_format.MessageToDict(instance) for instance in request._pb.instances]
        texts = [str(instance.get("content", "")) for instance in instances]
        if not texts or not all(text.strip() for text in texts):
            raise InvalidRequest("every instance needs a content")
        parameters = json_format.MessageToDict(request._pb.parameters) or {}
        dimensions = int(parameters.get("outputDimensionality", max(EMBEDDING_DIMENSIONS)))
        if dimensions not in EMBEDDING_DIMENSIONS:
            raise InvalidRequest(f"outputDimensionality is {dimensions}; on one machine it is one of 64, 128, 256")
        vectors = self.vectors(texts, dimensions)
        answer = aiplatform_v1.PredictResponse()
        for text, vector in zip(texts, vectors, strict=True):
            values = [float(value) for value in vector]
            statistics = {"token_count": self._tokens(text), "truncated": False}
            prediction = {"embeddings": {"values": values, "statistics": statistics}}
            answer._pb.predictions.append(json_format.ParseDict(prediction, struct_pb2.Value()))
        return answer

    def vectors(self, texts: list[str], dimensions: int) -> Any:
        """Return one embedding a text: an array of shape (texts, dimensions)."""
        return self._embedder.embed(texts, norm=True)[:, :dimensions]

    @cached_property
    def _embedder(self) -> Any:
        import wordllama

        # Its weights come in the wheel; it must not look for others on a hub.
        return wordllama.WordLlama.load(disable_download=True, cache_dir=Path(wordllama.__file__).parent)

    def _tokens(self, text: str) -> int:
        return len(self._embedder.tokenizer.encode(text).ids)


def methods() -> dict[str, tuple[Any, Any, Any]]:
    """Return what the service answers: request type, response type and function, by method."""
    predictions = Predictions(os.environ.get("GEMINI_API_KEY"))
    return {
        "GenerateContent": (
            aiplatform_v1.GenerateContentRequest,
            aiplatform_v1.GenerateContentResponse,
            predictions.generate_content,
        ),
        "Predict": (aiplatform_v1.PredictRequest, aiplatform_v1.PredictResponse, predictions.predict),
    }


def main() -> None:
    """Serve until stopped."""
    serve(SERVICE, methods(), THREADS)


if __name__ == "__main__":
    main()
