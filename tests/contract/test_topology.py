"""The topology against the code: each name stands on both sides, or on none."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from shared import progress, topology, voices
from shared.settings import Settings

REPOSITORY = Path(__file__).parent.parent.parent
TOPOLOGY = topology.load()
FOLDERS = sorted(folder.name for folder in (REPOSITORY / "functions").iterdir() if (folder / "main.py").is_file())


def test_the_settings_are_what_the_topology_gives_in_both_directions() -> None:
    assert set(TOPOLOGY.environment_of("p", "r")) == {name.upper() for name in Settings.model_fields}


def test_the_settings_can_be_read_from_the_topology() -> None:
    environment = TOPOLOGY.environment_of("school", "us-central1")
    for values in (environment, environment | TOPOLOGY.local_environment):
        assert Settings.model_validate({name.lower(): value for name, value in values.items()})


def test_the_cloud_asks_who_calls_and_one_machine_does_not() -> None:
    assert (TOPOLOGY.environment["IDENTITY"], TOPOLOGY.local_environment["IDENTITY"]) == ("tokens", "off")
    assert TOPOLOGY.environment["IDENTITY_KEYS_URL"].startswith("https://www.googleapis.com/")


@pytest.mark.parametrize("url", ["http://keys.example.org/", "ftp://localhost/", "http://127.0.0.1.example.org/", ""])
def test_keys_come_over_tls_or_from_this_machine(url: str) -> None:
    environment = TOPOLOGY.environment_of("school", "us-central1") | {"IDENTITY_KEYS_URL": url}
    with pytest.raises(ValidationError, match="identity_keys_url"):
        Settings.model_validate({name.lower(): value for name, value in environment.items()})


def test_a_local_value_replaces_one_that_the_cloud_has() -> None:
    assert set(TOPOLOGY.local_environment) <= set(TOPOLOGY.environment)


def test_the_buckets_keep_their_variables() -> None:
    assert {bucket.variable for bucket in TOPOLOGY.buckets.values()} == {
        "GCS_GENERATED_CONTENT_BUCKET",
        "GCS_OER_CONTENT_BUCKET",
        "GCS_TEMP_FILES_BUCKET",
    }


def test_every_function_has_a_folder_and_every_folder_a_function() -> None:
    assert sorted(TOPOLOGY.functions) == FOLDERS


@pytest.mark.parametrize("name", FOLDERS)
def test_a_functions_entry_has_its_name(name: str) -> None:
    module = ast.parse((REPOSITORY / "functions" / name / "main.py").read_text("utf-8"))
    entries = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == name]
    assert len(entries) == 1


@pytest.mark.parametrize("name", FOLDERS)
def test_a_functions_decorator_names_its_own_folder(name: str) -> None:
    text = (REPOSITORY / "functions" / name / "main.py").read_text("utf-8")
    found = set(re.findall(r'(?:@stage|@on_message|changed_object)\((?:message, )?"(\w+)"', text))
    assert found == ({name} if name != "submit_request" else set())


@pytest.mark.parametrize(("name", "function"), TOPOLOGY.functions.items())
def test_topics_and_buckets_that_a_function_names_exist(name: str, function: topology.Function) -> None:
    hears = function.hears
    assert (hears.http is None) != (hears.topic is None), f"{name} hears HTTP or a topic"
    assert hears.topic is None or hears.topic in TOPOLOGY.topics
    assert function.emits is None or function.emits in TOPOLOGY.topics
    assert set(function.also_emits) <= set(TOPOLOGY.topics)
    assert function.subscription is None or function.subscription.dead_letter_topic in TOPOLOGY.topics
    if hears.bucket:
        assert TOPOLOGY.buckets[hears.bucket].notifies == hears.topic
        assert hears.prefix.startswith(TOPOLOGY.buckets[hears.bucket].prefix)


def test_every_topic_is_heard() -> None:
    heard = {function.hears.topic for function in TOPOLOGY.functions.values()}
    assert set(TOPOLOGY.topics) == (heard - {None}) | {parking.topic for parking in TOPOLOGY.parking.values()}


def test_every_topic_is_published_to() -> None:
    emitted = {topic for function in TOPOLOGY.functions.values() for topic in (function.emits, *function.also_emits)}
    notified = {bucket.notifies for bucket in TOPOLOGY.buckets.values()} - {None}
    dead = {f.subscription.dead_letter_topic for f in TOPOLOGY.functions.values() if f.subscription}
    assert set(TOPOLOGY.topics) == emitted - {None} | notified | dead | set(TOPOLOGY.schedules)


def test_only_render_scene_and_assemble_video_have_more_memory_than_two_gibibytes_would_allow() -> None:
    large = {name for name, function in TOPOLOGY.functions.items() if function.memory_mib > 1024}
    assert large == {"render_scene", "assemble_video"}
    assert TOPOLOGY.functions["render_scene"].concurrency == 1


def test_only_the_api_is_public() -> None:
    assert [name for name, function in TOPOLOGY.functions.items() if function.hears.http] == ["submit_request"]


def test_every_function_has_a_service_account_of_its_own() -> None:
    accounts = [function.service_account for function in TOPOLOGY.functions.values()]
    assert len(set(accounts)) == len(accounts)


def test_every_stage_of_the_chain_has_a_label() -> None:
    others = {"ingest_resource", "recover_stalled", "fail_undeliverable"}
    assert set(progress.STAGES) == set(TOPOLOGY.functions) - others


def test_progress_follows_the_chain_without_gaps() -> None:
    stages = list(progress.STAGES.values())
    assert all(before.ends_at <= after.starts_at for before, after in pairwise(stages))
    assert stages[-1].ends_at == 100


def test_models_and_voices_have_a_price() -> None:
    prices = yaml.safe_load(topology.beside_the_topology("prices.yaml").read_text("utf-8"))
    assert TOPOLOGY.environment["TEXT_MODEL"] in prices["text_models"]
    assert TOPOLOGY.environment["EMBEDDING_MODEL"] in prices["embedding_models"]
    for voice in voices.load(TOPOLOGY.environment["VOICES"]).all:
        assert any(kind in voice.name for kind in prices["voices"])
