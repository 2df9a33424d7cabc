"""Every command of the documents: it exists, takes what it is given, and says so where it needs a cloud."""

import importlib.util
import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Response

from benchmarks.__main__ import ALL as BENCHMARKS
from infra.operate.__main__ import _parser
from tests.contract.documents.parts import DOCUMENTS, REPOSITORY, Fence, commands, fences, indented, inline_code
from tests.unit.functions.submit_request.conftest import call, cloud  # noqa: F401

MAKEFILE = (REPOSITORY / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
VARIABLES = set(re.findall(r"\$\$?\(?([A-Z]+)\b", MAKEFILE)) | set(re.findall(r"^([A-Z]+) \?=", MAKEFILE, re.MULTILINE))
DEFAULTS = dict(re.findall(r"^([A-Z]+) \?= ([^$\n]+)$", MAKEFILE, re.MULTILINE))
PROGRAMS = "make curl gcloud terraform git gh .venv/bin/python .venv/bin/ruff .venv/bin/lint-imports".split()
IN_THE_CLOUD = re.compile(r"^(gcloud|terraform) |^make (bootstrap|plan|deploy|destroy|keep|rollback)\b|\bTARGET=gcp\b")

SHELL = [(document, fence) for document in DOCUMENTS for fence in fences(document) if fence.language == "sh"]
LINES = [(document, fence, command) for document, fence in SHELL for command in commands(fence)]
SPOKEN_OF = {code for document in DOCUMENTS for code in inline_code(document)}
MADE = sorted(
    command for command in {*SPOKEN_OF, *(line for _, _, line in LINES)} if re.match(r"([A-Z_]+=\S+ )*make\b", command)
)
RUN = sorted(command for command in SPOKEN_OF if re.search(r"(^|/)python\b", command))


def name(value: object) -> str | None:
    return str(value.relative_to(REPOSITORY)) if isinstance(value, Path) else value if isinstance(value, str) else ""


def recipe(command: str) -> list[list[str]]:
    """Return what `make` would run for a command, word by word; raise `AssertionError` with what it says instead."""
    words = shlex.split(command.replace("…", "x").replace("<the same again>", "x"))
    targets = [word for word in words[words.index("make") + 1 :] if "=" not in word]
    values = dict(word.split("=", 1) for word in words if "=" in word)
    unknown = set(values) - VARIABLES
    assert not {variable for variable in unknown if not _is_read_by_code(variable)}, f"{command}: who reads {unknown}?"
    assert set(targets) <= TARGETS, f"{command}: no such target"
    made = ["make", "-n", "--no-print-directory", "-o", ".venv/ready", "-o", ".venv/ready-for-development", *targets]
    environment = os.environ | values
    ended = subprocess.run(made, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, f"{command}: {ended.stderr}"
    lines = ended.stdout.replace("\\\n", " ").splitlines()
    given = DEFAULTS | values
    expanded = (re.sub(r"\$([A-Z]+)", lambda found: given.get(found[1], "x"), line) for line in lines)
    return [shlex.split(line) for line in expanded if line.startswith(".venv/bin/python -m ")]


def _is_read_by_code(variable: str) -> bool:
    files = [*(REPOSITORY / "infra").rglob("*.py"), *(REPOSITORY / "tests" / "chaos").glob("*.py")]
    return any(f'"{variable}"' in file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("command", MADE)
def test_make_knows_what_a_document_asks_of_it(command: str) -> None:
    for _, _, module, *arguments in recipe(command):
        assert importlib.util.find_spec(module), f"{command}: no module {module}"
        if module == "infra.operate":
            assert _parser().parse_args(arguments).command == arguments[0]
        if module == "benchmarks":
            assert set(arguments) <= set(BENCHMARKS), f"{command}: no such benchmark"


@pytest.mark.parametrize("command", RUN)
def test_a_module_that_a_document_runs_is_there(command: str) -> None:
    found = re.fullmatch(r"([A-Z_]+=\S+ )*\.venv/bin/python -m ([\w.]+)( .*)?", command)
    assert found, "write .venv/bin/python -m …, so that it works as it stands"
    assert importlib.util.find_spec(found[2]), f"{command}: no module {found[2]}"


@pytest.mark.parametrize("command", ["make demonstration", "make demo QUESTION=why", "ASKED=why make demo"])
def test_a_target_or_a_variable_that_is_not_there_is_seen(command: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(command)):
        recipe(command)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_code_is_fenced_and_says_what_it_is(document: Path) -> None:
    assert not indented(document), "fence it: three backticks, and `sh` for commands"
    languages = {fence.language for fence in fences(document)}
    assert "" not in languages, "say after the three backticks what it is"
    assert not languages & {"bash", "shell", "console", "zsh"}, "commands are `sh`, so that they are looked at here"


@pytest.mark.parametrize(("document", "fence"), SHELL, ids=name)
def test_a_block_of_commands_says_whether_it_needs_a_cloud(document: Path, fence: Fence) -> None:
    assert fence.about in ("", "cloud")
    for command in commands(fence):
        assert bool(IN_THE_CLOUD.search(command)) == (fence.about == "cloud"), command


@pytest.mark.parametrize(("document", "fence", "command"), LINES, ids=name)
def test_a_command_is_of_a_program_that_is_known(document: Path, fence: Fence, command: str) -> None:
    words = [word for word in shlex.split(command) if not re.match(r"[A-Z_]+=", word)]
    assert words[0] in PROGRAMS
    for word in words[1:]:
        if words[0].startswith(".venv") and re.match(r"(tests|functions)/", word) and "list_vocabulary" not in word:
            assert (REPOSITORY / word).exists(), word


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_the_api_answers_the_requests_of_a_document(document: Path, call: Callable[..., Response]) -> None:  # noqa: F811
    created = ""
    for command in [command for at, _, command in LINES if at == document and command.startswith("curl")]:
        method, path, options = request_of(command)
        answer = call(method, path.replace("{request_id}", created), **options)
        assert answer.status_code < 400, f"{command}\n{answer.get_data(as_text=True)}"
        if answer.is_json and method == "POST":
            created = answer.get_json().get("request_id", created)


def request_of(command: str) -> tuple[str, str, dict[str, object]]:
    """Return the method, the path, and headers and body of a call of curl to the local API."""
    words = iter(shlex.split(command)[1:])
    method, path, headers, body = "GET", "", {}, None
    for word in words:
        match word:
            case "-X":
                method = next(words)
            case "-H":
                key, _, value = next(words).partition(": ")
                headers[key] = value
            case "-d":
                body = next(words)
            case _:
                assert word.startswith("http://127.0.0.1:8080/"), f"{command}: {word} is not understood here"
                path = word.removeprefix("http://127.0.0.1:8080")
    return method, path, {"headers": headers, "data": body}
