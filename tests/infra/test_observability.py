"""Metrics count lines that the code writes, by fields that these lines have."""

import ast
import re
from collections.abc import Iterator

import pytest

from shared.cost import Usage
from shared.models.work import Spent
from shared.stage import _told
from tests.infra.deployment import Deployment
from tests.infra.offline import REPOSITORY


def lines() -> Iterator[tuple[str, set[str]]]:
    """Give the message and the fields of every line that the code logs."""
    for folder in ("functions", "shared"):
        for file in sorted((REPOSITORY / folder).rglob("*.py")):
            tree = ast.parse(file.read_text("utf-8"))
            always = _facts(tree)
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "log.write":
                    message = node.args[1]
                    if isinstance(message, ast.Constant):
                        fields = {word.arg for word in node.keywords if word.arg}
                        spread = [ast.unparse(word.value) for word in node.keywords if word.arg is None]
                        told = FIGURES if any(each.startswith("_told(") for each in spread) else set()
                        yield str(message.value), fields | (always if "facts" in spread else set()) | told | {"message"}


def _facts(tree: ast.AST) -> set[str]:
    """Return the keys of the dictionaries named `facts`, which lines are written with."""
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "facts" and isinstance(node.value, ast.Dict)
    ]
    return {str(key.value) for facts in found for key in facts.keys if isinstance(key, ast.Constant)}


FIGURES = set(_told(Spent(usage=Usage(), cost_usd=0)))
LINES = list(lines())


def test_every_line_that_is_counted_is_written_with_the_fields_that_are_read(deployment: Deployment) -> None:
    for metric in deployment.values("google_logging_metric", "metric").values():
        messages = set(re.findall(r'"([^"]+)"', metric["filter"].split("jsonPayload.message=")[1]))
        read = set(re.findall(r"jsonPayload\.(\w+)", " ".join(metric["label_extractors"].values())))
        descriptor = metric["metric_descriptor"][0]
        if descriptor["value_type"] == "DISTRIBUTION":
            read |= set(re.findall(r"jsonPayload\.(\w+)", metric["value_extractor"]))
        assert messages <= {message for message, _ in LINES}, metric["name"]
        for message, fields in LINES:
            if message in messages:
                assert read <= fields, f"{metric['name']} reads what {message!r} does not say"


def test_a_label_is_declared_where_it_is_read(deployment: Deployment) -> None:
    for metric in deployment.values("google_logging_metric", "metric").values():
        assert {label["key"] for label in metric["metric_descriptor"][0]["labels"]} == set(metric["label_extractors"])


def test_all_that_is_used_of_paid_services_is_counted(deployment: Deployment) -> None:
    metrics = deployment.values("google_logging_metric", "metric").values()
    read = {value for metric in metrics for value in re.findall(r"jsonPayload\.(\w+)", str(metric["value_extractor"]))}
    assert read >= set(Usage.model_fields) | {"cost_usd", "queue_seconds"}


def test_the_objective_is_about_what_students_wait(deployment: Deployment) -> None:
    [objective] = deployment.of_type("google_monitoring_slo")
    [cut] = objective["request_based_sli"][0]["distribution_cut"]
    assert "user/vividly_request_seconds" in cut["distribution_filter"]


@pytest.mark.parametrize("message", ["finished", "completed", "not recovered", "malformed delivery kept"])
def test_a_line_of_the_code_is_found(message: str) -> None:
    assert message in {found for found, _ in LINES}
