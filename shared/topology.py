"""The topology, read from `pipeline.yaml`: what is deployed, on one machine and in the cloud."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict


class TopologyPart(BaseModel):
    """Refuse a key that nobody reads: a typing error in the topology must not pass."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bucket(TopologyPart):
    """A bucket; `prefix` and `events` limit what it notifies of."""

    name: str
    variable: str
    notifies: str | None = None
    prefix: str = ""
    events: list[Literal["OBJECT_FINALIZE", "OBJECT_DELETE"]] = ["OBJECT_FINALIZE"]
    delete_after_days: int | None = None


class Trigger(TopologyPart):
    """What starts a function: HTTP, every message of a topic, or those of objects in one bucket under a prefix."""

    http: str | None = None
    topic: str | None = None
    bucket: str | None = None
    prefix: str = ""


class Subscription(TopologyPart):
    """How Pub/Sub delivers to a function. The subscription has the function's name."""

    acknowledgement_deadline_seconds: int
    minimum_backoff_seconds: int
    maximum_backoff_seconds: int
    maximum_delivery_attempts: int
    retention_seconds: int
    dead_letter_topic: str


class Function(TopologyPart):
    """A deployed function and its limits."""

    description: str
    hears: Trigger
    service_account: str
    memory_mib: int
    cpu: int
    timeout_seconds: int
    lease_seconds: int
    concurrency: int
    minimum_instances: int
    maximum_instances: int
    emits: str | None = None
    also_emits: list[str] = []
    """Topics that its end is told on in place of `emits`, or beside it."""
    includes: list[str] = []
    subscription: Subscription | None = None


class Schedule(TopologyPart):
    """When an empty message is published to a topic."""

    cron: str
    period_seconds: int


class Parking(TopologyPart):
    """A subscription that is looked at by people only."""

    topic: str
    retention_seconds: int


class Topology(TopologyPart):
    """All of `pipeline.yaml`, defaults merged in."""

    schema_version: int
    buckets: dict[str, Bucket]
    topics: dict[str, str]
    schedules: dict[str, Schedule]
    parking: dict[str, Parking]
    environment: dict[str, str]
    local_environment: dict[str, str]
    functions: dict[str, Function]

    def topic_of(self, function: str) -> str:
        """Return the topic that starts a function; raise `ValueError` where none does."""
        topic = self.functions[function].hears.topic
        if topic is None:
            raise ValueError(f"{function} hears no topic")
        return topic

    def environment_of(self, project: str, region: str) -> dict[str, str]:
        """Return the environment that every function gets in a project, bucket names included."""
        names = self.environment | {bucket.variable: bucket.name for bucket in self.buckets.values()}
        return {name: value.replace("{project}", project).replace("{region}", region) for name, value in names.items()}


def parse(document: dict[str, Any]) -> Topology:
    """Merge the defaults into every function and check the whole; raise `ValidationError` naming the wrong key."""
    defaults = document["defaults"]
    functions = {}
    for name, own in document["functions"].items():
        merged = defaults["function"] | own
        if "topic" in own["hears"]:
            merged["subscription"] = defaults["subscription"] | own.get("subscription", {})
        functions[name] = merged
    rest = {key: value for key, value in document.items() if key != "defaults"}
    return Topology.model_validate(rest | {"functions": functions})


@cache
def load() -> Topology:
    """Read the topology."""
    return parse(declared("pipeline.yaml"))


@cache
def declared(name: str) -> Any:
    """Read a YAML file that lies beside the topology."""
    return yaml.safe_load(beside_the_topology(name).read_text("utf-8"))


def beside_the_topology(name: str) -> Path:
    """Return the path of a declaration: beside `shared/` in a deployed bundle, in `infra/` in the repository."""
    root = Path(__file__).parent.parent
    places = [root / name, root / "infra" / name]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise FileNotFoundError(f"{name} is at none of {', '.join(map(str, places))}")
    return found
