"""Functions say themselves that they take messages: Pub/Sub calls them over HTTP, and no trigger says it for them."""

import base64
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from functions_framework import _function_registry

from infra.packaging.bundle import build
from shared import topology
from tests.infra.deployment import PROJECT, REGION
from tests.infra.offline import Values

TOPOLOGY = topology.load()
FUNCTIONS = TOPOLOGY.functions

# Pushed as Pub/Sub pushes, to a function that is started as Cloud Functions starts one without a trigger.
PUSH = """
import functions_framework, sys
client = functions_framework.create_app("render_scene", sys.argv[1], "http").test_client()
attributes = {"eventType": "OBJECT_FINALIZE", "bucketId": "another", "objectId": "narration/r-1/00"}
message = {"data": sys.argv[2], "attributes": attributes, "messageId": "1", "publishTime": "2026-01-01T00:00:00Z"}
push = {"message": message, "subscription": "projects/p/subscriptions/render_scene"}
answer = client.post("/projects/p/topics/objects-finalized", json=push)
print(answer.status_code, answer.text)
"""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_that_hears_a_topic_takes_cloud_events(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUNCTION_SIGNATURE_TYPE", "http")
    import_module(f"functions.{name}.main")
    expected = "http" if FUNCTIONS[name].hears.http else "cloudevent"
    assert _function_registry.get_func_signature_type(name, "http") == expected


def test_a_deployed_bundle_reads_what_pub_sub_pushes(tmp_path: Path) -> None:
    build("render_scene", tmp_path / "bundle")
    # The message is not for this function, so nobody is asked.
    nowhere = {"FIRESTORE_EMULATOR_HOST": "127.0.0.1:1", "TRACES": ""}
    environment = dict(os.environ) | TOPOLOGY.environment_of(PROJECT, REGION) | nowhere
    command = [sys.executable, "-c", PUSH, str(tmp_path / "bundle" / "main.py"), base64.b64encode(b"{}").decode()]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ended.stdout.splitlines()[-1:] == ["200 OK"], ended.stdout + ended.stderr


def test_no_function_has_a_trigger_of_its_own(deployed: list[Values]) -> None:
    functions = [one["values"] for one in deployed if one["type"] == "google_cloudfunctions2_function"]
    assert [function["name"] for function in functions if function["event_trigger"]] == []
