"""Text-to-Speech and Vertex AI: the real clients against the servers of this machine."""

import io
import json
import math
import wave

import pytest

from functions.extract_topic.core import TopicAnalysis
from shared import prompts, voices
from shared.cloud import Cloud
from shared.errors import Refused
from shared.models.narration import SAMPLE_RATE

pytestmark = pytest.mark.integration

VOICE = voices.load("local").of("en", "5")


def seconds(recording: bytes) -> float:
    with wave.open(io.BytesIO(recording)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, SAMPLE_RATE)
        return file.getnframes() / file.getframerate()


def _dot(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_a_sentence_is_spoken_the_same_way_each_time_and_metered(cloud: Cloud) -> None:
    sentence = "Plants make their own food."
    first = cloud.speech.speak(sentence, VOICE, 1.0)
    assert first == cloud.speech.speak(sentence, VOICE, 1.0)
    assert 1.0 < seconds(first) < 4.0
    assert cloud.meter.usage.spoken_characters == 2 * len(sentence)


def test_a_lower_rate_takes_longer(cloud: Cloud) -> None:
    sentence = "Plants make their own food from light, water and carbon dioxide."
    slow, fast = (seconds(cloud.speech.speak(sentence, VOICE, rate)) for rate in (0.85, 1.15))
    assert slow / fast == pytest.approx(1.15 / 0.85, rel=0.1)


def test_a_sentence_that_cannot_be_spoken_is_refused(cloud: Cloud) -> None:
    with pytest.raises(Refused, match="bytes"):
        cloud.speech.speak("word " * 2_000, VOICE, 1.0)


def test_embeddings_have_length_one_and_near_texts_are_near(cloud: Cloud) -> None:
    plants, leaves, war = cloud.model.embed(
        ["how plants make food from light", "photosynthesis in green leaves", "the causes of the first world war"],
        "RETRIEVAL_QUERY",
    )
    assert len(plants) == cloud.settings.embedding_dimensions
    assert math.hypot(*plants) == pytest.approx(1.0, abs=1e-3)
    assert _dot(plants, leaves) > _dot(plants, war)
    assert cloud.meter.usage.embedded_characters > 0


def test_more_texts_than_one_call_takes_are_embedded_in_order(cloud: Cloud) -> None:
    texts = [f"text number {number}" for number in range(130)]
    vectors = cloud.model.embed(texts, "RETRIEVAL_DOCUMENT")
    assert len(vectors) == 130
    [alone] = cloud.model.embed([texts[120]], "RETRIEVAL_DOCUMENT")
    assert vectors[120] == pytest.approx(alone, abs=1e-5)


def test_an_answer_follows_the_schema_and_is_metered(cloud: Cloud) -> None:
    question = {"student_query": "Explain photosynthesis for 8th grade students", "grade_level": "8"}
    answer = cloud.model.generate("Analyse.", prompts.block("question", question), TopicAnalysis)
    assert json.loads(answer)["topic"] == "photosynthesis"
    assert cloud.meter.usage.output_tokens > 0


def test_a_prompt_without_data_is_refused(cloud: Cloud) -> None:
    with pytest.raises(Refused, match="question"):
        cloud.model.generate("Analyse.", "no block here", TopicAnalysis)
