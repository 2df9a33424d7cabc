from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.scripted_api import Opener, ScriptedApi, standing
from tests.browser.waiting import until

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
    "forced colours": {"forced_colors": "active", "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
}
VIEWS = {
    "form": ("/", ".topic"),
    "making": ("/#req-making", ".tile"),
    "lesson": ("/#req-done", ".player"),
    "failure": ("/#req-failed", ".sorry"),
    "teacher": ("/teacher", "#request-rows tr, #resource-rows tr"),
}


@pytest.fixture(autouse=True)
def every_state(api: ScriptedApi, finished: str) -> None:
    scenes = [{"index": 0, "heading": "Key idea", "state": "narrated"}]
    error = {"code": "stage_failed", "message": "A stage failed.", "stage": "render_scene"}
    api.standings["req-making"] = standing("req-making", status="generating", scenes=scenes)
    api.standings["req-failed"] = standing("req-failed", status="failed", error=error)
    api.resources = [
        {"resource_id": "a", "title": "Cells", "licence": "CC BY 4.0", "object": "cells.md", "status": "indexed"}
    ]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(open_page: Opener, view: str, look: str) -> None:
    path, there = VIEWS[view]
    page = open_page(path, reduced_motion="reduce", **LOOKS[look])
    expect(page.locator(there).first).to_be_visible()
    found = Axe().run(page, options=RULES)
    assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_wider_than_a_phone(open_page: Opener, view: str) -> None:
    path, there = VIEWS[view]
    page = open_page(path, viewport={"width": 320, "height": 640})
    expect(page.locator(there).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_no_word_of_a_table_is_broken_on_a_phone(open_page: Opener) -> None:
    page = open_page("/teacher", viewport={"width": 360, "height": 740})
    expect(page.locator("#request-rows .pill")).to_have_count(3)
    for pill in page.locator("#request-rows .pill").all() + page.locator("#resource-rows .pill").all():
        box = pill.bounding_box()
        assert box
        assert box["height"] < 40, pill.text_content()


def test_a_question_is_asked_watched_and_answered_by_keyboard_alone(
    open_page: Opener, api: ScriptedApi, finished: str
) -> None:
    page = open_page()
    expect(page.locator(".topic").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type("What is gravity?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="What is gravity?")).to_be_focused()
    api.standings["req-1"] = api.standings[finished] | {"request_id": "req-1"}
    expect(page.get_by_role("heading", level=1, name="Photosynthesis")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == "Play":
            break
    page.keyboard.press("Space")
    until(page, "document.querySelector('video').currentTime > 0.2")
    summary = page.get_by_text("Show the answer")
    for _ in range(40):
        page.keyboard.press("Tab")
        if summary.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_text("From air, water and light.")


def test_the_focus_goes_to_the_heading_of_each_view(open_page: Opener, api: ScriptedApi, finished: str) -> None:
    page = open_page("/#req-making")
    expect(page.locator(".tile")).to_be_visible()
    for path, heading in ((finished, "Photosynthesis"), ("req-failed", "Something broke"), ("", "What would you like")):
        page.evaluate(f"location.hash = '{path}'")
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Something broke")).to_be_focused()
    page.evaluate("location.hash = 'req-making'")
    expect(page.get_by_role("heading", level=1, name="How does photosynthesis work?")).to_be_focused()
    stop = page.get_by_role("button", name="Stop this lesson")
    stop.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="You stopped this lesson")).to_be_focused()


def test_who_wants_no_motion_gets_none(open_page: Opener) -> None:
    page = open_page("/#req-making", reduced_motion="reduce")
    expect(page.locator(".tile")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0
