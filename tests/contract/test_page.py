"""What the pages know of the rest must be what the rest does."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from functions.submit_request import asking, configuration, following, pages, topics, uploads
from functions.submit_request.codes import CODES
from functions.submit_request.table import ROUTES
from shared.formats import FORMATS
from shared.models.request import ContentRequest
from shared.progress import FOLLOWING, STAGES
from tests.browser import scripted_api

REPOSITORY = Path(__file__).parent.parent.parent
WEB = REPOSITORY / "web"
BUDGET_BYTES = 150_000


def source(name: str) -> str:
    return (WEB / "code" / name).read_text("utf-8")


def failure_codes() -> set[str]:
    text = (REPOSITORY / "docs" / "operations.md").read_text("utf-8")
    table = text.partition("## What a failed request says")[2].partition("\n## ")[0]
    return {code for line in table.splitlines() if line.startswith("| `") for code in re.findall(r"`(\w+)`", line[:60])}


def test_every_failure_has_kind_words() -> None:
    known = set(re.findall(r'"([a-z_0-9]+)"', source("words.js")))
    assert len(failure_codes()) > 10
    assert failure_codes() | CODES.keys() <= known


def test_the_page_knows_the_label_of_every_stage_in_their_order() -> None:
    shown = re.findall(r'^  \["([^"]+)", "[^"]+"\],$', source("making.js"), re.MULTILINE)
    assert shown == [stage.label for name, stage in STAGES.items() if name not in ("submit_request", "reuse_lesson")]


def test_the_page_knows_what_is_said_of_a_lesson_that_is_not_made_again() -> None:
    said = json.dumps([STAGES["reuse_lesson"].label, FOLLOWING])
    assert f"const SHARED = {said};" in source("making.js")


class References(HTMLParser):
    """Collects what a page refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value and value.startswith("/")]
        self.ids += [value for name, value in attrs if name == "id" and value]


def references(page: str) -> References:
    parser = References()
    parser.feed((WEB / page).read_text("utf-8"))
    return parser


@pytest.mark.parametrize("page", pages.PAGES.values())
def test_what_a_page_refers_to_is_served(page: str) -> None:
    assert set(references(page).found) <= pages.files().keys()


@pytest.mark.parametrize("page", pages.PAGES.values())
def test_no_id_is_given_twice(page: str) -> None:
    assert len(references(page).ids) == len(set(references(page).ids))


@pytest.mark.parametrize(("page", "first"), [("index.html", "main.js"), ("teacher.html", "teacher.js")])
def test_every_module_that_a_page_needs_is_fetched_at_once(page: str, first: str) -> None:
    """A module that is found only in another one is fetched a round trip later."""
    needed, waiting = set(), [first]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += re.findall(r'from "\./([\w.]+)"', source(name))
    named = {path.removeprefix("/code/") for path in references(page).found if path.startswith("/code/")}
    assert named == needed


def test_a_page_is_small() -> None:
    sent = {path: len(pages.page(path, takes_gzip=True).data) for path in pages.files()}
    assert sum(sent.values()) < BUDGET_BYTES, sent


def test_no_page_names_anybody_else() -> None:
    allowed = {"http://www.w3.org/2000/svg", "https://creativecommons.org/licenses/"}
    for path in [*WEB.glob("*.html"), *WEB.glob("style/*.css"), *WEB.glob("code/*.js"), *WEB.glob("*.svg")]:
        found = set(re.findall(r"https?://[\w./]+", path.read_text("utf-8")))
        assert found <= allowed, path


def test_the_page_offers_every_kind_of_file_that_can_be_read() -> None:
    [accepted] = re.findall(r'accept="([^"]+)"', (WEB / "teacher.html").read_text("utf-8"))
    assert accepted.split(",") == [suffix for known in FORMATS for suffix in known.suffixes]


def test_the_page_takes_as_much_of_interests_as_the_api_does() -> None:
    schema = ContentRequest.model_json_schema()["properties"]["interests"]
    assert f"const MOST_INTERESTS = {schema['maxItems']};" in source("ask.js")


def test_the_scripted_api_answers_as_the_real_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    following.Standing.model_validate(scripted_api.standing("req-1"))
    configuration.Configuration.model_validate(scripted_api.CONFIGURATION)
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://media")
    api = scripted_api.ScriptedApi(REPOSITORY)
    client = scripted_api.application(api).test_client()
    for topic in client.get("/v1/topics").get_json()["topics"]:
        topics.Topic.model_validate(topic)
    added = client.post("/v1/resources", json={"name": "a.md"})
    assert added.status_code == next(route.status for route in ROUTES if route.handler is uploads.add)
    uploads.Added.model_validate(added.get_json())
    asked = {"student_query": "Why?", "grade_level": "8", "duration_minutes": 1}
    asking.Accepted.model_validate(client.post("/v1/content-requests", json=asked).get_json())
    following.Standing.model_validate(client.get("/v1/content-requests/req-1").get_json())
