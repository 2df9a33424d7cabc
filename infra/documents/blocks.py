"""A generated block of a document stands between two comments that a reader of the page does not see.

<!-- name: written by make docs -->
…
<!-- /name -->
"""


class BadDocument(Exception):
    """Say what a document lacks for its blocks to be written."""


def with_block(text: str, name: str, content: str, document: str) -> str:
    """Return a document with the content of a block replaced; raise `BadDocument` where it does not have it once."""
    start, end = f"<!-- {name}: written by make docs -->\n", f"<!-- /{name} -->"
    if text.count(start) != 1 or text.count(end) != 1 or text.index(end) < text.index(start):
        raise BadDocument(f"{document}: the block {name} must stand once, between {start.strip()} and {end}")
    before, _, rest = text.partition(start)
    return f"{before}{start}\n{content.strip()}\n\n{end}{rest.partition(end)[2]}"
