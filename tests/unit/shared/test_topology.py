from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from shared import topology


@pytest.fixture
def document() -> dict[str, Any]:
    return yaml.safe_load(topology.beside_the_topology("pipeline.yaml").read_text("utf-8"))


def test_defaults_merge_into_every_function(document: dict[str, Any]) -> None:
    functions = topology.parse(document).functions
    assert functions["render_scene"].memory_mib == document["functions"]["render_scene"]["memory_mib"]
    assert functions["extract_topic"].memory_mib == document["defaults"]["function"]["memory_mib"]


def test_a_key_that_nobody_reads_is_refused(document: dict[str, Any]) -> None:
    document["functions"]["extract_topic"]["memory_mb"] = 512
    with pytest.raises(ValidationError, match="memory_mb"):
        topology.parse(document)


def test_the_environment_names_project_and_region() -> None:
    environment = topology.load().environment_of("school", "europe-west1")
    assert environment["GCS_TEMP_FILES_BUCKET"] == "school-vividly-temporary"
    assert environment["VERTEX_AI_ENDPOINT"] == "europe-west1-aiplatform.googleapis.com"
    assert not [value for value in environment.values() if "{" in value]


def test_a_topology_that_is_nowhere_says_where_it_was_looked_for() -> None:
    with pytest.raises(FileNotFoundError, match=str(Path("infra") / "nothing.yaml")):
        topology.beside_the_topology("nothing.yaml")
