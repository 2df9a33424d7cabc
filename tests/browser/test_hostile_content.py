"""What somebody wrote is shown as it was written, and runs nowhere."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.scripted_api import Opener, ScriptedApi, standing

ATTACK = '<img src=x onerror="window.stolen=1"><script>window.stolen=1</script>'
ADDRESS = "javascript:window.stolen=1"


@pytest.fixture
def hostile_lesson(api: ScriptedApi, finished: str, tmp_path: Path) -> str:
    """Let every text of a lesson be an attack."""
    shutil.copytree(api.lesson, tmp_path / "lesson")
    api.lesson = tmp_path / "lesson"
    lesson = json.loads((api.lesson / "lesson.json").read_text("utf-8"))
    script = lesson["script"]
    lesson["title"] = script["subject"] = script["check_yourself"]["question"] = ATTACK
    script["check_yourself"]["answer"] = script["recap"][0] = ATTACK
    script["vocabulary"][0] = {"term": ATTACK, "definition": ATTACK}
    for chapter in lesson["chapters"]:
        chapter["heading"] = chapter["sentences"][0]["text"] = ATTACK
    (api.lesson / "lesson.json").write_text(json.dumps(lesson), "utf-8")
    shown = api.standings[finished]
    shown["title"] = shown["student_query"] = ATTACK
    shown["sources"][0] |= {"title": ATTACK, "author": ATTACK, "licence": ATTACK, "url": ADDRESS, "uri": ADDRESS}
    for scene in shown["scenes"]:
        scene["heading"] = ATTACK
    return finished


def harmless(page: Page) -> None:
    assert page.evaluate("window.stolen") is None
    assert page.locator("[onerror], script:not([src])").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0


def test_in_a_lesson(open_page: Opener, hostile_lesson: str) -> None:
    page = open_page(f"/#{hostile_lesson}")
    expect(page.locator("h1:visible")).to_have_text(ATTACK)
    expect(page.locator(".sources")).to_contain_text(ATTACK)
    expect(page.locator(".sentence").first).to_have_text(ATTACK)
    harmless(page)


def test_in_a_lesson_that_is_being_made(open_page: Opener, api: ScriptedApi) -> None:
    scenes = [{"index": 0, "heading": ATTACK, "state": "narrated"}]
    api.standings["req-1"] = standing("req-1", status="generating", student_query=ATTACK, scenes=scenes)
    page = open_page("/#req-1")
    expect(page.locator(".tile-heading")).to_have_text(ATTACK)
    harmless(page)


def test_in_an_error(open_page: Opener, api: ScriptedApi) -> None:
    error = {"code": ATTACK, "message": ATTACK, "stage": ATTACK}
    api.standings["req-1"] = standing("req-1", status="failed", student_query=ATTACK, error=error)
    page = open_page("/#req-1")
    expect(page.locator(".sorry .lead")).to_have_text(ATTACK)
    harmless(page)


def test_in_the_list_of_lessons(open_page: Opener, hostile_lesson: str) -> None:
    page = open_page()
    expect(page.locator(".lesson-card strong")).to_have_text(ATTACK)
    harmless(page)


def test_in_the_teachers_view(open_page: Opener, api: ScriptedApi, hostile_lesson: str) -> None:
    failed = {"resource_id": "a", "title": ATTACK, "licence": ATTACK, "object": ATTACK, "status": "failed"}
    api.resources = [
        failed | {"passage_count": 0, "reason": ATTACK},
        failed | {"resource_id": "b", "status": "indexed"},
    ]
    api.passages["b"] = [{"heading": ATTACK, "text": ATTACK}]
    page = open_page("/teacher")
    for opener in page.get_by_role("button", name="Details of").all():
        opener.click()
    page.get_by_role("button", name="Why").click()
    page.get_by_role("button", name="Passages").click()
    expect(page.locator(".passages p")).to_have_text(ATTACK)
    expect(page.locator("#resource-rows .wrong")).to_have_text(ATTACK)
    harmless(page)


def test_in_the_address(open_page: Opener) -> None:
    page = open_page("/#%3Cimg%20src=x%20onerror=window.stolen=1%3E")
    expect(page.get_by_role("heading", name="There is no lesson here")).to_be_visible()
    harmless(page)


def test_a_script_that_got_in_would_not_run(browser: Browser, api: ScriptedApi) -> None:
    page = browser.new_page()
    page.goto(api.origin)
    refused = page.evaluate(
        """() => new Promise(resolve => {
            document.addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective));
            const inline = document.createElement('script');
            inline.textContent = 'window.stolen=1';
            document.body.append(inline);
        })"""
    )
    assert refused == "script-src-elem"
    assert page.evaluate("window.stolen") is None
    page.context.close()
