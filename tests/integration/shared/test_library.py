"""The index of resources against the Firestore emulator's vector search."""

from uuid import uuid4

import pytest

from shared.cloud import Cloud
from shared.models.passage import Passage, Source
from tests.fakes.library import source

pytestmark = pytest.mark.integration


def resource(count: int) -> tuple[Source, list[Passage]]:
    found = source(f"test-{uuid4().hex[:8]}")
    name, shown = found.resource_id, {"kind": "explanation", "heading": "x", "source": found}
    return found, [Passage(passage_id=f"{name}.{n:02d}", text=f"text {n}", position=n, **shown) for n in range(count)]


def vector(cloud: Cloud, *values: float) -> list[float]:
    return [*values, *[0.0] * (cloud.settings.embedding_dimensions - len(values))]


def test_the_nearest_passage_comes_first(cloud: Cloud) -> None:
    about, passages = resource(2)
    # Far from everything that the starter library says: the other direction of the last dimensions.
    far = [0.0] * (cloud.settings.embedding_dimensions - 2)
    cloud.library.replace(about, passages, [[*far, 1.0, 0.0], [*far, 0.6, 0.8]])
    found = cloud.library.nearest([*far, 1.0, 0.0], 2, "en", ["6-8"])
    assert [item.passage.passage_id for item in found] == [passages[0].passage_id, passages[1].passage_id]
    assert found[0].similarity == pytest.approx(1.0)
    assert found[1].similarity == pytest.approx(0.6)
    assert found[0].passage == passages[0]
    cloud.library.replace(about, [], [])


def test_replacing_a_resource_leaves_nothing_of_the_old_one(cloud: Cloud) -> None:
    about, passages = resource(3)
    cloud.library.replace(about, passages, [vector(cloud, 0.1)] * 3)
    cloud.library.replace(about, passages[:1], [vector(cloud, 0.1)])
    assert cloud.library.passages_of(about.resource_id) == passages[:1]
    cloud.library.replace(about, [], [])
    assert cloud.library.passages_of(about.resource_id) == []
