"""Prompts: data is set apart from instructions, so that no question and no document can pose as either."""

import json
from typing import Any


def block(name: str, content: Any) -> str:
    """Return JSON between tags; `<` is escaped inside, so that nothing in the data can close the block."""
    data = json.dumps(content, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return f"<{name}>\n{data}\n</{name}>\n"
