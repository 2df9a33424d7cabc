import json

import pytest

from functions.narrate_scenes.main import narrate_scenes
from shared import paths
from shared.models.message import IncomingMessage
from shared.stage import DECLARED, run
from tests.unit.examples import CHECK, MESSAGE, RECAP, AttemptCloud, request, script

from .test_cached_speech import Speech

STAGE = DECLARED[narrate_scenes.__name__]
REST = [*CHECK["narration"], *RECAP["narration"]]


class SpeechThatFailsOnce(Speech):
    """Fail where the fourth scene begins."""

    def speak(self, sentence: str, *how: object) -> bytes:
        if sentence == REST[0] and sentence not in self.said:
            self.said.append(sentence)
            raise ConnectionError("away")
        return super().speak(sentence, *how)


def test_an_attempt_after_one_that_failed_goes_on_with_the_scene_that_is_missing() -> None:
    cloud = AttemptCloud(reuse="off")
    cloud.speech = speech = SpeechThatFailsOnce()
    cloud.requests.accept(request(duration_minutes=1), "api", MESSAGE)
    cloud.temporary.create(paths.script("r-1"), script().model_dump_json().encode(), "application/json")
    message = IncomingMessage(message_id="m", data=json.dumps({"request_id": "r-1"}))
    with pytest.raises(ConnectionError):
        run(STAGE, message, cloud)
    first = {path: kept.data for path, kept in cloud.temporary.objects.items()}
    assert paths.narration("r-1", 2) in first
    assert paths.narration("r-1", 3) not in first
    speech.said = REST[:1]
    run(STAGE, message, cloud)
    assert sorted(speech.said[1:]) == sorted(REST)
    assert {path: cloud.temporary.read(path) for path in first} == first
    assert len(cloud.temporary.paths_under("narration/r-1/")) == len(script().scenes)
