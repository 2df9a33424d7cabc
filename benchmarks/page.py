"""How fast the page is there, how much of it travels, and how soon it answers: measured in Chromium.

The function's own code serves the page; the tests' scripted API answers it.
"""

import os
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console

from benchmarks import report
from tests.browser.chromium import find
from tests.browser.conftest import finished_standing
from tests.browser.sample_lesson import make_lesson
from tests.browser.scripted_api import ScriptedApi, application, bucket, served

TIMES = 5
FIRST_PAINT_MILLISECONDS = 1_000
BYTES = 150_000
DELAY_MILLISECONDS = 100
"""What still feels as if it happened at once."""

PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
TRANSFERRED = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter(one => !one.name.includes('lesson.mp4') && new URL(one.name).origin === location.origin)
    .reduce((sum, one) => sum + one.transferSize, 0)"""
WATCH = """() => {
    window.delays = [];
    new PerformanceObserver(list => window.delays.push(...list.getEntries().map(one => one.duration)))
        .observe({type: 'event', durationThreshold: 16, buffered: true});
}"""


def measure(console: Console) -> dict[str, Any]:
    """Open each view some times in a fresh browser profile, use it, and compare with the limits."""
    with tempfile.TemporaryDirectory() as folder:
        make_lesson(Path(folder))
        api = ScriptedApi(Path(folder))
        with served(bucket(api)) as media, served(application(api)) as origin, sync_playwright() as playwright:
            os.environ["STORAGE_EMULATOR_HOST"] = api.media = media
            api.origin = origin
            api.standings["req-done"] = finished_standing("req-done", api)
            browser = playwright.chromium.launch(executable_path=find())
            found = {
                "form": _measure(browser, f"{origin}/", ".topic", _use_form),
                "lesson": _measure(browser, f"{origin}/#req-done", ".player", _use_lesson),
                "teachers": _measure(browser, f"{origin}/teacher", "#request-rows tr", lambda page: None),
            }
            browser.close()
    columns = ("View", "First paint", "Transferred", "Longest delay", "")
    console.print(report.table(columns, (_cells(name, view) for name, view in found.items())))
    return found


def _measure(browser: Browser, address: str, there: str, use: Any) -> dict[str, float]:
    paints, sizes, delays = [], [], [0.0]
    for _ in range(TIMES):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(there)
        page.wait_for_load_state("networkidle")
        paints.append(page.evaluate(PAINT))
        sizes.append(page.evaluate(TRANSFERRED))
        page.evaluate(WATCH)
        use(page)
        page.wait_for_timeout(300)  # events are told of a little later
        delays += page.evaluate("window.delays")
        context.close()
    return {
        "first_paint_ms": round(statistics.median(paints)),
        "transferred_bytes": max(sizes),
        "longest_delay_ms": max(delays),
    }


def _use_form(page: Page) -> None:
    page.get_by_label("Your question").press_sequentially("How do magnets work?")
    page.get_by_label("Search topics").press_sequentially("cell")
    page.locator(".chip").first.click()


def _use_lesson(page: Page) -> None:
    page.get_by_role("button", name="Play the lesson").click()
    page.locator(".sentence").nth(4).click()
    page.locator(".chapter").nth(2).click()
    page.get_by_role("button", name="Pause").click()


def _cells(name: str, found: dict[str, float]) -> tuple[str, ...]:
    paint, size, delay = found["first_paint_ms"], found["transferred_bytes"], found["longest_delay_ms"]
    is_good = paint < FIRST_PAINT_MILLISECONDS and size < BYTES and delay < DELAY_MILLISECONDS
    longest = f"{delay:.0f} ms" if delay else "< 16 ms"
    return name, f"{paint} ms", f"{size / 1000:.0f} kB", longest, report.verdict(is_good)
