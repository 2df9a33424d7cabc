"""Results that were paid for: kept at once, found by whoever does the work again, and counted once.

A result's object says what it cost and under which fence it was paid for. An attempt that dies after keeping it never
reports that; the one that finds the object does, unless the stage document says that it is counted.
"""

from collections.abc import Mapping
from typing import NamedTuple

from shared import schema, tracing
from shared.bucket import Bucket
from shared.cost import Usage
from shared.meter import Meter

USAGE, FENCE = "usage", "fence"


class StoredResult(NamedTuple):
    """Hold a result and the metadata that it was kept with."""

    data: bytes
    metadata: dict[str, str]


class Results:
    """Keep and find results of one piece of work."""

    def __init__(self, bucket: Bucket, meter: Meter, fence: int = 0, counted: frozenset[str] = frozenset()) -> None:
        """Use a bucket; `fence` is the claimant's, `counted` names the results whose cost is recorded already."""
        self._bucket = bucket
        self._meter = meter
        self._fence = str(fence)
        self._counted = set(counted)

    @property
    def counted(self) -> frozenset[str]:
        """Return the names of results whose cost is recorded, or is on this attempt's meter."""
        return frozenset(self._counted)

    def describe(self, path: str) -> dict[str, str] | None:
        """Return the metadata of a result that an earlier attempt kept, or None."""
        found = self._bucket.metadata(path)
        if found is not None and (name := _name(path, found[FENCE])) not in self._counted:
            self._counted.add(name)
            self._meter.count(Usage.model_validate_json(found[USAGE]))
        return found

    def find(self, path: str) -> StoredResult | None:
        """Return a result that an earlier attempt kept, or None."""
        metadata = self.describe(path)
        return None if metadata is None else StoredResult(self._bucket.read(path), metadata)

    def keep(
        self, path: str, data: bytes, content_type: str, usage: Usage, metadata: Mapping[str, str] | None = None
    ) -> StoredResult:
        """Keep a result that is on the meter, and return it; where another attempt was first, return what that kept.

        An attempt that lost its lease may have been that other: what comes next must rest on what is stored.
        """
        described = (
            schema.attributes()
            | tracing.carrier()
            | dict(metadata or {})
            | {USAGE: usage.model_dump_json(exclude_defaults=True), FENCE: self._fence}
        )
        # Before the upload: it may succeed and its answer be lost.
        self._counted.add(_name(path, self._fence))
        if self._bucket.create(path, data, content_type, described):
            return StoredResult(data, described)
        found = self.find(path)
        if found is None:
            raise RuntimeError(f"{self._bucket.uri(path)} is there and is not")
        return found


def _name(path: str, fence: str) -> str:
    return f"{path} {fence}"
