import subprocess
import sys
from pathlib import Path

import pytest

from infra.packaging.bundle import build, zipped
from infra.packaging.lock import BadBundle
from shared import topology


@pytest.mark.parametrize("function", sorted(topology.load().functions))
def test_a_bundle_is_flat_and_holds_what_the_function_needs(function: str, tmp_path: Path) -> None:
    build(function, tmp_path / "bundle")
    names = {path.name for path in (tmp_path / "bundle").iterdir()}
    assert {"main.py", "shared", "pipeline.yaml", "prices.yaml", "requirements.txt", "constraints.txt"} <= names
    assert not names & {"functions", "infra", "tests", "pyproject.toml", "__init__.py", "requirements.in"}
    assert not list((tmp_path / "bundle").rglob("__pycache__"))


@pytest.mark.parametrize("function", sorted(topology.load().functions))
def test_a_bundle_loads_without_the_repository(function: str, tmp_path: Path) -> None:
    build(function, tmp_path / "bundle")
    code = (
        "import functions_framework, sys\n"
        f"app = functions_framework.create_app({function!r}, 'main.py')\n"
        "assert 'infra' not in sys.modules and 'functions' not in sys.modules\n"
        "loaded = [name for name in sys.modules if name.startswith(('google.cloud.', 'moviepy.editor'))]\n"
        "clients = [name for name in loaded if not name.startswith('google.cloud.functions')]\n"
        "assert not clients, f'imported before it is needed: {clients}'\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path / "bundle", env={"PATH": ""}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_building_again_replaces_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "old.py").touch()
    build("extract_topic", tmp_path / "bundle")
    assert not (tmp_path / "bundle" / "old.py").exists()


def test_the_same_files_give_the_same_zip(tmp_path: Path) -> None:
    for name in ("one", "other"):
        build("extract_topic", tmp_path / name)
        zipped(tmp_path / name, tmp_path / f"{name}.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_a_function_without_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadBundle, match="extract_topic"):
        build("extract_topic", tmp_path / "bundle", repository=tmp_path)


def test_a_pin_that_a_function_does_not_need_changes_nothing_about_its_bundle(tmp_path: Path) -> None:
    build("extract_topic", tmp_path / "bundle")
    pins = (tmp_path / "bundle" / "constraints.txt").read_text("utf-8")
    assert "\ngrpcio==" in pins
    assert not [name for name in ("av", "piper-tts", "skia-python", "wordllama") if f"\n{name}==" in f"\n{pins}"]
