"""The API's description of itself, made from the table of routes and from the models that check and answer."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from shared.models.request import IDENTIFIER

from .codes import ANYWHERE, CODES, OF_BODIES, OF_CALLERS, OF_IDENTITY, UNKNOWN
from .paging import DOCUMENT_ID
from .problems import ProblemDocument
from .routing import Route

VERSION = "1.0.0"
SCHEMAS = "#/components/schemas/{model}"
HEADERS = {
    "Allow": "The methods that this address answers.",
    "ETag": "Names this state; give it as If-None-Match.",
    "Location": "Where the request is followed.",
    "Retry-After": "After how many seconds to ask again; none where nothing more will happen.",
    "WWW-Authenticate": "What to prove who one is with.",
}
HEADERS_OF_PROBLEMS = {401: ("WWW-Authenticate",), 405: ("Allow",)}
PATTERNS = {"request_id": IDENTIFIER, "resource_id": DOCUMENT_ID}
"""By what an address names."""
SECURITY = {
    "idToken": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}

Part = dict[str, Any]


class Described(BaseModel):
    """Hold an OpenAPI document."""

    model_config = ConfigDict(extra="allow")

    openapi: str


@cache
def text(routes: tuple[Route, ...], *, is_open: bool) -> str:
    """Return the OpenAPI document of some routes as JSON."""
    return json.dumps(document(routes, is_open=is_open))


def document(routes: Sequence[Route], *, is_open: bool) -> Part:
    """Return the OpenAPI document of some routes; where the API is open, nobody has to say who they are."""
    schemas, definitions = _schemas(routes)
    definitions["ProblemDocument"]["properties"]["code"] = {"type": "string", "enum": list(CODES)}
    paths: dict[str, Part] = defaultdict(dict)
    for route in routes:
        paths[route.path][route.method.lower()] = _operation(route, schemas, is_open)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vividly",
            "version": VERSION,
            "summary": "A question becomes a narrated, captioned lesson video.",
            "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        },
        "paths": dict(paths),
        "components": {"schemas": definitions, "securitySchemes": SECURITY},
    }


def _schemas(routes: Iterable[Route]) -> tuple[dict[type[BaseModel], Part], dict[str, Part]]:
    """Return the schema of each body and answer, and the definitions that they refer to."""
    wanted: list[tuple[type[BaseModel], JsonSchemaMode]] = [(ProblemDocument, "serialization")]
    for route in routes:
        wanted += [(route.body, "validation")] if route.body else []
        wanted += [(route.gives, "serialization")] if route.gives else []
    found, together = models_json_schema(list(dict.fromkeys(wanted)), ref_template=SCHEMAS)
    return {model: found[model, mode] for model, mode in wanted}, together["$defs"]


def _operation(route: Route, schemas: dict[type[BaseModel], Part], is_open: bool) -> Part:
    found: Part = {
        "operationId": route.handler.__name__,
        "summary": route.summary,
        "parameters": [*_in_path(route), *_of_model(route.query, "query"), *_of_model(route.headers, "header")],
        "responses": dict(_answers(route, schemas)) | dict(_problems(route, is_open)),
    }
    if not is_open and route.roles is not None:
        found["security"] = [{name: []} for name in SECURITY]
        found["description"] = f"For: {', '.join(sorted(route.roles))}."
    if route.body:
        content = {"application/json": {"schema": schemas[route.body]}}
        found["requestBody"] = {"required": True, "content": content}
    return found


def _in_path(route: Route) -> Iterator[Part]:
    for name in route.pattern.groupindex:
        schema = {"type": "string", "pattern": f"^{PATTERNS[name]}$"}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _of_model(model: type[BaseModel], place: str) -> Iterator[Part]:
    """Give the parameters that a model checks; what may be missing has no type for that."""
    schema = model.model_json_schema()
    for name, field in schema.get("properties", {}).items():
        kept = {key: value for key, value in field.items() if key not in ("anyOf", "title", "description")}
        kinds = [kind for kind in field.get("anyOf", []) if kind != {"type": "null"}]
        kept |= kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}
        if kept.get("default") is None:
            kept.pop("default", None)
        found = {"name": name, "in": place, "required": name in schema.get("required", []), "schema": kept}
        yield found | ({"description": field["description"]} if "description" in field else {})


def _answers(route: Route, schemas: dict[type[BaseModel], Part]) -> Iterator[tuple[str, Part]]:
    found: Part = {"description": route.summary, "headers": _headers(route.sends)}
    if route.gives:
        found["content"] = {"application/json": {"schema": schemas[route.gives]}}
    yield str(route.status.value), found
    if "ETag" in route.sends:
        yield "304", {"description": "Nothing has changed.", "headers": _headers(route.sends)}


def _problems(route: Route, is_open: bool) -> Iterator[tuple[str, Part]]:
    by_status: dict[HTTPStatus, list[str]] = defaultdict(list)
    for code in codes_of(route):
        if not (is_open and code in (*OF_CALLERS, "identity_unavailable")):
            by_status[CODES[code].status].append(code)
    for status, codes in sorted(by_status.items()):
        found: Part = {
            "description": "\n".join(f"- `{code}`: {CODES[code].sentence}" for code in codes),
            "headers": _headers(HEADERS_OF_PROBLEMS.get(status, ())),
            "content": {"application/problem+json": {"schema": {"$ref": SCHEMAS.format(model="ProblemDocument")}}},
        }
        yield str(status.value), found


def codes_of(route: Route) -> list[str]:
    """Return the codes of all problems that a route may answer with."""
    found = [*ANYWHERE, *route.problems]
    if route.body:
        found += OF_BODIES
    for name in route.pattern.groupindex:
        found += [UNKNOWN[name], "not_found"]
    if route.roles is not None:
        found += [*OF_CALLERS, *OF_IDENTITY]
    return found


def _headers(names: Iterable[str]) -> Part:
    return {name: {"description": HEADERS[name], "schema": {"type": "string"}} for name in names}
