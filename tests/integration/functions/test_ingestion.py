"""The index follows the bucket: real notifications of what is put there and of what is deleted."""

from uuid import uuid4

import pytest

from shared.cloud import Cloud
from tests.stacks import eventually

pytestmark = pytest.mark.integration

PAGE = (
    "<html lang=en><link rel=license href='https://creativecommons.org/licenses/by/4.0/'><meta name=author content=Ada>"
    "<h1>{title}</h1><p>Light is quick: it goes around the Earth more than seven times in one second.</p></html>"
)
MODULE = (
    "<document xmlns='http://cnx.rice.edu/cnxml'><title>Speed</title><content><para>Speed tells how far something moves"
    " in a certain time, whatever way it goes, and it has no direction.</para></content></document>"
)
BOOK = (
    "<collection xmlns='http://cnx.rice.edu/collxml' authors='Ada Low'><metadata><title>Physics</title>"
    "<license url='http://creativecommons.org/licenses/by/4.0/'/></metadata>"
    "<content><module document='m1'/></content></collection>"
)


def upload(cloud: Cloud, path: str, content: str) -> None:
    cloud.oer._bucket.blob(path).upload_from_string(content, content_type="text/html")


def delete(cloud: Cloud, path: str) -> None:
    cloud.oer._bucket.blob(path).delete()


def titles(cloud: Cloud, resource_id: str) -> set[str]:
    return {passage.source.title for passage in cloud.library.passages_of(resource_id)}


def test_what_is_uploaded_is_indexed_replaced_and_removed(cloud: Cloud) -> None:
    name = f"test-{uuid4().hex[:8]}.html"
    upload(cloud, name, PAGE.format(title="Light"))
    eventually(lambda: titles(cloud, name) == {"Light"})
    upload(cloud, name, PAGE.format(title="Colour"))
    eventually(lambda: titles(cloud, name) == {"Colour"})
    delete(cloud, name)
    eventually(lambda: titles(cloud, name) == set())


def test_a_book_brings_its_modules_in_and_takes_them_with_it(cloud: Cloud) -> None:
    folder = f"test-{uuid4().hex[:8]}"
    module, book = f"{folder}/modules/m1/index.cnxml", f"{folder}/collections/physics.collection.xml"
    resource_id = f"{folder}-modules-m1-index.cnxml"
    upload(cloud, module, MODULE)
    upload(cloud, book, BOOK)
    eventually(lambda: titles(cloud, resource_id) == {"Speed"})
    delete(cloud, book)
    eventually(lambda: titles(cloud, resource_id) == set())
    delete(cloud, module)


def test_the_bucket_says_what_lies_where(cloud: Cloud) -> None:
    folder = f"test-{uuid4().hex[:8]}"
    upload(cloud, f"{folder}/a.png", "x")
    upload(cloud, f"{folder}/b/c.png", "xyz")
    assert cloud.oer.names(folder) == [f"{folder}/a.png"]
    assert cloud.oer.names_below(folder) == [f"{folder}/a.png", f"{folder}/b/c.png"]
    found = cloud.oer.describe(f"{folder}/b/c.png")
    assert found is not None
    assert (found.size, found.content_type) == (3, "text/html")
    upload(cloud, f"{folder}/b/c.png", "xyz")
    assert cloud.oer.describe(f"{folder}/b/c.png") != found
    assert cloud.oer.describe(f"{folder}/none.png") is None
