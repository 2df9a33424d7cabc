import re
from types import SimpleNamespace
from typing import Any

import pytest

from functions.submit_request import media
from shared import paths
from tests.unit.examples import passage

RESOURCES = "/v1/resources"


@pytest.fixture
def three(cloud: Any) -> None:
    for number, more in enumerate(
        (
            {"title": "Light", "licence": "CC BY 4.0", "status": "indexed", "passages": 7, "author": "A"},
            {"status": "failed", "reason": "It names no licence."},
            {"title": "Sound", "licence": "CC0", "status": "indexing"},
        )
    ):
        fields = {"resource_id": f"r-{number}", "uri": f"gs://oer/a/r-{number}.md", "updated_at": cloud.clock()}
        cloud.store.set(f"resources/r-{number}", fields | more)


@pytest.mark.usefixtures("three")
def test_resources_are_listed_also_those_that_were_refused(call: Any) -> None:
    told = call("GET", RESOURCES).get_json()["resources"]
    shown = ("resource_id", "title", "licence", "object", "status", "reason", "passage_count")
    assert [tuple(one.get(name) for name in shown) for one in told] == [
        ("r-2", "Sound", "CC0", "a/r-2.md", "indexing", None, 0),
        ("r-1", "r-1.md", None, "a/r-1.md", "failed", "It names no licence.", 0),
        ("r-0", "Light", "CC BY 4.0", "a/r-0.md", "indexed", None, 7),
    ]


@pytest.mark.usefixtures("three")
def test_resources_come_in_pages(call: Any) -> None:
    first = call("GET", f"{RESOURCES}?page_size=2").get_json()
    rest = call("GET", f"{RESOURCES}?page_size=2&page_token={first['next_page_token']}").get_json()
    assert [one["resource_id"] for one in first["resources"] + rest["resources"]] == ["r-2", "r-1", "r-0"]
    assert "next_page_token" not in rest


@pytest.mark.usefixtures("three")
def test_what_is_in_a_resource_is_told(call: Any, cloud: Any) -> None:
    passages = [passage(f"p-{n}", heading=f"H{n}", text="*T*", position=n) for n in range(3)]
    cloud.library = SimpleNamespace(passages_of=lambda resource_id: passages if resource_id == "r-0" else [])
    first = call("GET", f"{RESOURCES}/r-0/passages?page_size=2").get_json()
    told = {"passage_id": "p-0", "kind": "key_idea", "heading": "H0", "text": "*T*", "position": 0}
    assert first["passages"][0] == told
    rest = call("GET", f"{RESOURCES}/r-0/passages?page_token={first['next_page_token']}").get_json()
    assert [one["passage_id"] for one in rest["passages"]] == ["p-2"]


@pytest.mark.parametrize("resource_id", ["r-7", "..", "__x__", "%00", ""])
def test_an_unknown_resource_is_not_found(call: Any, resource_id: str) -> None:
    answer = call("GET", f"{RESOURCES}/{resource_id}/passages")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_resource")


def test_a_new_resource_gets_an_address_to_be_put_at(call: Any, cloud: Any) -> None:
    answer = call("POST", RESOURCES, json={"name": "Light & colour.md", "content_type": "text/markdown"})
    told = answer.get_json()
    path = told["resource"]["object"]
    assert answer.status_code == 201
    assert re.fullmatch(r"uploads/\d{8}-[0-9a-f]{8}/Light & colour\.md", path)
    assert told["resource"] == {
        "resource_id": paths.resource_id_of(path),
        "title": "Light & colour.md",
        "object": path,
        "status": "pending",
        "passage_count": 0,
    }
    upload = told["upload"]
    bucket = cloud.settings.gcs_oer_content_bucket
    assert (upload["method"], upload["maximum_bytes"]) == ("PUT", 2_000_000)
    assert upload["url"].startswith(f"http://127.0.0.1:9000/{bucket}/uploads/")
    assert upload["headers"] == {
        "Content-Type": "text/markdown",
        "x-goog-if-generation-match": "0",
        "x-goog-content-length-range": "0,2000000",
    }


