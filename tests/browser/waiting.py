"""Waiting for what a page does, without evaluating text in it: its policy forbids that, and stays on in the tests."""

import time

from playwright.sync_api import Page

LOOK_EVERY_MILLISECONDS = 30


def until(page: Page, expression: str, seconds: float = 15) -> None:
    """Wait until an expression is true in a page; fail with its text where it does not become so."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"never true: {expression}"
        page.wait_for_timeout(LOOK_EVERY_MILLISECONDS)
