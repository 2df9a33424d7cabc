"""Vertex AI on one machine, with faults."""

import random
from typing import Any

from google.cloud import aiplatform_v1

from infra.chaos.faulty_service import FaultyService
from infra.local import vertex_server
from infra.local.grpc_service import serve

Reason = aiplatform_v1.Candidate.FinishReason


def main() -> None:
    """Serve until stopped."""
    methods = vertex_server.methods()
    service = FaultyService("vertex")
    spoils = {
        "malformed": (0.05, _malformed),
        "cut off": (0.03, _cut_off),
        "empty": (0.03, _empty),
        "blocked": (0.02, _blocked),
    }
    methods["GenerateContent"] = service.method(methods["GenerateContent"], _key, spoils)
    methods["Predict"] = service.method(methods["Predict"], lambda request: "embed", {})
    serve(vertex_server.SERVICE, methods, vertex_server.THREADS)


def _key(request: Any) -> str:
    schema = request._pb.generation_config.response_json_schema
    return f"write: {schema.struct_value.fields['title'].string_value}"


def _malformed(answer: Any, chance: random.Random) -> Any:
    text = answer.candidates[0].content.parts[0].text
    answer.candidates[0].content.parts[0].text = text[: chance.randrange(len(text))]
    return answer


def _cut_off(answer: Any, chance: random.Random) -> Any:
    answer.candidates[0].finish_reason = Reason.MAX_TOKENS
    return _malformed(answer, chance)


def _empty(answer: Any, chance: random.Random) -> Any:
    return aiplatform_v1.GenerateContentResponse()


def _blocked(answer: Any, chance: random.Random) -> Any:
    return aiplatform_v1.GenerateContentResponse(candidates=[{"finish_reason": Reason.SAFETY}])


if __name__ == "__main__":
    main()
