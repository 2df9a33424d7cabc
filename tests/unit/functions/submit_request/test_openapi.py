"""The API's description is true: the codes that it lists are those of the code, and it is a valid document."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator

from functions.submit_request.callers import EVERYONE
from functions.submit_request.codes import CODES, OF_STATUS
from functions.submit_request.openapi import codes_of, document
from functions.submit_request.table import ROUTES
from shared import rates, redriving, voices
from shared.errors import DaySpent

FUNCTION = Path(__file__).parents[4] / "functions" / "submit_request"
SHARED = Path(__file__).parents[4] / "shared"
DESCRIBED = document(ROUTES, is_open=False)


def calls(folder: Path) -> Iterator[tuple[str, ast.Call]]:
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node.func.id, node


def raised() -> set[str]:
    """Return the codes that the code answers with: its own, those of limits, and of what is refused."""
    made = {
        node.args[0].value
        for folder in (FUNCTION, SHARED)
        for name, node in calls(folder)
        if name in ("Problem", "LimitReached") and isinstance(node.args[0], ast.Constant)
    }
    return made | {voices.UNSUPPORTED, redriving.TOO_OLD, DaySpent().code}


def test_every_code_of_the_code_is_listed_and_the_reverse() -> None:
    counted = {f"{who}_{period}_limit" for who in ("student", "tenant") for period in ("minute", "daily")}
    assert "_daily_limit" in Path(rates.__file__).read_text("utf-8")
    assert raised() | counted == set(CODES)


def test_only_a_code_that_is_its_status_has_no_type_of_its_own() -> None:
    assert all(code == CODES[code].status.name.lower() for code in OF_STATUS)


def test_every_code_is_that_of_some_address() -> None:
    assert {code for route in ROUTES for code in codes_of(route)} == set(CODES)


def test_the_document_is_served(call: Any) -> None:
    answer = call("GET", "/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.get_json() == document(ROUTES, is_open=True)


def test_the_document_lists_every_address_and_every_code() -> None:
    assert DESCRIBED["openapi"].startswith("3.1")
    operations = {(method.upper(), path) for path, methods in DESCRIBED["paths"].items() for method in methods}
    assert operations == {(route.method, route.path) for route in ROUTES}
    assert DESCRIBED["components"]["schemas"]["ProblemDocument"]["properties"]["code"]["enum"] == list(CODES)
    ids = [operation["operationId"] for methods in DESCRIBED["paths"].values() for operation in methods.values()]
    assert len(set(ids)) == len(ids)


def test_an_id_in_an_address_may_be_as_long_as_the_code_takes_it() -> None:
    paths = document(ROUTES, is_open=False)["paths"]
    for path, longest in (("/v1/content-requests/{request_id}", 128), ("/v1/resources/{resource_id}/passages", 1_024)):
        [schema] = [one["schema"] for one in paths[path]["get"]["parameters"] if one["in"] == "path"]
        assert re.fullmatch(schema["pattern"], "a" * longest)
        assert not re.fullmatch(schema["pattern"], "a" * (longest + 1))


def test_every_reference_leads_somewhere_and_every_schema_is_one() -> None:
    text = json.dumps(DESCRIBED)
    schemas = DESCRIBED["components"]["schemas"]
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= set(schemas)
    for name in schemas:
        Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}})


def test_who_must_say_who_they_are_is_told_how() -> None:
    for route in ROUTES:
        operation = DESCRIBED["paths"][route.path][route.method.lower()]
        assert ("security" in operation) == (route.roles is not None)
        assert ("401" in operation["responses"]) == (route.roles is not None)
    assert "security" not in json.dumps(document(ROUTES, is_open=True)["paths"])
    assert [route.path for route in ROUTES if route.roles not in (None, EVERYONE)]


def test_the_page_on_the_api_has_every_address_and_every_code() -> None:
    page = (FUNCTION.parent.parent / "docs" / "api.md").read_text("utf-8")
    for route in ROUTES:
        path = route.path.replace("{request_id}", "{id}").replace("{resource_id}", "{id}")
        assert f"`{route.method} {path}" in page, route
    table = page.split("## Problems")[1]
    for code, meaning in CODES.items():
        [line] = [line for line in table.splitlines() if f"`{code}`" in line]
        assert line.startswith(f"| {meaning.status.value} |")
