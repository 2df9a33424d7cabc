"""The alternative: the same scene composed of MoviePy's own clips and written with its `write_videofile`."""

import os
from importlib.resources import files
from pathlib import Path

import numpy as np
from moviepy import AudioFileClip, ColorClip, CompositeVideoClip, ImageClip, TextClip
from moviepy.video.fx import CrossFadeIn

from benchmarks.material import GivenScene
from functions.render_scene.encode import ENCODER_OPTIONS, KEY_FRAME_SECONDS
from functions.render_scene.theme import HEIGHT, MARGIN, WIDTH, theme_of
from shared.models.look import Look
from shared.models.narration import FRAMES_PER_SECOND
from shared.models.visuals.words import KeyPointsVisual

_FADE_SECONDS = 0.4
_TOP, _CARD_HEIGHT, _GAP = 240, 150, 30  # pixels


def write(given: GivenScene, recording: Path, destination: Path) -> None:
    """Compose a scene of key points as one would with MoviePy alone, and write it with sound."""
    visual = given.scene.visual
    if not isinstance(visual, KeyPointsVisual):
        raise TypeError(f"a scene of key points is compared, not {visual.kind}")
    theme, seconds = theme_of(Look()), given.narration.seconds
    paper = ColorClip((WIDTH, HEIGHT), _rgb(theme.paper), duration=seconds)
    heading = _text(given.scene.heading, "Bold", 68, theme.ink).with_position((MARGIN + 44, 70))
    foot = _text(given.card.source_line, "Semibold", 28, theme.quiet).with_position((MARGIN, 1000))
    layers = [paper, *(clip.with_duration(seconds) for clip in (heading, foot))]
    for number, point in enumerate(visual.points):
        starts = given.narration.sentences[min(number, len(given.narration.sentences) - 1)].start
        top = _TOP + number * (_CARD_HEIGHT + _GAP)
        card = ImageClip(np.full((_CARD_HEIGHT, WIDTH - 2 * MARGIN, 3), _rgb(theme.card), np.uint8))
        words = _text(point.text, "Semibold", 48, theme.ink)
        for clip, place in ((card, (MARGIN, top)), (words, (MARGIN + 120, top + 40))):
            shown = clip.with_start(starts).with_duration(seconds - starts).with_position(place)
            layers.append(shown.with_effects([CrossFadeIn(_FADE_SECONDS)]))
    with AudioFileClip(str(recording)) as sound:
        CompositeVideoClip(layers, size=(WIDTH, HEIGHT)).with_audio(sound).write_videofile(
            str(destination),
            fps=FRAMES_PER_SECOND,
            codec="libx264",
            audio_codec="aac",
            preset=ENCODER_OPTIONS["preset"],
            threads=os.cpu_count(),
            ffmpeg_params=_encoder_parameters(),
            logger=None,
        )


def _encoder_parameters() -> list[str]:
    given = {name: ENCODER_OPTIONS[name] for name in ("tune", "crf")}
    flags = [argument for name, value in given.items() for argument in (f"-{name}", value)]
    limits = ENCODER_OPTIONS["x264-params"].replace("infinite", str(KEY_FRAME_SECONDS * FRAMES_PER_SECOND))
    return [*flags, "-profile:v", ENCODER_OPTIONS["profile"], "-x264-params", limits]


def _text(text: str, weight: str, size: int, color: int) -> TextClip:
    font = files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf"
    return TextClip(font=str(font), text=text, font_size=size, color=f"#{color:06x}", margin=(8, 12))


def _rgb(color: int) -> tuple[int, int, int]:
    return (color >> 16) & 255, (color >> 8) & 255, color & 255
