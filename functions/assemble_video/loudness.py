"""Bring a lesson to the loudness of the web's videos: -16 LUFS, true peak below -1 dB (EBU R 128, ITU-R BS.1770).

The track is stereo with the voice in both channels: a mono file that measures -16 LUFS plays 3 dB louder than that on
two loudspeakers, and needs 3 dB more gain, so that its peaks would have to be cut harder. AAC codes two equal channels
at hardly more than the cost of one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log10

from av.audio.frame import AudioFrame

from .errors import BadScene
from .graph import filtered, frames_of

SOUND_RATE = 48_000  # hertz
TARGET = -16.0  # LUFS
PEAK = -2.0  # dB: half a decibel below the aim of -1.5, because AAC does not keep peaks exactly
_INAUDIBLE = -60.0  # LUFS
_CORRECTIONS, _NEAR_ENOUGH = 3, 0.2  # times, decibels
_STEREO = ("aformat", f"sample_fmts=fltp:channel_layouts=stereo:sample_rates={SOUND_RATE}")
_MONO_METER = ("ebur128", "metadata=1:framelog=quiet:dualmono=true")  # as if it were in both channels, at half the cost
_PEAK_METER = ("ebur128", "metadata=1:framelog=quiet:peak=true")  # several times slower
_BOTH_CHANNELS = ("pan", "stereo|c0=c0|c1=c0")  # left to itself, the format's conversion would take 3 dB away
_AAC_FRAME = ("asetnsamples", "n=1024:p=0")


@dataclass(frozen=True)
class Loudness:
    """Hold the integrated loudness in LUFS and the true peak in dB."""

    integrated: float
    true_peak: float


def measure(frames: Iterable[AudioFrame]) -> Loudness:
    """Measure some sound, as it is in stereo."""
    read = _last_reading(filtered(frames, [_STEREO, _PEAK_METER]))
    peak = max(float(read["lavfi.r128.true_peak"]), 1e-6)  # of full scale
    return Loudness(float(read["lavfi.r128.I"]), 20 * log10(peak))


def level(pcm: bytes) -> Iterator[AudioFrame]:
    """Give a track in frames for AAC at `TARGET`; raise `BadScene` where there is nothing to hear.

    `pcm` is mono, 16-bit, at `SAMPLE_RATE`. The limiter takes a little of the loudness away: the track is measured
    again behind it and the gain corrected, more than once where many peaks were cut.
    """
    found = _integrated(pcm, [])
    if found < _INAUDIBLE:
        raise BadScene("the recordings are silent")
    gain = TARGET - found
    for _ in range(_CORRECTIONS):
        found = _integrated(pcm, _amplified(gain))
        gain += TARGET - found
        if abs(TARGET - found) < _NEAR_ENOUGH:
            break
    return filtered(frames_of(pcm), [*_amplified(gain), _BOTH_CHANNELS, _STEREO, _AAC_FRAME])


def _integrated(pcm: bytes, filters: Sequence[tuple[str, str]]) -> float:
    return float(_last_reading(filtered(frames_of(pcm), [*filters, _MONO_METER]))["lavfi.r128.I"])


def _last_reading(frames: Iterable[AudioFrame]) -> dict[str, str]:
    """Return what the meter wrote on the last of its frames."""
    last: dict[str, str] = {}
    for frame in frames:
        last = frame.metadata or last
    if not last:
        raise BadScene("the sound is too short to be measured")
    return last


def _amplified(gain: float) -> list[tuple[str, str]]:
    """Return the filters for a gain in dB: peaks are limited at four times the rate that the voice needs."""
    return [
        ("aresample", f"{2 * SOUND_RATE}"),
        ("aformat", "sample_fmts=dbl"),
        ("volume", f"{gain:.3f}dB:precision=double"),
        ("alimiter", f"limit={10 ** (PEAK / 20):.6f}:attack=5:release=80:level=0:latency=1"),
        ("aresample", f"{SOUND_RATE}"),
    ]
