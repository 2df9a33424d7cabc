"""Publish a message file straight to Pub/Sub, as an operator does: with gcloud."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from rich.console import Console

from infra.local.ports import DIRECT
from infra.local.stack import FOLDER
from infra.operate.failure import Failure
from infra.operate.follow import follow
from infra.operate.target import Place, connected, place
from shared import topology
from shared.cloud import Cloud
from shared.models.request import Status, is_identifier
from shared.models.work import OutgoingMessage

PUBLISH_SECONDS = 120
FIRST_STAGE = "extract_topic"


def publish(file: str, is_followed: bool, target: str, console: Console) -> int:
    """Publish a message that starts the chain, and follow its request where that is asked for."""
    text = read(file)
    where = place(target)
    with connected(where) as cloud:
        _send(text, topology.load().topic_of(FIRST_STAGE), where, cloud, console)
        request_id = request_id_of(text)
        if request_id is None:
            console.print(
                "The message names no request_id that can be used, so that it will be kept in rejected_messages."
            )
            return 0
        console.print(f"Request [bold]{request_id}[/]: make status ID={request_id}{where.suffix}")
        if not is_followed:
            return 0
        record = follow(request_id, cloud, console)
        if record.status is not Status.COMPLETED and (error := record.fields.get("error")):
            console.print(f"{error['code']}: {error['message']} (in {error['stage']})", markup=False)
    return 0 if record.status is Status.COMPLETED else 1


def read(file: str) -> str:
    """Return a message file's JSON; raise `Failure` where it is none."""
    if not file:
        raise Failure("Which message? make publish MESSAGE=file.json", 2)
    try:
        text = Path(file).read_text("utf-8")
        json.loads(text)
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror}", 2) from error
    except UnicodeDecodeError as error:
        raise Failure(f"{file} is not UTF-8: byte {error.start} cannot be read", 2) from error
    except (ValueError, RecursionError) as error:
        raise Failure(f"{file} is not JSON: {error}", 2) from error
    return text


def gcloud_environment(where: Place) -> dict[str, str]:
    """Return what gcloud needs to publish to an emulator; nothing for the cloud, where it is signed in."""
    emulator = where.environment.get("PUBSUB_EMULATOR_HOST")
    if emulator is None:
        return {}
    return {
        "CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB": f"http://{emulator}/",
        "CLOUDSDK_AUTH_DISABLE_CREDENTIALS": "true",
        "CLOUDSDK_CONFIG": str(FOLDER / "gcloud"),
        "CLOUDSDK_CORE_DISABLE_PROMPTS": "1",
        "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING": "true",
        "CLOUDSDK_CORE_PROJECT": where.project,
    } | DIRECT


def _send(text: str, topic: str, where: Place, cloud: Cloud, console: Console) -> None:
    gcloud = shutil.which("gcloud")
    if gcloud is None:
        cloud.publisher.publish([OutgoingMessage(topic=topic, data=text)])
        console.print(f"Published to {topic} with google-cloud-pubsub, since gcloud is not installed.")
        return
    # One word with "=", so that a message that begins with a dash is no option.
    command = [gcloud, "pubsub", "topics", "publish", topic, f"--message={text}", f"--project={where.project}"]
    try:
        ended = subprocess.run(  # noqa: S603 - the message is one argument, and no shell reads it
            command,
            env=dict(os.environ) | gcloud_environment(where),
            capture_output=True,
            text=True,
            check=False,
            timeout=PUBLISH_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise Failure(f"gcloud did not publish within {PUBLISH_SECONDS} s") from error
    if ended.returncode:
        raise Failure(f"gcloud could not publish: {ended.stderr.strip()}")
    console.print(f"Published to {topic} with gcloud.")


def request_id_of(text: str) -> str | None:
    """Return the id that a message names, or None where it names none that a request can have."""
    fields: Any = json.loads(text)
    found = fields.get("request_id") if isinstance(fields, dict) else None
    return found if is_identifier(found) else None
