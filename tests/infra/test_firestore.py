"""The database answers every query of the code: each has its index, and no index is without a query."""

import ast
from collections.abc import Iterator

import pytest

from shared import topology
from shared.models.work import OutgoingMessage
from tests.fakes.cloud import InProcessCloud
from tests.infra.deployment import Deployment
from tests.infra.offline import REPOSITORY, Values

OPERATORS = {"==", "<=", ">=", "<", ">", "in", "array_contains"}


def queries() -> Iterator[tuple[str, ...]]:
    """Give the fields that each query of the ledger's store has conditions on."""
    for file in sorted((REPOSITORY / "shared").glob("*.py")):
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


def test_every_query_with_two_conditions_has_its_index_and_every_index_its_query(deployed: list[Values]) -> None:
    indexes = Deployment(deployed).values("google_firestore_index", "records").values()
    assert {index["collection"] for index in indexes} == {"content_requests"}
    assert {index["query_scope"] for index in indexes} == {"COLLECTION_GROUP"}
    made = sorted(tuple(field["field_path"] for field in index["fields"]) for index in indexes)
    assert made == sorted(fields for fields in queries() if len(fields) > 1)


def test_every_query_with_one_condition_has_its_field_indexed(deployed: list[Values]) -> None:
    field = Deployment(deployed).values("google_firestore_field", "status")[""]
    assert {fields for fields in queries() if len(fields) == 1} == {(field["field"],)}
    assert field["collection"] == "content_requests"
    [configured] = field["index_config"]
    assert "COLLECTION_GROUP" in {index["query_scope"] for index in configured["indexes"]}


def test_passages_are_searched_with_the_embeddings_that_they_are_kept_with(deployed: list[Values]) -> None:
    index = Deployment(deployed).values("google_firestore_index", "passages")[""]
    [vector] = [field for field in index["fields"] if field["vector_config"]]
    dimensions = int(topology.load().environment["EMBEDDING_DIMENSIONS"])
    assert vector["vector_config"][0]["dimension"] == dimensions
    library = (REPOSITORY / "shared" / "library.py").read_text("utf-8")
    assert f'collection("{index["collection"]}")' in library
    assert f'vector_field="{vector["field_path"]}"' in library


def test_what_may_go_says_when(deployed: list[Values]) -> None:
    policies = Deployment(deployed).values("google_firestore_field", "expiry").values()
    assert {policy["collection"] for policy in policies} == {"rejected_messages"}
    cloud = InProcessCloud()
    cloud.requests.reject("m-1", "extract_topic", OutgoingMessage(topic="t", data="no json"), "not JSON")
    kept = cloud.store.read("rejected_messages/m-1")
    assert kept is not None
    for policy in policies:
        assert kept[policy["field"]] > kept["rejected_at"]


@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_a_condition_is_recognised(operator: str) -> None:
    condition = ast.parse(f"('status', {operator!r}, 1)", mode="eval").body
    assert _field_of_condition(condition) == "status"
