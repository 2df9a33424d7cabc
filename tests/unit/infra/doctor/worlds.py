"""Machines and projects for the doctor to look at: healthy ones, of which a test breaks one thing."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from infra.doctor.world import Ended, World

REPOSITORY = Path(__file__).parent.parent.parent.parent.parent


@dataclass
class PretendWorld(World):
    """Be a machine that is what its fields say."""

    version: tuple[int, ...] = (3, 12, 1)
    missing_modules: tuple[str, ...] = ()
    programs: dict[str, str] = field(
        default_factory=lambda: {name: f"/usr/bin/{name}" for name in ("java", "gcloud", "terraform")}
    )
    says: dict[str, Ended] = field(
        default_factory=lambda: {
            "java": Ended(0, "", 'openjdk version "17.0.9" 2023-10-17'),
            "terraform": Ended(0, '{"terraform_version": "1.11.4"}'),
        }
    )
    variables: dict[str, str] = field(default_factory=dict)
    files: dict[str, float] = field(default_factory=lambda: {"ready": 2.0, "requirements.txt": 1.0})
    gibibytes: float = 50
    taken_ports: tuple[int, ...] = ()
    is_online: bool = True
    repository: Path = REPOSITORY

    def python(self) -> tuple[int, ...]:
        return self.version

    def has_module(self, name: str) -> bool:
        return name not in self.missing_modules

    def which(self, program: str) -> str | None:
        return self.programs.get(program)

    def run(self, *command: str) -> Ended:
        """Answer with the longest beginning of the command that there is an answer to."""
        line = " ".join(command).removeprefix("/usr/bin/")
        known = [beginning for beginning in self.says if line.startswith(beginning)]
        return self.says[max(known, key=len)] if known else Ended(127, "", f"{command[0]}: not found")

    def variable(self, name: str) -> str:
        return self.variables.get(name, "")

    def modified(self, file: Path) -> float | None:
        return self.files.get(file.name)

    def free_bytes(self, folder: Path) -> int:
        return int(self.gibibytes * 2**30)

    def memory_bytes(self) -> int:
        return int(self.gibibytes * 2**30)

    def is_free(self, port: int) -> bool:
        return port not in self.taken_ports

    def is_reachable(self, address: str) -> bool:
        return self.is_online


def project_world(apis: set[str], functions: set[str]) -> PretendWorld:
    """Return a machine on which gcloud tells of a project that has all it needs."""
    answers: dict[str, object] = {
        "auth list": [{"account": "ada@school.org"}],
        "projects describe": {"lifecycleState": "ACTIVE", "projectNumber": "1"},
        "billing projects describe": {"billingEnabled": True},
        "services list": [{"config": {"name": f"{name}.googleapis.com"}} for name in sorted(apis)],
        "storage buckets describe": {"name": "school-vividly-state"},
        "projects get-iam-policy": {"bindings": [{"role": "roles/owner", "members": ["user:ada@school.org"]}]},
        "beta quotas info describe": {
            "dimensionsInfos": [
                {"details": {"value": "20000"}},
                {"dimensions": {"region": "us-central1"}, "details": {"value": "200000"}},
            ]
        },
        "functions list": [
            {"name": f"projects/school/locations/us-central1/functions/{name}", "state": "ACTIVE"}
            for name in sorted(functions)
        ],
    }
    world = PretendWorld(files={"application_default_credentials.json": 1.0})
    world.says |= {f"gcloud {command}": Ended(0, json.dumps(answer)) for command, answer in answers.items()}
    return world
