from itertools import pairwise

import numpy as np
import pytest

from functions.render_scene.geometry import Box
from functions.render_scene.layers import Element, Timeline, changes
from functions.render_scene.motion import Leg, Moving, Wipe, along, around
from functions.render_scene.picture import Picture, SceneCard

from .conftest import ORDINARY, THEME, TWENTY_SECONDS, pictures_for, scene_of

LIMITS = Box(0, 0, 500, 500)


def dot(enters: int = 0) -> Element:
    return Element(Box(100, 100, 10, 10), lambda canvas: None, enters)


def test_what_moves_along_a_path_begins_and_ends_where_it_should() -> None:
    track = along([(10, 10), (10, 60), (110, 60)])
    assert track(0) == pytest.approx((0, 0))
    assert track(1) == pytest.approx((100, 50))
    assert along([(5, 5), (5, 5)])(0.5) == (0, 0)


def test_what_goes_around_comes_back() -> None:
    track = around(100, 40, 180, -1)
    assert track(0) == pytest.approx((0, 0))
    assert track(0.25) == pytest.approx((100, 40))  # from the left, against the clock, is downwards first
    assert track(1) == pytest.approx((0, 0))


def test_legs_follow_each_other() -> None:
    moving = Moving(dot(), [Leg(along([(0, 0), (90, 0)]), 10, 40), Leg(along([(0, 0), (0, 50)]), 50, 80)], LIMITS)
    assert moving.box.holds(Box(100, 100, 100, 60))
    assert {10, 40, 50, 80} <= moving.changes()


def test_a_wipe_ends_whole() -> None:
    wipe = Wipe(Box(0, 0, 100, 100), lambda canvas: None, 10)
    assert max(wipe.changes()) == 34
    assert min(wipe.changes()) == 10


def lasting(kind: str) -> Picture:
    scene = scene_of(kind, ORDINARY[kind])
    card = SceneCard("Photosynthesis", 1, 8, "Source")
    return Picture(scene, Timeline(TWENTY_SECONDS), card, THEME, pictures_for(scene))


@pytest.mark.parametrize("kind", sorted(ORDINARY))
def test_twenty_seconds_are_drawn_with_few_pictures(kind: str) -> None:
    assert len(changes(lasting(kind).layers, 600)) <= 160


@pytest.mark.parametrize("kind", sorted(ORDINARY))
def test_nothing_flashes(kind: str) -> None:
    """No large part of the picture changes its brightness strongly more than three times in a second (WCAG 2.3.1)."""
    picture = lasting(kind)
    shown = changes(picture.layers, 600)
    means = [(frame, float(np.mean(picture.draw(frame)[::8, ::8, :3]))) for frame in shown]
    swings = [after[0] for before, after in pairwise(means) if abs(after[1] - before[1]) > 25.5]
    assert all(sum(start <= frame < start + 30 for frame in swings) <= 3 for start in swings)
