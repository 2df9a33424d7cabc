"""Tests the captions of lessons, real-looking and random."""

import io
from itertools import pairwise

import pytest
import webvtt as reader
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.assemble_video.captions import Cue, cues, webvtt
from functions.assemble_video.phrases import words
from shared.models.narration import Narration, SpokenSentence


def a_lesson(*scenes: list[tuple[str, float, float]], lead_in: float = 0.3, after: float = 0.8) -> list[Narration]:
    """Return narrations; each sentence is given with the seconds it takes and the pause after it."""
    narrations = []
    for scene, sentences in enumerate(scenes):
        at, spoken = lead_in, []
        for text, seconds, pause in sentences:
            spoken.append(SpokenSentence(text=text, start=at, end=at + seconds))
            at += seconds + pause
        end = spoken[-1].end + after if spoken else lead_in
        narrations.append(Narration(scene=scene, frames=-(-round(end * 30_000) // 1000), sentences=spoken))
    return narrations


def texts(found: list[Cue]) -> list[str]:
    """Return what the cues say."""
    return [" ".join(cue.lines) for cue in found]


FOOD, LIGHT, SUN = "Plants make their own food.", "Light is energy, and energy is never lost.", "Photosynthesis."


@pytest.mark.parametrize(
    ("sentences", "after", "found"),
    [
        pytest.param([(FOOD, 2.0, 0.35), (SUN, 1.25, 0.35)], 0.8, [(300, 2300), (2650, 3900)], id="one a sentence"),
        pytest.param([("Yes.", 0.4, 0.8), (FOOD, 2.0, 0.35)], 0.8, [(300, 1300), (1500, 3500)], id="short, in a pause"),
        pytest.param([("Yes.", 0.4, 0.2), (FOOD, 2.0, 0.35)], 0.8, [(300, 2900)], id="short, joins its neighbour"),
        pytest.param([("Yes.", 0.4, 0.0)], 0.2, [(300, 900)], id="short, ends with its lesson"),
        pytest.param([(LIGHT, 7.0, 0.35)], 0.8, [(300, 7300)], id="seven seconds are not too long"),
        pytest.param([(SUN, 9.0, 0.3)], 0.8, [(300, 7300)], id="one word that is drawn out leaves the screen"),
    ],
)
def test_a_cue_is_shown_as_long_as_it_is_said_and_can_be_read(
    sentences: list[tuple[str, float, float]], after: float, found: list[tuple[int, int]]
) -> None:
    made = cues(a_lesson(sentences, after=after))
    assert [(cue.start, cue.end) for cue in made] == found
    assert " ".join(texts(made)) == " ".join(text for text, _, _ in sentences)


def test_times_count_on_from_scene_to_scene() -> None:
    first, second = a_lesson([("Plants make food.", 2.0, 0)], [("They use light.", 2.0, 0)])
    assert cues([first, second])[1].start == round(1000 * (first.seconds + 0.3))


def test_a_long_sentence_is_split_at_punctuation_and_shares_its_time_by_characters() -> None:
    sentence = (
        "Inside the leaf, chlorophyll catches the energy of sunlight; then the plant joins water with carbon dioxide, "
        "and sugar is made."
    )
    found = cues(a_lesson([(sentence, 9.0, 0.35)]))
    assert texts(found) == [sentence[:60], sentence[61:]]
    assert found[0].end == found[1].start == 300 + round(9000 * 61 / (len(sentence) + 1))
    assert found[1].end == 9300


def test_a_slow_sentence_is_split_so_that_no_cue_lasts_longer_than_seven_seconds() -> None:
    found = cues(a_lesson([(LIGHT, 10.0, 0.35)]))
    assert len(found) == 2
    assert all(cue.end - cue.start <= 7000 for cue in found)


def test_an_answer_is_not_shown_with_its_question() -> None:
    found = cues(a_lesson([("What is it?", 0.9, 3.0), ("Air.", 0.4, 0.2), ("It is all around us.", 1.8, 0.3)]))
    assert texts(found) == ["What is it?", "Air. It is all around us."]


def test_a_word_longer_than_a_line_is_wrapped_and_not_lost() -> None:
    assert words("x" * 100) == ["x" * 42, "x" * 42, "x" * 16]
    assert "".join("".join(cue.lines) for cue in cues(a_lesson([("x" * 100, 6.0, 0.3)]))) == "x" * 100


def test_signs_of_webvtt_are_escaped_and_control_characters_dropped() -> None:
    found = webvtt(a_lesson([('If a < b & c --> d,\nthen <b>"x"</b>\x00.', 4.0, 0.35)]))
    assert 'If a &lt; b &amp; c --&gt; d, then &lt;b&gt;"x"&lt;/b&gt; .' in found.replace("\n", " ")
    assert found.count("-->") == 1


def test_a_scene_without_words_has_no_cue() -> None:
    found = cues(a_lesson([("Light.", 1.5, 0.3)], [(" \t ", 1.0, 0.3)], [("Dark.", 1.5, 0.3)]))
    assert texts(found) == ["Light.", "Dark."]
    assert webvtt([]) == "WEBVTT\n"


def test_a_lesson_may_last_for_hours() -> None:
    found = webvtt(a_lesson([("One.", 1.0, 3599.6), ("Two.", 1.2, 59.0), ("Three.", 2.5, 0.3)]))
    assert "00:00:00.300 --> 00:00:01.300\nOne." in found
    assert "01:00:00.900 --> 01:00:02.100\nTwo." in found
    assert "01:01:01.100 --> 01:01:03.600\nThree." in found


def test_cues_are_set_apart_by_an_empty_line_and_have_one_or_two() -> None:
    roots = "Roots drink water and minerals out of the dark soil around them."
    assert webvtt(a_lesson([("Plants make food.", 2.0, 0.35), (roots, 4.0, 0.35)])) == (
        "WEBVTT\n\n00:00:00.300 --> 00:00:02.300\nPlants make food.\n\n"
        "00:00:02.650 --> 00:00:06.650\nRoots drink water and minerals\nout of the dark soil around them.\n"
    )


def test_cues_of_a_sentence_without_a_natural_break_are_about_equally_long() -> None:
    found = cues(a_lesson([(" ".join(["leaf"] * 24), 9.0, 0.35)]))
    assert [text.count("leaf") for text in texts(found)] == [12, 12]


def test_the_last_cue_of_a_scene_ends_where_the_next_scene_speaks() -> None:
    found = cues(a_lesson([("Yes.", 0.4, 0.0)], [("Plants make their own food.", 2.0, 0.35)], after=0.1, lead_in=0.2))
    assert (found[0].start, found[0].end) == (200, 900)
    assert found[1].start == 900


def test_a_scene_without_words_lets_the_cue_before_it_stay() -> None:
    found = cues(a_lesson([("Yes.", 0.4, 0.0)], [], [("Plants make food.", 2.0, 0.35)], after=0.1))
    assert found[0].end == 1300
    assert found[1].start > 1300


WORD = st.one_of(
    st.sampled_from("the light of a plant, and water; <b> & --> energy. because Photosynthesis? (sun)".split()),
    st.text(st.characters(codec="utf-8", exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1, max_size=30),
)


@st.composite
def lessons(draw: st.DrawFn) -> list[Narration]:
    """Draw lessons whose voice speaks 9 to 22 characters a second, with the pauses that narrations have."""
    scenes = []
    for _ in range(draw(st.integers(1, 3))):
        sentences = []
        for _ in range(draw(st.integers(1, 5))):
            text = " ".join(draw(st.lists(WORD, min_size=1, max_size=40)))[:400]
            seconds = max(0.25, len(text) / draw(st.floats(9, 22)))
            sentences.append((text, seconds, draw(st.sampled_from([0.2, 0.35, 0.8, 3.0]))))
        scenes.append(sentences)
    return a_lesson(*scenes, after=draw(st.sampled_from([0.8, 1.6])))


@settings(max_examples=150)
@given(lessons())
def test_every_cue_can_be_read(narrations: list[Narration]) -> None:
    found = cues(narrations)
    end = 1000 * sum(narration.seconds for narration in narrations)
    for cue in found:
        assert 1 <= len(cue.lines) <= 2
        assert all(0 < len(line) <= 42 and line == line.strip() for line in cue.lines)
        assert 0 < cue.end - cue.start <= 7000
    assert all(earlier.end <= later.start for earlier, later in pairwise(found))
    assert not found or found[-1].end <= end + 1


@settings(max_examples=150)
@given(lessons())
def test_every_cue_lasts_a_second_and_no_word_is_lost(narrations: list[Narration]) -> None:
    found = cues(narrations)
    said = "".join(sentence.text for narration in narrations for sentence in narration.sentences)
    assert "".join("".join(cue.lines) for cue in found).replace(" ", "") == "".join(said.split())
    assert all(cue.end - cue.start >= 1000 for cue in found if len(found) > 1)


@settings(max_examples=50)
@given(lessons())
def test_a_reader_of_webvtt_finds_the_same_cues(narrations: list[Narration]) -> None:
    read = reader.from_buffer(io.StringIO(webvtt(narrations))).captions
    found = cues(narrations)
    assert [round(one.start_in_seconds) for one in read] == [cue.start // 1000 for cue in found]
    assert [one.text.count("\n") + 1 for one in read] == [len(cue.lines) for cue in found]
