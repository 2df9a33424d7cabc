from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
import skia

from functions.render_scene.clip import SceneClip
from functions.render_scene.core import card_for, render
from functions.render_scene.encode import encode
from functions.render_scene.picture import SceneCard
from functions.render_scene.thumbnail import MARK, draw_thumbnail
from shared.errors import OutOfTime
from shared.models.narration import Narration
from shared.models.visuals.diagram import DiagramVisual
from tests.unit.examples import findings, passage, script, source

from .conftest import ORDINARY, THEME, rgb, scene_of


def packets(path: Path) -> tuple[list[tuple[Fraction, bool]], Fraction]:
    """Return the time of each stored picture with whether it is a key frame, and the length of the file."""
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        found = [(p.pts * p.time_base, p.is_keyframe, p.duration * p.time_base) for p in file.demux(stream) if p.size]
    return [(time, is_key) for time, is_key, _ in found], found[-1][0] + found[-1][2]


def always() -> None:
    """Let an attempt go on."""


def test_an_attempt_whose_time_is_over_stops_before_its_next_picture(
    narration: Narration, card: SceneCard, tmp_path: Path
) -> None:
    left = [1, 1, 0]

    def ask() -> None:
        if not left.pop(0):
            raise OutOfTime("over")

    with pytest.raises(OutOfTime):
        render(scene_of("steps", ORDINARY["steps"]), narration, card, tmp_path / "scene.mp4", ask)
    assert left == []


def test_a_scene_lasts_exactly_as_long_as_its_narration(narration: Narration, card: SceneCard, tmp_path: Path) -> None:
    output = render(scene_of("steps", ORDINARY["steps"]), narration, card, tmp_path / "scene.mp4", always)
    pictures, length = packets(tmp_path / "scene.mp4")
    assert length == Fraction(narration.frames, 30)
    assert output.frames == narration.frames
    assert output.pictures == len(pictures) < narration.frames
    assert output.bytes == (tmp_path / "scene.mp4").stat().st_size
    assert all((time * 30).denominator == 1 for time, _ in pictures)


def test_a_small_picture_of_the_finished_scene_lies_beside_it(
    narration: Narration, card: SceneCard, tmp_path: Path
) -> None:
    scene = scene_of("steps", ORDINARY["steps"])
    render(scene, narration, card, tmp_path / "scene.mp4", always)
    still = skia.Image.open(str(tmp_path / "scene.jpg")).toarray(colorType=skia.kRGBA_8888_ColorType)
    assert still.shape == (180, 320, 4)
    last = SceneClip(scene, narration, card, THEME).picture.draw(narration.frames - 1)
    means = last.reshape(180, 6, 320, 6, 4).mean(axis=(1, 3))
    assert abs(means[..., 2::-1] - still[..., :3]).mean() < 3  # pictures are blue, green, red
    assert [int(value) for value in still[116, 10, :3]] == pytest.approx(rgb(THEME.paper), abs=4)


def test_a_long_scene_has_a_key_frame_every_five_seconds(card: SceneCard, narration: Narration, tmp_path: Path) -> None:
    long = narration.model_copy(update={"frames": 481})
    encode(SceneClip(scene_of("recap", ORDINARY["recap"]), long, card, THEME), tmp_path / "scene.mp4", always)
    keys = [time for time, is_key in packets(tmp_path / "scene.mp4")[0] if is_key]
    assert keys == [0, 5, 10, 15]


def test_scenes_of_all_kinds_are_encoded_alike_so_that_they_can_be_joined(
    narration: Narration, card: SceneCard, tmp_path: Path
) -> None:
    found = set()
    for kind in ("title", "equation"):
        path = tmp_path / f"{kind}.mp4"
        render(scene_of(kind, ORDINARY[kind]), narration, card, path, always)
        with av.open(str(path)) as file:
            stream = file.streams.video[0]
            context = stream.codec_context
            assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
            assert (context.width, context.height, context.has_b_frames) == (1920, 1080, False)
            assert context.colorspace == 1
            found.add(bytes(context.extradata))
    assert len(found) == 1


def test_colours_survive_encoding(narration: Narration, card: SceneCard, tmp_path: Path) -> None:
    path = tmp_path / "scene.mp4"
    render(scene_of("recap", ORDINARY["recap"]), narration, card, path, always)
    with av.open(str(path)) as file:
        pixels = next(file.decode(video=0)).reformat(format="rgb24", src_colorspace="ITU709").to_ndarray()
    assert [int(value) for value in pixels[700, 60]] == pytest.approx(rgb(THEME.paper), abs=4)


def test_the_same_scene_gives_the_same_bytes(narration: Narration, card: SceneCard, tmp_path: Path) -> None:
    for name in ("one", "other"):
        render(scene_of("cycle", ORDINARY["cycle"]), narration, card, tmp_path / f"{name}.mp4", always)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "other.mp4").read_bytes()


def test_moviepy_sees_the_same_pictures(narration: Narration, card: SceneCard) -> None:
    clip = SceneClip(scene_of("title", ORDINARY["title"]), narration, card, THEME)
    assert clip.duration == pytest.approx(131 / 30)
    pixels = clip.get_frame(4.0)
    assert pixels.shape == (1080, 1920, 3)
    assert list(pixels[700, 60]) == rgb(THEME.paper)


def sun() -> DiagramVisual:
    circle = {"shape": "circle", "x": 100, "y": 50, "radius": 30, "fill": "yellow"}
    drawing = {"kind": "diagram", "description": "d", "ground": "sky", "shapes": [circle]}
    return DiagramVisual.model_validate(drawing)


def thumbnail(folder: Path, visual: DiagramVisual | None) -> Any:
    """Return the pixels of a lesson's thumbnail."""
    draw_thumbnail("The Sun", "physics", "Grade 3", THEME, folder / "thumbnail.png", visual)
    with av.open(str(folder / "thumbnail.png")) as file:
        return next(file.decode(video=0)).to_ndarray(format="rgb24")


def test_the_mark_of_a_thumbnail_is_where_the_page_has_its_button(tmp_path: Path) -> None:
    x, y, radius = MARK
    place = slice(y - radius, y + radius), slice(x - radius, x + radius)
    assert (thumbnail(tmp_path, sun())[place] == thumbnail(tmp_path, None)[place]).all()
    style = (Path(__file__).parents[4] / "web" / "style" / "lesson.css").read_text("utf-8")
    assert f"left: min({x / 12.8:.1f}%, " in style
    assert f"top: min({y / 7.2:.1f}%, " in style


def test_the_thumbnail_shows_the_lessons_own_picture(tmp_path: Path) -> None:
    pixels = thumbnail(tmp_path, sun())
    assert pixels.shape == (720, 1280, 3)
    assert list(pixels[260, 640]) == rgb(THEME.shade("yellow", "light"))
    assert list(pixels[700, 5]) == rgb(THEME.accent("title"))


def test_a_scene_names_the_source_that_it_rests_on() -> None:
    light = source(title="Light", author="A. Author")

    card = card_for(script(title="Leaves"), 0, findings(passage(source=light)))
    assert card == SceneCard("Leaves", 0, 5, "Source: Light, CC BY 4.0, A. Author")
