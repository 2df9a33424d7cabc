"""Write the generated blocks of the documents: `python -m infra.documents`, or only look with `--check`."""

import argparse
import sys
from pathlib import Path

from infra.documents import chain, decisions
from infra.documents.blocks import BadDocument, with_block
from shared import topology

REPOSITORY = Path(__file__).parent.parent.parent


def main() -> int:
    """Write what is out of date and name it; with `--check` name it only, and end with 1 where there is any."""
    parser = argparse.ArgumentParser(prog="python -m infra.documents", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    is_check = parser.parse_args().check
    try:
        generated = written(REPOSITORY)
    except BadDocument as bad:
        print(bad)
        return 1
    stale = {name: text for name, text in generated.items() if (REPOSITORY / name).read_text("utf-8") != text}
    for name, text in stale.items():
        if is_check:
            print(f"{name} is out of date: make docs")
        else:
            (REPOSITORY / name).write_text(text, "utf-8")
            print(f"{name} written")
    return 1 if is_check and stale else 0


def written(repository: Path) -> dict[str, str]:
    """Return each document that has generated blocks, as it should be, by its path; raise `BadDocument`."""
    declared = topology.load()
    blocks = {
        "README.md": {"diagram": chain.diagram(declared)},
        "docs/architecture.md": {"functions": chain.table(declared)},
        "docs/decisions/README.md": {"decisions": decisions.index(repository / "docs" / "decisions")},
    }
    texts = {name: (repository / name).read_text("utf-8") for name in blocks}
    for name, generated in blocks.items():
        for block, content in generated.items():
            texts[name] = with_block(texts[name], block, content, name)
    return texts


if __name__ == "__main__":
    sys.exit(main())
