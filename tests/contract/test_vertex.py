"""The real client of Vertex AI, against answers in the shapes that the service documents.

https://cloud.google.com/vertex-ai/generative-ai/docs/reference/rest/v1/GenerateContentResponse
https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.api_core.exceptions import GoogleAPICallError
from google.cloud import aiplatform_v1
from google.protobuf import json_format
from pydantic import BaseModel

from shared.clients import Clients
from shared.errors import Refused, Unavailable
from shared.meter import Meter
from shared.model import Model
from tests.fakes.cloud import settings

SHAPES = Path(__file__).parent / "vertex"
CANDIDATES: dict[str, dict[str, Any]] = {
    "blocklist": {},
    "model_armor": {},
    "prohibited_content": {},
    "recitation": {"citationMetadata": {"citations": [{"endIndex": 120, "uri": "https://example.org/"}]}},
    "safety": {"safetyRatings": [{"category": "HARM_CATEGORY_HARASSMENT", "probability": "HIGH", "blocked": True}]},
    "spii": {},
    "other": {"content": {"role": "model", "parts": []}},
    "max_tokens": {"content": {"role": "model", "parts": [{"text": '{"topic": "photo'}]}},
    "empty": {"content": {"role": "model"}, "finishReason": "STOP"},
}
"""What a candidate has that did not come to its end, by the reason; the rest is as in an answer."""
BLOCKED = list(CANDIDATES)[:6]
Asked = list[Any]
Connect = Callable[[str], tuple[Model, Meter, Asked]]


class Topic(BaseModel):
    topic: str


def shape(name: str) -> Any:
    told = json.loads((SHAPES / f"{'answer' if name in CANDIDATES else name}.json").read_text("utf-8"))
    if name in CANDIDATES:
        [candidate] = told["candidates"]
        del candidate["content"]
        candidate |= {"finishReason": name.upper()} | CANDIDATES[name]
    return aiplatform_v1.GenerateContentResponse.from_json(json.dumps(told))


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Return what serves an answer, or refuses with a gRPC status, and gives the model that asks there."""
    servers = []

    def start(answer: str) -> tuple[Model, Meter, Asked]:
        asked: Asked = []

        def generate(request: Any, context: grpc.ServicerContext) -> Any:
            asked.append(request)
            if answer.isupper():
                context.abort(grpc.StatusCode[answer], "as the service words it")
            return aiplatform_v1.GenerateContentResponse.pb(shape(answer))

        def predict(request: Any, context: grpc.ServicerContext) -> Any:
            asked.append(request)
            text = (SHAPES / "embeddings.json").read_text("utf-8")
            return json_format.Parse(text, aiplatform_v1.PredictResponse.pb(aiplatform_v1.PredictResponse()))

        server = grpc.server(ThreadPoolExecutor(2))
        methods = {
            "GenerateContent": _unary(generate, aiplatform_v1.GenerateContentRequest),
            "Predict": _unary(predict, aiplatform_v1.PredictRequest),
        }
        handler = grpc.method_handlers_generic_handler("google.cloud.aiplatform.v1.PredictionService", methods)
        server.add_generic_rpc_handlers((handler,))
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        servers.append(server)
        here, meter = settings(vertex_ai_endpoint=f"http://127.0.0.1:{port}"), Meter()
        return Model(Clients(here).prediction, here, meter, lambda: 20.0), meter, asked

    yield start
    for server in servers:
        server.stop(None)


def _unary(function: Any, request: Any) -> Any:
    message = request.pb(request())
    return grpc.unary_unary_rpc_method_handler(
        function,
        request_deserializer=type(message).FromString,
        response_serializer=lambda answer: answer.SerializeToString(),
    )


def test_an_answer_is_all_of_its_parts_and_its_thoughts_are_paid_for(connect: Connect) -> None:
    model, meter, _ = connect("answer")
    assert model.generate("Be brief.", "What is it about?", Topic) == '{"topic": "photosynthesis"}'
    assert (meter.usage.input_tokens, meter.usage.output_tokens) == (1200, 640 + 310)


def test_the_service_is_told_the_schema_the_limits_and_what_to_block(connect: Connect) -> None:
    model, _, asked = connect("answer")
    model.generate("Be brief.", "What is it about?", Topic)
    [request] = [json_format.MessageToDict(found) for found in asked]
    configuration = request["generationConfig"]
    assert request["model"].endswith("/publishers/google/models/gemini-2.5-flash")
    assert configuration["responseMimeType"] == "application/json"
    assert configuration["responseJsonSchema"]["properties"]["topic"]["type"] == "string"
    assert configuration["maxOutputTokens"] == 16_384
    assert round(configuration["temperature"], 3) == 0.3
    assert {
        found["category"].removeprefix("HARM_CATEGORY_"): found["threshold"] for found in request["safetySettings"]
    } == {
        "HARASSMENT": "BLOCK_LOW_AND_ABOVE",
        "HATE_SPEECH": "BLOCK_LOW_AND_ABOVE",
        "SEXUALLY_EXPLICIT": "BLOCK_LOW_AND_ABOVE",
        "DANGEROUS_CONTENT": "BLOCK_MEDIUM_AND_ABOVE",
    }


@pytest.mark.parametrize("answer", ["prompt_blocked", *BLOCKED])
def test_a_block_ends_the_request_with_a_kind_sentence(answer: str, connect: Connect) -> None:
    model, meter, _ = connect(answer)
    with pytest.raises(Refused, match="cannot be answered in a lesson") as refused:
        model.generate("Be brief.", "What is it about?", Topic)
    assert refused.value.code == "blocked_by_model"
    assert meter.usage.input_tokens == 1200


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("max_tokens", "MAX_TOKENS"),
        ("no_candidate", "no candidate"),
        ("empty", "empty"),
        ("other", "OTHER"),
    ],
)
def test_an_answer_that_is_none_is_asked_for_again(answer: str, reason: str, connect: Connect) -> None:
    model, meter, _ = connect(answer)
    with pytest.raises(Unavailable, match=reason):
        model.generate("Be brief.", "What is it about?", Topic)
    assert meter.usage.input_tokens == 1200


def test_a_prompt_that_the_service_does_not_take_ends_the_request(connect: Connect) -> None:
    model, _, _ = connect("INVALID_ARGUMENT")
    with pytest.raises(Refused):
        model.generate("Be brief.", "What is it about?", Topic)


@pytest.mark.parametrize("status", ["UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL"])
def test_a_call_that_may_have_been_paid_for_is_not_repeated_by_the_client(status: str, connect: Connect) -> None:
    model, _, asked = connect(status)
    with pytest.raises(GoogleAPICallError):
        model.generate("Be brief.", "What is it about?", Topic)
    assert len(asked) == 1


def test_embeddings_are_read_from_the_shape_of_predictions(connect: Connect) -> None:
    model, meter, asked = connect("answer")
    assert model.embed(["light", "leaves"], "RETRIEVAL_QUERY") == [[0.6, 0.8], [1.0, 0.0]]
    assert meter.usage.embedded_characters == len("lightleaves")
    request = json_format.MessageToDict(asked[0])
    assert request["instances"][0] == {"content": "light", "task_type": "RETRIEVAL_QUERY"}
    assert request["parameters"] == {"outputDimensionality": 256}
