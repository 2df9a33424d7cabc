"""The topology, what Terraform would deploy of it, and what one machine runs of it: the same, or this fails."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from infra.local import topology_setup
from infra.local.functions import environment_for
from shared import topology
from tests.infra.deployment import PROJECT, REGION, Deployment
from tests.infra.offline import Values

TOPOLOGY = topology.load()
LIMITS = "service_account memory_mib cpu timeout_seconds concurrency minimum_instances maximum_instances".split()


def declared_functions() -> dict[str, Values]:
    environment = TOPOLOGY.environment_of(PROJECT, REGION)
    return {
        name: {limit: getattr(function, limit) for limit in ("description", *LIMITS)}
        | {"threads": function.concurrency, "environment": environment, "is_internal": function.hears.http is None}
        for name, function in TOPOLOGY.functions.items()
    }


def local_subscriptions() -> dict[str, Values]:
    """Return the subscriptions that one machine makes, and those that are parking."""
    found: dict[str, Values] = {
        name: {
            "topic": parking.topic,
            "ack_deadline_seconds": 600,
            "message_retention_duration": f"{parking.retention_seconds}s",
            "path": None,
        }
        for name, parking in TOPOLOGY.parking.items()
    }
    for name, function in TOPOLOGY.functions.items():
        if function.subscription:
            made: Any = topology_setup._subscription(name, function, function.subscription, PROJECT, 1)
            found[name] = {
                "topic": made["topic"].rsplit("/", 1)[-1],
                "ack_deadline_seconds": made["ack_deadline_seconds"],
                "message_retention_duration": f"{made['message_retention_duration'].seconds}s",
                "path": made["push_config"]["push_endpoint"].removeprefix("http://").partition("/")[2],
                "minimum_backoff": f"{made['retry_policy']['minimum_backoff'].seconds}s",
                "maximum_backoff": f"{made['retry_policy']['maximum_backoff'].seconds}s",
                "dead_letter_topic": made["dead_letter_policy"]["dead_letter_topic"].rsplit("/", 1)[-1],
                "max_delivery_attempts": made["dead_letter_policy"]["max_delivery_attempts"],
            }
    return found


def declared_notifications() -> dict[str, Values]:
    return {
        bucket.name.replace("{project}", PROJECT): {
            "notifies": bucket.notifies,
            "prefix": bucket.prefix,
            "events": sorted(getattr(bucket, "events", ["OBJECT_FINALIZE"])),
        }
        for bucket in TOPOLOGY.buckets.values()
        if bucket.notifies
    }


def differences(deployment: Deployment) -> list[str]:
    """Return what is not the same in the topology, or on one machine, and in the cloud."""
    pairs: dict[str, tuple[Any, Any]] = {
        "functions": (declared_functions(), deployment.functions()),
        "topics": (set(TOPOLOGY.topics), deployment.topics()),
        "subscriptions": (local_subscriptions(), deployment.subscriptions()),
        "notifications": (declared_notifications(), deployment.notifications()),
        "schedules": ({topic: each.cron for topic, each in TOPOLOGY.schedules.items()}, deployment.schedules()),
    }
    return [
        f"{part}: declared {declared}, deployed {deployed}"
        for part, (declared, deployed) in pairs.items()
        if declared != deployed
    ]


def test_the_cloud_is_what_the_topology_declares_and_one_machine_runs(deployment: Deployment) -> None:
    assert differences(deployment) == []


def test_a_function_on_one_machine_knows_the_same_variables_as_in_the_cloud(deployment: Deployment) -> None:
    endpoints = {"VERTEX_AI_ENDPOINT": "http://127.0.0.1:1", "TEXT_TO_SPEECH_ENDPOINT": "http://127.0.0.1:2"}
    local = environment_for(TOPOLOGY, PROJECT, REGION, endpoints)
    for function in deployment.functions().values():
        cloud = function["environment"]
        assert set(cloud) == set(local)
        assert {name for name in cloud if cloud[name] != local[name]} == {*TOPOLOGY.local_environment, *endpoints}


def test_every_bucket_is_one_of_the_topology_or_that_of_the_bundles(deployment: Deployment) -> None:
    names = {bucket.name.replace("{project}", PROJECT) for bucket in TOPOLOGY.buckets.values()}
    made = {bucket["name"] for bucket in deployment.of_type("google_storage_bucket")}
    assert made == names | {f"{PROJECT}-vividly-bundles"}


FUNCTION, SUBSCRIPTION = "google_cloudfunctions2_function.function", "google_pubsub_subscription.function"
CHANGES: list[tuple[str, Callable[[Values], object]]] = [
    (f'{FUNCTION}["render_scene"]', lambda one: one["service_config"][0].update(available_memory="1024Mi")),
    (
        f'{FUNCTION}["write_script"]',
        lambda one: one["service_config"][0]["environment_variables"].pop("GCS_TEMP_FILES_BUCKET"),
    ),
    ('google_service_account.function["render_scene"]', lambda one: one.update(account_id="somebody-else")),
    (f'{SUBSCRIPTION}["render_scene"]', lambda one: one.update(ack_deadline_seconds=600)),
    (
        f'{SUBSCRIPTION}["extract_topic"]',
        lambda one: one["dead_letter_policy"][0].update(max_delivery_attempts=5),
    ),
    (f'{SUBSCRIPTION}["extract_topic"]', lambda one: one.update(name="another")),
    ('google_pubsub_topic.topic["scenes-rendered"]', lambda one: one.update(name="another")),
    ('google_storage_notification.notification["temporary"]', lambda one: one.update(object_name_prefix="narrations/")),
    ('google_cloud_scheduler_job.schedule["recovery-ticks"]', lambda one: one.update(schedule="*/5 * * * *")),
]


@pytest.mark.parametrize(("address", "change"), CHANGES)
def test_any_difference_is_seen(deployed: list[Values], address: str, change: Callable[[Values], object]) -> None:
    changed = copy.deepcopy(deployed)
    [resource] = [one for one in changed if one["address"] == address]
    change(resource["values"])
    assert differences(Deployment(changed))
