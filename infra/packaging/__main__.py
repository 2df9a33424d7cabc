"""Build the zip of every function: `python -m infra.packaging --output dist`."""

import argparse
import hashlib
import tempfile
from pathlib import Path

from infra.packaging.bundle import build, zipped
from shared import topology


def main() -> None:
    """Build all bundles and print their sizes and hashes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("dist"))
    output: Path = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    for function in topology.load().functions:
        file = output / f"{function}.zip"
        with tempfile.TemporaryDirectory() as folder:
            build(function, Path(folder) / function)
            zipped(Path(folder) / function, file)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        print(f"{function:20} {file.stat().st_size / 1024:8.1f} KiB  sha256 {digest[:16]}")


if __name__ == "__main__":
    main()
