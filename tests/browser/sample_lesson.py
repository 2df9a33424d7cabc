"""Makes a short lesson for the browser to play, with the code that makes real ones: drawn, encoded, captioned."""

import math
import wave
from array import array
from pathlib import Path

import av
import skia

from functions.assemble_video.core import SceneFiles, assemble
from functions.assemble_video.lesson import Lesson, Spending
from functions.render_scene.core import draw_thumbnail, render
from functions.render_scene.picture import SceneCard
from shared.models.narration import FRAMES_PER_SECOND, SAMPLE_RATE, Narration, SpokenSentence
from shared.models.passage import Source
from shared.models.script import Script

SENTENCE_SECONDS = 3
SCENES = [
    (
        "Photosynthesis",
        ["A tiny seed can become a tree.", "Where does all of that wood come from?"],
        {"kind": "title", "title": "Photosynthesis", "subtitle": "Life science · Grade 8"},
    ),
    (
        "How it works",
        ["Roots take in water.", "Leaves take in carbon dioxide.", "Chlorophyll catches the light."],
        {
            "kind": "steps",
            "steps": [{"text": "Water", "at": 0}, {"text": "Carbon dioxide", "at": 1}, {"text": "Light", "at": 2}],
        },
    ),
    (
        "Check yourself",
        ["Where does a tree get its wood from?", "It makes it from air, water and light."],
        {
            "kind": "check_yourself",
            "question": "Where does a tree get its wood from?",
            "answer": "From air, water and light.",
            "answer_at": 1,
        },
    ),
    (
        "Remember",
        ["Plants make their own food.", "Light gives the energy for it."],
        {"kind": "recap", "points": [{"text": "Plants make food", "at": 0}, {"text": "Light is the energy", "at": 1}]},
    ),
]
SOURCE = Source(
    resource_id="photosynthesis",
    title="Photosynthesis",
    author="Vividly contributors",
    licence="CC BY 4.0",
    subject="life science",
    grade_band="6-8",
    language="en",
    uri="gs://library/life-science/photosynthesis.md",
    url="https://example.org/photosynthesis",
)
SCRIPT = Script.model_validate(
    {
        "title": "Photosynthesis",
        "topic": "photosynthesis",
        "subject": "life science",
        "grade_level": "8",
        "learning_objectives": ["Explain what plants need for photosynthesis and what they make"],
        "vocabulary": [
            {"term": "Chlorophyll", "definition": "The green substance in leaves that catches light."},
            {"term": "Glucose", "definition": "A simple sugar that plants make."},
        ],
        "scenes": [
            {"heading": heading, "narration": said, "visual": visual, "passages": ["p1"]}
            for heading, said, visual in SCENES
        ],
        "check_yourself": {
            "question": "Where does a tree get its wood from?",
            "answer": "From air, water and light.",
        },
        "recap": ["Plants make their own food.", "Light gives the energy for it."],
    }
)


def make_lesson(folder: Path) -> Lesson:
    """Write a lesson's five files and a picture of each scene, `scene-0.jpg` and so on, into a folder."""
    narrations = [_narration(index, said) for index, (_, said, _) in enumerate(SCENES)]
    files = []
    for narration in narrations:
        scene = SceneFiles(folder / f"{narration.scene}.mp4", folder / f"{narration.scene}.wav")
        card = SceneCard(SCRIPT.title, narration.scene, len(SCENES), "Source: Photosynthesis, CC BY 4.0", None)
        render(SCRIPT.scenes[narration.scene], narration, card, scene.picture, lambda: None)
        _hum(scene.recording, narration.frames)
        _save_last_picture(scene.picture, folder / f"scene-{narration.scene}.jpg")
        files.append(scene)
    draw_thumbnail(SCRIPT, folder / "thumbnail.png")
    return assemble(SCRIPT, narrations, files, [SOURCE], Spending(), folder, lambda: None)


def _narration(scene: int, said: list[str]) -> Narration:
    sentences = [
        SpokenSentence(text=text, start=index * SENTENCE_SECONDS + 0.3, end=(index + 1) * SENTENCE_SECONDS - 0.3)
        for index, text in enumerate(said)
    ]
    return Narration(scene=scene, frames=len(said) * SENTENCE_SECONDS * FRAMES_PER_SECOND, sentences=sentences)


def _hum(path: Path, frames: int) -> None:
    samples = array("h")
    for index in range(frames * SAMPLE_RATE // FRAMES_PER_SECOND):
        syllable = max(0.0, math.sin(index / SAMPLE_RATE * 2 * math.pi * 3)) ** 2
        samples.append(round(6_000 * syllable * math.sin(index * 0.04)))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", "not compressed"))
        file.writeframes(samples.tobytes())


def _save_last_picture(video: Path, destination: Path) -> None:
    with av.open(str(video)) as file:
        last = list(file.decode(video=0))[-1]
    pixels = last.reformat(width=640, height=360, format="rgba").to_ndarray()
    skia.Image.fromarray(pixels, skia.kRGBA_8888_ColorType).save(str(destination), skia.kJPEG)
