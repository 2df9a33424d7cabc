import pytest

from infra.local.notifications import topic_for
from shared import topology

DECLARED = topology.load()


def event(bucket: str, path: str, kind: str = "OBJECT_FINALIZE") -> dict[str, str]:
    name = DECLARED.buckets[bucket].name.replace("{project}", "p")
    return {"bucketId": name, "objectId": path, "eventType": kind}


@pytest.mark.parametrize(
    ("told", "topic"),
    [
        (event("temporary", "narration/r-1/00"), "objects-finalized"),
        (event("oer", "physics/gravity.md"), "objects-finalized"),
        (event("oer", "physics/gravity.md", "OBJECT_DELETE"), "objects-finalized"),
        (event("temporary", "scripts/r-1.json"), None),
        (event("temporary", "narration/r-1/00", "OBJECT_DELETE"), None),
        (event("generated", "lessons/r-1/lesson.mp4"), None),
        ({"bucketId": "another", "objectId": "narration/r-1/00", "eventType": "OBJECT_FINALIZE"}, None),
        ({}, None),
    ],
)
def test_a_bucket_tells_what_its_configuration_names(told: dict[str, str], topic: str | None) -> None:
    assert topic_for(told, DECLARED, "p") == topic
