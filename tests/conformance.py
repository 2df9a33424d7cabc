"""Calling the API as its own document allows, and as it does not, alone and in sequences; all checks are on."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import schemathesis
from flask import Flask, Response, request
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from functions.submit_request.answering import answer
from functions.submit_request.table import ROUTES
from shared.models.passage import Card, Passage
from tests.fakes.cloud import InProcessCloud
from tests.fakes.library import source

ACCEPTED = ["2xx", "304", "404", "409", "422", "429"]
"""What JSON Schema cannot say of a question is told in a 422, and that there is no room now in a 429."""
PAGED = [f"{route.method} {route.path}" for route in ROUTES if "page_token" in route.query.model_fields]
SOURCE = source("light")


def accepting(*statuses: str) -> dict[str, Any]:
    return {"checks": {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, *statuses]}}}


def configuration(examples: int, **more: Any) -> SchemathesisConfig:
    """Return what is checked; a page token that nobody gave out is refused, and no schema can tell one."""
    operations = [{"include-name": name} | accepting("400") for name in PAGED]
    generation = {"max-examples": examples, "deterministic": True}
    called = {"generation": generation, "operations": operations}
    return SchemathesisConfig.from_dict(called | accepting() | more)


def cloud_with_a_library(identity: str) -> InProcessCloud:
    """Return what the API works on."""
    cloud = InProcessCloud(identity=identity, maximum_open_requests_a_student=1_000)
    card = {"keywords": ["what is light"], "headings": ["Rays"], "updated_at": cloud.clock()}
    cloud.store.set("resources/light", SOURCE.model_dump() | card | {"status": "indexed", "passages": 1})
    cloud.store.set("library/state", {"version": 1})
    assert [card.title for card in cloud.catalogue.cards("en")] == ["Light"]
    assert set(Card.model_fields) <= {*SOURCE.model_dump(), *card}
    passage = Passage(passage_id="p", kind="key_idea", heading="H", text="T", position=0, source=SOURCE)
    cloud.library = SimpleNamespace(passages_of=lambda resource_id: [passage])
    return cloud


def application(cloud: Any) -> Flask:
    """Return the API as it is served."""
    app = Flask("api")

    @app.before_request
    def all_of_it() -> Response:
        return answer(request, lambda: cloud)

    return app


def outcomes(schema: schemathesis.BaseSchema) -> Iterator[tuple[str, str, str]]:
    """Call the API, and give what was checked, on which address, and what was wrong, if anything was."""
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.FatalError | events.NonFatalError), event
        if isinstance(event, events.ScenarioFinished):
            for case, checks in event.recorder.checks.items():
                label = event.recorder.cases[case].value.operation.label
                for check in checks:
                    failure = check.failure_info
                    wrong = f"{failure.failure.message}\n{failure.code_sample}" if failure else ""
                    yield check.name, label, wrong


def ensure_all_right(found: list[tuple[str, str, str]]) -> None:
    """Fail where something was wrong, or something was not called or not checked."""
    assert [outcome for outcome in found if outcome[2]] == []
    asked = {f"{route.method} {route.path}" for route in ROUTES} - {"GET /openapi.json"}  # which it is told by
    assert {label for _, label, _ in found} == asked
    checked = {name for name, _, _ in found}
    assert {"status_code_conformance", "response_schema_conformance", "ignored_auth", "use_after_free"} <= checked
