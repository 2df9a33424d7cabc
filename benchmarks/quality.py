"""How large a three-minute lesson is, and how near its pictures are to what was drawn: structural similarity (SSIM)."""

import tempfile
from pathlib import Path
from typing import Any

import av
import numpy as np
from rich.console import Console

from benchmarks import limit, material, report
from benchmarks.lesson import render_with_sound
from functions.render_scene.theme import HEIGHT, WIDTH

MOST_MEGABYTES, LEAST_SIMILARITY = 12.0, 0.98
EVERY = 5  # pictures are compared
_BLOCK = 8  # pixels: the windows of SSIM, side by side
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def measure(console: Console) -> dict[str, Any]:
    """Compare pictures of every scene, brightness only, where the eye is sharpest."""
    given = material.make()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        facts = render_with_sound(given, folder)
        similar = [
            similarity(shown, drawn)
            for index, scene in enumerate(given.scenes)
            for shown, drawn in _pairs(folder / f"{index}.mp4", limit.draw(scene).pictures)
        ]
    megabytes = facts.bytes / 1e6
    figures = {
        "megabytes": round(megabytes, 2),
        "pictures_compared": len(similar),
        "ssim_mean": round(float(np.mean(similar)), 5),
        "ssim_lowest": round(min(similar), 5),
    }
    is_small, is_alike = megabytes < MOST_MEGABYTES, min(similar) >= LEAST_SIMILARITY
    alike = f"SSIM of {len(similar)} pictures to the drawn ones"
    shown = f"{figures['ssim_mean']:.4f}, lowest {figures['ssim_lowest']:.4f}"
    rows = [
        ("size", f"{megabytes:.1f} MB", f"under {MOST_MEGABYTES:.0f} MB", report.verdict(is_small)),
        (alike, shown, f"at least {LEAST_SIMILARITY}", report.verdict(is_alike)),
    ]
    console.print(report.table(("Quality", "Measured", "Aim", ""), rows))
    return figures


def similarity(one: Any, other: Any) -> float:
    """Return the mean SSIM of two arrays of shape (1080, 1920), brightness from 0 to 255."""
    a, b = _windows(one), _windows(other)
    mean_a, mean_b = a.mean(1), b.mean(1)
    covariance = ((a - mean_a[:, None]) * (b - mean_b[:, None])).mean(1)
    alike = (2 * mean_a * mean_b + _C1) * (2 * covariance + _C2)
    return float((alike / ((mean_a**2 + mean_b**2 + _C1) * (a.var(1) + b.var(1) + _C2))).mean())


def _windows(plane: Any) -> Any:
    blocks = plane.astype(np.float32).reshape(HEIGHT // _BLOCK, _BLOCK, WIDTH // _BLOCK, _BLOCK)
    return blocks.swapaxes(1, 2).reshape(-1, _BLOCK * _BLOCK)


def _pairs(video: Path, drawn: Any) -> Any:
    with av.open(str(video)) as file:
        for number, frame in enumerate(file.decode(video=0)):
            if number % EVERY == 0:
                yield frame.to_ndarray()[:HEIGHT], drawn[number][:HEIGHT]
