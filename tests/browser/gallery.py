"""Takes the pictures of docs/gallery/page.md: `python -m tests.browser.gallery`."""

import os
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from shared.progress import FOLLOWING
from tests.browser.chromium import find
from tests.browser.conftest import finished_standing
from tests.browser.sample_lesson import make_lesson
from tests.browser.scripted_api import ScriptedApi, application, bucket, problem, served, standing
from tests.browser.waiting import until

FOLDER = Path(__file__).parent.parent.parent / "docs" / "gallery"
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
TALL = {"viewport": {"width": 1280, "height": 1180}}
DARK = {"color_scheme": "dark"}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True}
STARTED = datetime.fromisoformat("2026-01-05T09:30:00+00:00")
SPANS = {  # seconds
    "extract_topic": (0.4, 1.1),
    "retrieve_content": (1.2, 2.4),
    "write_script": (2.5, 14.0),
    "narrate_scenes": (14.2, 22.0),
    "render_scene": (17.0, 54.0),
    "assemble_video": (54.1, 62.0),
}


def main() -> None:
    """Take each picture of a page in one state."""
    with tempfile.TemporaryDirectory() as folder:
        make_lesson(Path(folder))
        api = ScriptedApi(Path(folder))
        with served(bucket(api)) as media, served(application(api)) as origin, sync_playwright() as playwright:
            os.environ["STORAGE_EMULATOR_HOST"] = api.media = media
            _fill(api)
            browser = playwright.chromium.launch(executable_path=find())
            for name, (path, there, options, use) in PICTURES.items():
                context = browser.new_context(locale="en-US", timezone_id="UTC", **options)
                page = context.new_page()
                page.goto(origin + path)
                page.locator(there).first.wait_for()
                page.wait_for_load_state("networkidle")
                use(page)
                page.wait_for_timeout(600)  # pictures fade in
                page.screenshot(path=FOLDER / f"page-{name}.jpg", type="jpeg", quality=82)
                context.close()
            browser.close()


def _fill(api: ScriptedApi) -> None:
    states = ("rendered", "rendered", "narrated", "waiting")
    headings = ("Photosynthesis", "How it works", "Check yourself", "Remember")
    scenes = [
        {"index": index, "heading": heading, "state": state}
        | ({"picture": f"{api.media}/scene-{index}.jpg"} if state == "rendered" else {})
        for index, (heading, state) in enumerate(zip(headings, states, strict=True))
    ]
    message = "The library has nothing about castles. The nearest topics that we have are: volcanoes, rocks and soil."
    error = {"code": "no_source_material", "message": message, "stage": "retrieve_content"}
    making = {"status": "generating", "progress_percentage": 67, "current_stage": "Rendering scenes (2 of 4)"}
    asked = "How were medieval castles built?"
    api.standings["failed"] = standing("failed", status="failed", error=error, student_query=asked)
    waiting = {"status": "generating", "progress_percentage": 14, "current_stage": FOLLOWING}
    api.standings["shared"] = standing("shared", **waiting)
    expired = problem(401, "expired_token", "Your sign-in has expired.")
    api.refusals["GET", "/v1/content-requests/signed-out"] = expired
    api.standings["making"] = standing("making", scenes=scenes, **making)
    api.standings["done"] = finished_standing("done", api)
    api.events["done"] = [
        {"at": (STARTED + timedelta(seconds=seconds)).isoformat(), "kind": kind, "stage": stage}
        for stage, span in SPANS.items()
        for kind, seconds in zip(("started", "finished"), span, strict=True)
    ]
    resource: dict[str, Any] = {"resource_id": "a", "title": "Photosynthesis", "licence": "CC BY 4.0"}
    api.resources = [
        resource | {"object": "life-science/photosynthesis.md", "status": "indexed", "passage_count": 14},
        {"resource_id": "b", "title": "", "licence": "", "object": "uploads/2f/castles.md", "status": "failed"}
        | {"passage_count": 0, "reason": "castles.md names no licence. Please name one, as in: licence: CC BY 4.0"},
    ]


def _nothing(page: Page) -> None:
    """Leave a page as it is."""


def _scroll_to(selector: str) -> Callable[[Page], None]:
    """Return what brings a part of a page to the top."""
    return lambda page: page.locator(selector).evaluate("element => element.scrollIntoView()")


def _play(page: Page) -> None:
    page.locator(".big-play").click()
    until(page, "document.querySelector('video').currentTime > 1")
    page.locator(".sentence").nth(3).click()
    until(page, "document.querySelector('video').currentTime > 11")


def _open_details(page: Page) -> None:
    page.get_by_role("button", name="Details of").first.click()
    page.locator(".stages").wait_for()
    page.get_by_role("button", name="Why").click()


PICTURES: dict[str, tuple[str, str, dict[str, Any], Callable[[Page], None]]] = {
    "form": ("/", ".topic", DESKTOP, _nothing),
    "form-phone": ("/", ".topic", PHONE, _nothing),
    "lists-dark": ("/", ".lesson-card", TALL | DARK, _scroll_to("#lessons")),
    "making": ("/#making", ".tile img", DESKTOP, _nothing),
    "making-phone": ("/#making", ".tile img", PHONE | DARK, _nothing),
    "shared": ("/#shared", ".step", DESKTOP, _nothing),
    "lesson": ("/#done", ".player", DESKTOP, _play),
    "lesson-dark": ("/#done", ".player", DESKTOP | DARK, _play),
    "lesson-forced-colours": ("/#done", ".player", DESKTOP | {"forced_colors": "active"}, _play),
    "lesson-phone": ("/#done", ".player", PHONE, _nothing),
    "lesson-below": ("/#done", ".player", DESKTOP, _scroll_to(".beside")),
    "failure": ("/#failed", ".sorry", DESKTOP, _nothing),
    "failure-phone": ("/#failed", ".sorry", PHONE, _nothing),
    "sign-in": ("/#signed-out", ".sorry", DESKTOP, _nothing),
    "teacher": ("/teacher", "#request-rows tr", TALL, _open_details),
    "teacher-phone": ("/teacher", "#request-rows tr", PHONE, _nothing),
}

if __name__ == "__main__":
    main()