def test_a_school_adds_so_many_resources_a_day(call: Any, cloud: Any) -> None:
    most = cloud.settings.maximum_resources_a_day_a_tenant
    cloud.wait(hours=23, minutes=59)
    statuses = [call("POST", RESOURCES, json={"name": "light.md"}).status_code for _ in range(most)]
    assert statuses == [201] * most
    refused = call("POST", RESOURCES, json={"name": "light.md"})
    assert (refused.status_code, refused.get_json()["code"]) == (429, "resource_daily_limit")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    cloud.wait(minutes=1)
    assert call("POST", RESOURCES, json={"name": "light.md"}).status_code == 201


@pytest.mark.parametrize("new", [{"name": "light.exe"}, {"name": "light.md", "size": 2_000_001}])
def test_what_is_no_resource_does_not_count(call: Any, cloud: Any, new: dict[str, Any]) -> None:
    assert call("POST", RESOURCES, json=new).status_code == 422
    assert cloud.store.children("request_counts") == []


def test_in_the_cloud_the_address_is_signed_with_its_conditions(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STORAGE_EMULATOR_HOST")
    asked: dict[str, Any] = {}

    def sign(self: object, **options: Any) -> str:
        asked.update(options)
        return "https://storage.googleapis.com/signed"

    monkeypatch.setattr("google.cloud.storage.Blob.generate_signed_url", sign)
    account = SimpleNamespace(service_account_email="a@b", token="t", quota_project_id=None)
    monkeypatch.setattr(media.Signer, "_credentials", account)
    monkeypatch.setattr(media.Signer, "_client", SimpleNamespace(bucket=_bucket))
    told = call("POST", RESOURCES, json={"name": "a.pdf"}).get_json()["upload"]
    assert told["url"] == "https://storage.googleapis.com/signed"
    assert (asked["method"], asked["content_type"], asked["expiration"]) == ("PUT", "application/pdf", media.VALID_FOR)
    assert asked["headers"] | {"Content-Type": asked["content_type"]} == told["headers"]


def _bucket(name: str) -> Any:
    from google.cloud.storage import Blob

    return SimpleNamespace(blob=lambda path: Blob(path, None))


@pytest.mark.parametrize(
    ("name", "content_type", "field"),
    [
        ("light.exe", "", "name"),
        ("light", "text/markdown", "name"),
        ("../light.md", "", "name"),
        ("a\\light.md", "", "name"),
        (".md", "", "name"),
        ("README.md", "", "name"),
        ("light\n.md", "", "name"),
        ("l" * 150 + ".md", "", "name"),
        ("about.yaml", "", "name"),
        (7, "", "name"),
        ("light.md", "application/pdf", "content_type"),
        ("light.md", 7, "content_type"),
    ],
)
def test_what_is_no_resource_is_refused(call: Any, name: Any, content_type: Any, field: str) -> None:
    answer = call("POST", RESOURCES, json={"name": name, "content_type": content_type})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "wrong_fields")
    assert [error["field"] for error in answer.get_json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("name", "content_type", "advice"),
    [
        ("castles.exe", "", "use a name that ends with .md, .cnxml, .html, .txt, .pdf, .epub"),
        ("l" * 148 + ".md", "", "shorten the name to at most 150 characters"),
        ("light.md", "application/pdf", "use text/markdown as the content type of light.md, or leave it out"),
    ],
)
def test_what_to_do_about_a_file_can_be_read_after_please(call: Any, name: str, content_type: str, advice: str) -> None:
    answer = call("POST", RESOURCES, json={"name": name, "content_type": content_type})
    assert [error["message"] for error in answer.get_json()["errors"]] == [advice]


@pytest.mark.parametrize(
    ("size", "advice"),
    [
        (2_000_001, "choose a smaller file than light.md, of at most 2 MB, or divide it"),
        (0, "choose a file that is not empty"),
        ("7", "give the size as a whole number"),
    ],
)
def test_a_file_of_a_wrong_size_is_refused_with_what_to_do(call: Any, size: Any, advice: str) -> None:
    answer = call("POST", RESOURCES, json={"name": "light.md", "size": size})
    assert answer.status_code == 422
    assert [(error["field"], error["message"]) for error in answer.get_json()["errors"]] == [("size", advice)]


@pytest.mark.parametrize("size", [1, 2_000_000, None])
def test_a_file_that_says_its_size_is_taken(call: Any, size: int | None) -> None:
    assert call("POST", RESOURCES, json={"name": "light.md", "size": size}).status_code == 201
