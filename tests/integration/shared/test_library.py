"""The index of resources against the Firestore emulator's vector search."""

from uuid import uuid4

import pytest

from shared.cloud import Cloud
from shared.models.passage import Passage, Source

pytestmark = pytest.mark.integration


def resource(name: str, count: int) -> tuple[Source, list[Passage]]:
    source = Source(
        resource_id=name,
        title=name,
        author="Vividly contributors",
        licence="CC BY 4.0",
        subject="physics",
        grade_band="6-8",
        language="en",
        uri=f"gs://oer/{name}.md",
    )
    passages = [
        Passage(
            passage_id=f"{name}.{n:02d}", kind="explanation", heading="x", text=f"text {n}", position=n, source=source
        )
        for n in range(count)
    ]
    return source, passages


def vector(cloud: Cloud, *values: float) -> list[float]:
    return [*values, *[0.0] * (cloud.settings.embedding_dimensions - len(values))]


def test_the_nearest_passage_comes_first(cloud: Cloud) -> None:
    source, passages = resource(f"test-{uuid4().hex[:8]}", 2)
    # Far from everything that the starter library says: the other direction of the last dimensions.
    far = [0.0] * (cloud.settings.embedding_dimensions - 2)
    cloud.library.replace(source, passages, [[*far, 1.0, 0.0], [*far, 0.6, 0.8]])
    found = cloud.library.nearest([*far, 1.0, 0.0], 2, "en", ["6-8"])
    assert [item.passage.passage_id for item in found] == [passages[0].passage_id, passages[1].passage_id]
    assert found[0].similarity == pytest.approx(1.0)
    assert found[1].similarity == pytest.approx(0.6)
    assert found[0].passage == passages[0]
    cloud.library.replace(source, [], [])


def test_replacing_a_resource_leaves_nothing_of_the_old_one(cloud: Cloud) -> None:
    source, passages = resource(f"test-{uuid4().hex[:8]}", 3)
    cloud.library.replace(source, passages, [vector(cloud, 0.1)] * 3)
    cloud.library.replace(source, passages[:1], [vector(cloud, 0.1)])
    assert cloud.library.passages_of(source.resource_id) == passages[:1]
    cloud.library.replace(source, [], [])
    assert cloud.library.passages_of(source.resource_id) == []
