"""A real Chromium before the real pages: whatever it complains about fails the test."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.chromium import find
from tests.browser.sample_lesson import SCENES, SOURCE, make_lesson
from tests.browser.scripted_api import Opener, ScriptedApi, application, bucket, served, standing

expect.set_options(timeout=15_000)  # pages look again after up to ten seconds
HOW = "there is no Chromium: make browser, or name one in CHROMIUM=/path/to/it"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return where Chromium is."""
    found = find()
    if not found and os.environ.get("CI"):
        pytest.fail(HOW)  # the gate installs it: there, nothing that a student sees goes untested
    if not found:
        pytest.skip(HOW)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--autoplay-policy=no-user-gesture-required"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lesson_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lesson")
    make_lesson(folder)
    return folder


@pytest.fixture
def api(lesson_folder: Path, monkeypatch: pytest.MonkeyPatch, clean_environment: None) -> Iterator[ScriptedApi]:
    api = ScriptedApi(lesson_folder)
    with served(bucket(api)) as media, served(application(api)) as origin:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", media)
        api.media, api.origin = media, origin
        yield api


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Opener]:
    """Give an opener of addresses, in a browser of somebody else each. Errors that a page writes fail the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opener(address: str, own: tuple[str, ...] = ("",), **options: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}, "locale": "en-US"} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(f"{error}\n{error.stack}"))
        page.on("console", lambda message: _note(message, complaints))
        page.on("request", lambda request: _note_foreign(request.url, own, complaints))
        page.goto(address)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def open_page(new_page: Opener, api: ScriptedApi) -> Opener:
    """Return an opener of paths: who else a page asks is an error, too."""
    return lambda path="/", **options: new_page(api.origin + path, (api.origin, api.media, "blob:"), **options)


@pytest.fixture
def finished(api: ScriptedApi) -> str:
    """Let a lesson be finished; return its id."""
    api.standings["req-done"] = finished_standing("req-done", api)
    return "req-done"


def finished_standing(request_id: str, api: ScriptedApi) -> dict[str, Any]:
    """Return where a finished request stands."""
    scenes = [
        {"index": index, "heading": heading, "state": "rendered", "picture": f"{api.media}/scene-{index}.jpg"}
        for index, (heading, _, _) in enumerate(SCENES)
    ]
    seconds = 3.0 * sum(len(said) for _, said, _ in SCENES)
    return standing(
        request_id,
        status="completed",
        progress_percentage=100,
        current_stage="Completed",
        title="Photosynthesis",
        subject="life science",
        cost_usd=0.0142,
        sources=[SOURCE.model_dump()],
        completed_at="2026-01-05T09:31:02+00:00",
        scenes=scenes,
        result={"duration_seconds": seconds, "files": api.files()},
    )


def _note(message: Any, complaints: list[str]) -> None:
    if message.type == "error" and "Failed to load resource" not in message.text:
        complaints.append(message.text)


def _note_foreign(url: str, own: tuple[str, ...], complaints: list[str]) -> None:
    if not url.startswith(own):
        complaints.append(f"the page asked somebody else: {url}")
