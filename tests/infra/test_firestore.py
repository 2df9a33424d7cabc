"""The database answers every query of the code: each has its index, and no index is without a query."""

import ast
from collections.abc import Iterator
from datetime import timedelta

import pytest

from functions.submit_request.callers import Caller, Role
from functions.submit_request.listing import conditions
from shared import topology
from shared.entries import student_count_path
from shared.models.work import OutgoingMessage
from tests.fakes.asking import request
from tests.fakes.cloud import InProcessCloud
from tests.infra.deployment import Deployment
from tests.infra.offline import REPOSITORY

LIBRARY = REPOSITORY / "shared" / "library.py"
OPERATORS = {"==", "<=", ">=", "<", ">", "in", "array_contains"}


def queries() -> Iterator[tuple[str, ...]]:
    """Give the fields that each query has conditions on, but for those for passages."""
    for file in sorted({*(REPOSITORY / "shared").glob("*.py")} - {LIBRARY}):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call | ast.List):
                parts = node.args if isinstance(node, ast.Call) else node.elts
                fields = [field for part in parts if (field := _field_of_condition(part))]
                if fields:
                    yield tuple(fields)


def _field_of_condition(node: ast.expr) -> str | None:
    if not (isinstance(node, ast.Tuple) and len(node.elts) == 3):
        return None
    field, operator, _ = node.elts
    is_condition = isinstance(operator, ast.Constant) and operator.value in OPERATORS
    return str(field.value) if is_condition and isinstance(field, ast.Constant) else None


def test_every_query_with_two_conditions_has_its_index_and_every_index_its_query(deployment: Deployment) -> None:
    indexes = deployment.values("google_firestore_index", "records").values()
    assert {index["collection"] for index in indexes} == {"content_requests"}
    assert {index["query_scope"] for index in indexes} == {"COLLECTION_GROUP"}
    made = sorted(tuple(field["field_path"] for field in index["fields"]) for index in indexes)
    assert made == sorted(fields for fields in queries() if len(fields) > 1)


def test_every_query_with_one_condition_has_its_field_indexed(deployment: Deployment) -> None:
    fields = [deployment.values("google_firestore_field", name)[""] for name in ("status", "follows")]
    newest_first = {("student_id",)}  # a student's requests, erased by their list, whose index is looked at below
    assert {fields for fields in queries() if len(fields) == 1} - newest_first == {
        (field["field"],) for field in fields
    }
    assert [field["collection"] for field in fields] == ["content_requests", "request_stages"]
    for field in fields:
        [configured] = field["index_config"]
        assert "COLLECTION_GROUP" in {index["query_scope"] for index in configured["indexes"]}


CALLERS = [
    Caller(Role.OPERATOR, None),
    Caller(Role.OPERATOR, None, tenant="north"),
    Caller(Role.TEACHER, "t-1", frozenset({"7b"}), "north"),
    Caller(Role.TEACHER, "t-1", frozenset(), "north"),
    Caller(Role.STUDENT, "t-1", frozenset({"7b"}), "north"),
]


def test_every_list_of_the_api_has_its_index_and_every_such_index_its_list(deployment: Deployment) -> None:
    """A list of everything needs none: each field has an index of its own."""
    made = set()
    for index in deployment.values("google_firestore_index", "list").values():
        *filters, newest, by_name = index["fields"]
        assert (index["collection"], index["query_scope"]) == ("content_requests", "COLLECTION")
        assert [(newest["field_path"], newest["order"]), (by_name["field_path"], by_name["order"])] == [
            ("created_at", "DESCENDING"),
            ("__name__", "DESCENDING"),
        ]
        made.add(frozenset((field["field_path"], field["array_config"] == "CONTAINS") for field in filters))
    asked = {
        frozenset((field, operator == "array_contains_any") for field, operator, _ in conditions(student_id, caller))
        for caller in CALLERS
        for student_id in (None, "t-1")
    }
    assert asked - {frozenset()} == made


def searches() -> dict[str, list[str]]:
    """Return the fields that each search for passages has equalities on, by the method that searches."""
    found = {}
    for method in [
        node for node in ast.walk(ast.parse(LIBRARY.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
    ]:
        for call in [node for node in ast.walk(method) if isinstance(node, ast.Call)]:
            if ast.unparse(call.func) == "self._nearest":
                found[method.name] = [field for part in call.args if (field := _field_of_condition(part))]
    return found


def test_every_search_for_passages_has_its_vector_index(deployment: Deployment) -> None:
    library = LIBRARY.read_text("utf-8")
    dimensions = int(topology.load().environment["EMBEDDING_DIMENSIONS"])
    made = {}
    for name, index in deployment.values("google_firestore_index", "passages").items():
        *equalities, by_name, vector = index["fields"]
        made[name] = [field["field_path"] for field in equalities]
        assert by_name["field_path"] == "__name__"
        assert vector["vector_config"][0]["dimension"] == dimensions
        assert f'vector_field="{vector["field_path"]}"' in library
        assert f'collection("{index["collection"]}")' in library
    assert made == searches()


def test_what_may_go_says_when(deployment: Deployment) -> None:
    policies = deployment.values("google_firestore_field", "expiry").values()
    collections = {"rejected_messages", "content_requests", "request_counts", "lesson_reuse"}
    assert {policy["collection"] for policy in policies} == collections
    cloud = InProcessCloud()
    cloud.requests.reject("m-1", "extract_topic", OutgoingMessage(topic="t", data="no json"), "not JSON")
    cloud.requests.accept(request(request_id="r-1", student_id="s-1"), "api", OutgoingMessage(topic="t", data="{}"))
    written = cloud.store.read("content_requests/r-1") or {}
    assert "expires_at" not in written, "a request stays until somebody erases it"
    count = cloud.store.read(student_count_path(None, "s-1")) or {}
    assert count["expires_at"] > count["day"] + timedelta(days=1), "a count goes when its day is over"
    cloud.requests.erase("r-1")
    cloud.reuse.lead("key", "r-1")
    began_at = {
        "rejected_messages/m-1": "rejected_at",
        "content_requests/r-1": "erased_at",
        "lesson_reuse/key": "led_from",
    }
    for path, began in began_at.items():
        kept = cloud.store.read(path) or {}
        assert {policy["field"] for policy in policies} == {"expires_at"}
        assert kept["expires_at"] > kept[began]


@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_a_condition_is_recognised(operator: str) -> None:
    condition = ast.parse(f"('status', {operator!r}, 1)", mode="eval").body
    assert _field_of_condition(condition) == "status"
