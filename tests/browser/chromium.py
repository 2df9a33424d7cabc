"""The browser that the pages are tested in: `python -m tests.browser.chromium` says where it is, and fails without."""

from __future__ import annotations  # asked before anything is installed, of whatever Python 3 is there

import os
import shutil
import sys

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find() -> str | None:
    """Return the program that CHROMIUM names, or else the first that is there."""
    return next(filter(None, map(shutil.which, [os.environ.get("CHROMIUM", ""), *PROGRAMS])), None)


if __name__ == "__main__":
    found = find()
    print(found or "There is no Chromium")
    sys.exit(not found)
