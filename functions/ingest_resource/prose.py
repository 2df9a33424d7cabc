"""Text without markup: lines that were broken to fit a page, headings and lists that only look like it."""

import re

_BULLET = re.compile(r"^\s*(?:[-*•‣▪●◦\u2013·]|\((?:\d{1,2}|[a-z])\)|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.:)]?\s+\S")
_NAMED = re.compile(r"^(?:chapter|part|unit|lesson|section|appendix)\b", re.I)
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")
LONGEST_HEADING = 90


def unwrapped(lines: list[str]) -> str:
    """Return lines as one, words that were broken at their ends put together."""
    text = ""
    for line in filter(None, (line.strip() for line in lines)):
        if text and _BROKEN_WORD.search(text) and line[0].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text.replace("\u00ad", "")


def as_list(lines: list[str]) -> str | None:
    """Return lines as a Markdown list, where each item begins with a mark, or None where they are none."""
    if not lines or not _BULLET.match(lines[0]):
        return None
    items: list[list[str]] = []
    for line in lines:
        if _BULLET.match(line):
            items.append([_BULLET.sub("", line)])
        else:
            items[-1].append(line)
    is_numbered = lines[0].strip()[0].isdigit()
    return "\n".join(
        f"{f'{position}.' if is_numbered else '-'} {unwrapped(item)}" for position, item in enumerate(items, start=1)
    )


def heading_level(line: str) -> int | None:
    """Return how high a line stands that looks like a heading, 1 being the highest, or None where it does not."""
    line = line.strip()
    if not 2 < len(line) <= LONGEST_HEADING or line[-1] in ".!,;:…" or not re.search(r"[^\W\d_]{2}", line):
        return None
    if numbered := _NUMBERED.match(line):
        return min(6, 1 + numbered[1].count("."))
    if not line[0].isupper():
        return None
    return 1 if _NAMED.match(line) or line.isupper() else 2
