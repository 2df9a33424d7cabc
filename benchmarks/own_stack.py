"""A local stack of a benchmark's own, with the library indexed, that leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.local.seed import seed
from infra.local.stack import PROJECT, Stack, Variations, in_environment
from shared import cloud as cloud_module
from shared.cloud import Cloud, connect


@contextmanager
def own_stack() -> Iterator[tuple[Stack, Cloud]]:
    """Start all functions and index the library; give the stack and adapters that are connected to it.

    Nothing is reused: what is measured is made.
    """
    fresh = Variations(environment={"REUSE": "off"})
    with (
        TemporaryDirectory(prefix="benchmark-") as name,
        Stack(folder=Path(name), page_port=None, variations=fresh) as stack,
        connected_to(stack) as cloud,
    ):
        seed(PROJECT, stack.environment["GCS_OER_CONTENT_BUCKET"])
        yield stack, cloud


@contextmanager
def connected_to(stack: Stack) -> Iterator[Cloud]:
    """Give adapters that are connected to a stack, and to none that was up before it."""
    with in_environment(stack.environment):
        cloud_module._process.cache_clear()
        yield connect("submit_request")
    cloud_module._process.cache_clear()
