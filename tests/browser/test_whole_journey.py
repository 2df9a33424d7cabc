"""One question through everything: the page, the API, all functions, the bucket, the player."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.stack import Stack
from tests.browser.waiting import until

pytestmark = pytest.mark.e2e

PATIENCE_MILLISECONDS = 200_000
RESOURCE = """---
title: Stalactites
subject: earth science
grade_band: 6-8
language: en
licence: CC BY 4.0
author: A teacher
keywords: [stalactites, caves]
---

# Stalactites

## Key idea
- **Water builds stone.** Water drips from the roof of a cave, and each drop leaves a little stone behind.
"""


@pytest.fixture
def page(browser: Browser, stack: Stack) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert not complaints


def test_a_question_becomes_a_lesson_that_plays(page: Page, stack: Stack) -> None:
    page.goto(stack.page)
    page.get_by_label("Length").select_option("1")
    page.get_by_label("Search topics").fill("photosynthesis")
    page.locator(".topic", has_text="Photosynthesis").first.click()
    page.get_by_role("button", name="Make my lesson").click()
    expect(page.locator(".tile").first).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    page.reload()
    expect(page.locator(".tile img, .player").first).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    expect(page.get_by_role("group", name="Player")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    page.get_by_role("button", name="Play the lesson").click()
    until(page, "document.querySelector('video').textTracks[0].activeCues?.length > 0")
    page.locator(".sentence").last.click()
    until(page, "document.querySelector('video').currentTime > 30")
    until(page, "document.querySelector('video').readyState >= 3")
    expect(page.locator(".sources li")).not_to_have_count(0)
    page.get_by_role("link", name="Ask another question").click()
    expect(page.locator(".lesson-card").first).to_contain_text("Photosynthesis")


def test_a_resource_that_a_teacher_adds_is_read(page: Page, stack: Stack, tmp_path: Path) -> None:
    file = tmp_path / "stalactites.md"
    file.write_text(RESOURCE, "utf-8")
    page.goto(f"{stack.page}/teacher")
    page.get_by_label("Markdown, plain text").set_input_files(file)
    page.get_by_role("button", name="Add to the library").click()
    row = page.locator("#resource-rows tr", has_text="Stalactites").first
    expect(row).to_contain_text("In use", timeout=60_000)
    row.get_by_role("button", name="Passages").click()
    expect(page.locator(".passages")).to_contain_text("each drop leaves a little stone behind")
