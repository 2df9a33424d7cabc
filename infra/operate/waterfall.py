"""A trace as an SVG picture: a row for each piece of work, under a scale of seconds."""

from collections.abc import Iterator, Sequence
from html import escape

from infra.operate.spans import Span

WIDTH, NAMES, ROW, TOP, EDGE = 1200, 330, 26, 56, 16  # pixels
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300)
MOST_LINES = 12


def drawing(spans: Sequence[Span], title: str) -> str:
    """Return the picture of spans that are in order of their start."""
    start, end = spans[0].start, max(span.end for span in spans)
    height = TOP + ROW * len(spans) + EDGE
    scale = (WIDTH - NAMES - 90) / (end - start)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"',
        ' font-family="sans-serif" font-size="14">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{EDGE}" y="26" font-weight="bold">{escape(title)}: {end - start:.2f} s</text>',
        *_scale(end - start, scale, height),
        *(line for row, span in enumerate(spans) for line in _row(row, span, start, scale)),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _scale(seconds: float, scale: float, height: int) -> Iterator[str]:
    step = next((step for step in STEPS if seconds / step <= MOST_LINES), STEPS[-1])
    for count in range(int(seconds / step) + 1):
        x = NAMES + count * step * scale
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{height - EDGE}" stroke="#ddd"/>'
        place = f'x="{x:.1f}" y="{TOP - 14}" text-anchor="middle"'
        yield f'<text {place} fill="#555" font-size="12">{count * step:g} s</text>'


def _row(row: int, span: Span, start: float, scale: float) -> Iterator[str]:
    y = TOP + row * ROW
    x, width = NAMES + (span.start - start) * scale, max(2.0, span.seconds * scale)
    color = "#b3261e" if span.error else "#1c5cab"
    yield f'<text x="{EDGE}" y="{y + 17}">{escape(span.title)}</text>'
    yield f'<rect x="{x:.1f}" y="{y + 4}" width="{width:.1f}" height="{ROW - 8}" rx="3" fill="{color}"/>'
    yield f'<text x="{x + width + 6:.1f}" y="{y + 17}" fill="#333" font-size="12">{span.seconds:.2f} s</text>'
