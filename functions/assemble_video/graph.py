"""Run sound through FFmpeg's filters, piece by piece, so that no whole track is held in their formats."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import av
from av.audio.frame import AudioFrame
from av.filter import Graph

from shared.models.narration import SAMPLE_BYTES, SAMPLE_RATE


def frames_of(pcm: bytes) -> Iterator[AudioFrame]:
    """Give mono 16-bit samples at `SAMPLE_RATE` in frames of a second."""
    for at in range(0, len(pcm), SAMPLE_RATE * SAMPLE_BYTES):
        piece = pcm[at : at + SAMPLE_RATE * SAMPLE_BYTES]
        frame = AudioFrame(format="s16", layout="mono", samples=len(piece) // SAMPLE_BYTES)
        frame.planes[0].update(piece)
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, at // SAMPLE_BYTES, Fraction(1, SAMPLE_RATE)
        yield frame


def filtered(frames: Iterable[AudioFrame], filters: Sequence[tuple[str, str]]) -> Iterator[AudioFrame]:
    """Give the frames that come out of a chain of filters: (name, arguments) each."""
    graph: Graph | None = None
    for frame in frames:
        graph = graph or _chain(frame, filters)
        graph.push(frame)
        yield from _ready(graph)
    if graph:
        graph.push(None)
        yield from _ready(graph)


def _chain(first: AudioFrame, filters: Sequence[tuple[str, str]]) -> Graph:
    graph = Graph()
    last = graph.add_abuffer(
        sample_rate=first.sample_rate,
        format=first.format.name,
        layout=first.layout.name,
        time_base=Fraction(1, first.sample_rate),
    )
    for name, arguments in [*filters, ("abuffersink", "")]:
        node = graph.add(name, arguments or None)
        last.link_to(node)
        last = node
    graph.configure()
    return graph


def _ready(graph: Graph) -> Iterator[AudioFrame]:
    """Give what the filters have finished; they say by an error that they want more or are at their end."""
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, AudioFrame):
            yield frame
