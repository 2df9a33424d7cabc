"""Percentiles, as all tables give them."""

import statistics
from collections.abc import Sequence


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the longest, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    found = {"p50": statistics.median(seconds), "p95": cuts[18], "most": max(seconds)}
    return {name: round(value * 1000, 1) for name, value in found.items()}
