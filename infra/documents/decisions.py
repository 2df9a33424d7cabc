"""The index of the decision records, from their titles."""

import re
from pathlib import Path

from infra.documents.blocks import BadDocument

PARTS = ("## Context", "## Decision", "## Consequences")


def index(folder: Path) -> str:
    """Return one line a record, by number; raise `BadDocument` for one without its parts or out of sequence."""
    records = sorted(file for file in folder.glob("*.md") if file.name != "README.md")
    for number, file in enumerate(records, start=1):
        if not re.fullmatch(rf"{number:04d}-[a-z0-9-]+\.md", file.name):
            raise BadDocument(f"{file.name}: record {number} is named {number:04d}-a-few-words.md")
    return "\n".join(f"{number}. [{_title(file)}]({file.name})" for number, file in enumerate(records, start=1))


def _title(file: Path) -> str:
    lines = file.read_text("utf-8").splitlines()
    if not lines or not lines[0].startswith("# "):
        raise BadDocument(f"{file.name}: the first line is the title, `# …`")
    missing = [part for part in PARTS if part not in lines]
    if missing:
        raise BadDocument(f"{file.name} lacks {', '.join(missing)}")
    return lines[0].removeprefix("# ")
