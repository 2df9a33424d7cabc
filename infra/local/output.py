"""What commands print to."""

import sys
from contextlib import suppress

from rich.console import Console

PIPE_WIDTH = 160
"""A file or a pipe has no width: lines are left whole."""


class Output(Console):
    """Print to a terminal, a file or a pipe; where nobody reads on, as behind `| head`, the work is done in silence."""

    def __init__(self) -> None:
        super().__init__(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)

    def on_broken_pipe(self) -> None:
        """Print nothing more."""
        with suppress(SystemExit):
            super().on_broken_pipe()
