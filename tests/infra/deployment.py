"""What Terraform would deploy, in the words of the topology, so that the two can be laid side by side."""

from dataclasses import dataclass
from typing import Any

from tests.infra.offline import Values

PROJECT, REGION = "school-lessons", "us-central1"
"""What the Terraform tests deploy to."""


@dataclass(frozen=True)
class Deployment:
    """Hold every resource, as Terraform describes it."""

    resources: list[Values]

    def values(self, kind: str, name: str) -> dict[str, Values]:
        """Return the resources of one block, by the key that each was made for."""
        found = [one for one in self.resources if (one["type"], one["name"]) == (kind, name)]
        return {str(one.get("index", "")): one["values"] for one in found}

    def of_type(self, kind: str) -> list[Values]:
        return [one["values"] for one in self.resources if one["type"] == kind and one["mode"] == "managed"]

    def functions(self) -> dict[str, Values]:
        """Return what each function is deployed with, by its entry point."""
        accounts = {account["email"]: account["account_id"] for account in self.of_type("google_service_account")}
        found = {}
        for function in self.of_type("google_cloudfunctions2_function"):
            [build], [service] = function["build_config"], function["service_config"]
            found[build["entry_point"]] = {
                "description": function["description"],
                "service_account": accounts[service["service_account_email"]],
                "memory_mib": int(service["available_memory"].removesuffix("Mi")),
                "cpu": int(service["available_cpu"]),
                "timeout_seconds": service["timeout_seconds"],
                "concurrency": service["max_instance_request_concurrency"],
                "minimum_instances": service["min_instance_count"],
                "maximum_instances": service["max_instance_count"],
                "environment": service["environment_variables"],
                "is_internal": service["ingress_settings"] == "ALLOW_INTERNAL_ONLY",
            }
        return found

    def subscriptions(self) -> dict[str, Values]:
        """Return every subscription by its name, in the form that Pub/Sub's own client takes."""
        topics = self._topics()
        return {one["name"]: _subscription(one, topics) for one in self.of_type("google_pubsub_subscription")}

    def topics(self) -> set[str]:
        return {topic["name"] for topic in self.of_type("google_pubsub_topic")}

    def notifications(self) -> dict[str, Values]:
        """Return what each bucket tells of, by the bucket's name."""
        topics = self._topics()
        return {
            one["bucket"]: {
                "notifies": topics[one["topic"]],
                "prefix": one["object_name_prefix"],
                "events": sorted(one["event_types"]),
            }
            for one in self.of_type("google_storage_notification")
        }

    def schedules(self) -> dict[str, str]:
        """Return when a message is published to which topic."""
        topics = self._topics()
        jobs = self.of_type("google_cloud_scheduler_job")
        return {topics[job["pubsub_target"][0]["topic_name"]]: job["schedule"] for job in jobs}

    def grants(self) -> dict[str, set[tuple[str, str]]]:
        """Return every role on every resource, by who has it; a function's account goes by its id."""
        accounts = self.of_type("google_service_account")
        names = {account["member"]: account["account_id"] for account in accounts}
        known = {account["name"]: account["account_id"] for account in accounts}
        known |= {role["id"]: role["role_id"] for role in self.of_type("google_project_iam_custom_role")}
        found: dict[str, set[tuple[str, str]]] = {}
        for one in self.resources:
            if "_iam_" not in one["type"] or one["type"].endswith(("_custom_role", "_audit_config")):
                continue
            assert one["type"].endswith("_iam_member"), f"{one['address']} decides who else has a role"
            values = one["values"]
            role = known.get(values["role"], values["role"])
            resource = _granted_on(one["type"], values, known)
            found.setdefault(names.get(values["member"], values["member"]), set()).add((role, resource))
        return found

    def _topics(self) -> dict[str, str]:
        return {topic["id"]: topic["name"] for topic in self.of_type("google_pubsub_topic")}


def _subscription(values: Values, topics: dict[str, str]) -> Values:
    found: dict[str, Any] = {
        "topic": topics[values["topic"]],
        "ack_deadline_seconds": values["ack_deadline_seconds"],
        "message_retention_duration": values["message_retention_duration"],
        "path": None,
    }
    for push in values["push_config"]:
        found["path"] = push["push_endpoint"].partition("/")[2]
    for retry in values["retry_policy"]:
        found["minimum_backoff"], found["maximum_backoff"] = retry["minimum_backoff"], retry["maximum_backoff"]
    for policy in values["dead_letter_policy"]:
        found["dead_letter_topic"] = topics[policy["dead_letter_topic"]]
        found["max_delivery_attempts"] = policy["max_delivery_attempts"]
    return found


def _granted_on(kind: str, values: Values, known: dict[str, str]) -> str:
    """Return what a role is on: the name of a resource or of the project, with the condition, if there is one."""
    if kind == "google_project_iam_member":
        return " where ".join([values["project"], *(condition["expression"] for condition in values["condition"])])
    fields = ("topic", "subscription", "bucket", "service_account_id", "repository", "name")
    name = next(values[field] for field in fields if field in values)
    conditions = [condition["expression"] for condition in values.get("condition") or []]
    return " where ".join([known.get(name, name), *conditions])
