"""A lesson's price is that of its usage, piece by piece."""

import pytest

from benchmarks.cost import WITH_A_REPAIR, Made, priced
from shared.cost import Usage

MADE = Made(scenes=8, seconds=30.0, video_bytes=2**30)
USAGE = {
    "submit_request": [Usage()],
    "extract_topic": [Usage(seconds=1.0)],
    "write_script": [Usage(seconds=1.0, input_tokens=20_000, output_tokens=2_000)],
    "narrate_scenes": [Usage(seconds=20.0, spoken_characters=2_000)],
    "render_scene": [Usage(seconds=2.0)] * 8,
}
FIGURES = priced(USAGE, MADE)


def test_a_lesson_costs_what_its_stages_do() -> None:
    assert FIGURES["usd"] == pytest.approx(sum(FIGURES["usd_by_stage"].values()), abs=1e-5)


def test_a_stage_pays_for_its_time_and_for_what_it_uses() -> None:
    stages, second, call = FIGURES["usd_by_stage"], 0.000024 + 0.0000025 / 2, 4e-7
    assert stages["narrate_scenes"] == pytest.approx(20 * second + 2_000 * 0.000004 + call, abs=1e-6)
    assert stages["write_script"] == pytest.approx(20_000 * 3e-7 + 2_000 * 2.5e-6 + second + call, abs=1e-6)


def test_dearer_voices_and_models_and_a_repair_cost_more() -> None:
    others = FIGURES["usd_alternatives"]
    default = others["gemini-2.5-flash, Wavenet"]
    assert default == FIGURES["usd"]
    assert others["gemini-2.5-flash, Neural2"] - default == pytest.approx(2_000 * 0.000012, abs=1e-5)
    assert others["gemini-2.5-flash-lite, Wavenet"] < default < others["gemini-2.5-pro, Wavenet"]
    assert others[WITH_A_REPAIR] > default


def test_watching_and_keeping_come_on_top() -> None:
    assert FIGURES["usd_on_top"] == {"each time it is watched to its end": 0.12, "kept for a month": 0.02}
