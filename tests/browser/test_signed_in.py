"""The page before the API as it is deployed, which asks who calls: real tokens, a student, a classmate, a teacher."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from infra.local.stack import PROJECT, Stack, Variations, in_environment
from shared import cloud as cloud_module
from shared import topology
from shared.models.request import RequestError
from tests.fakes.issuer import Issuer, KeyServer, serving

pytestmark = pytest.mark.integration

ISSUER = Issuer(project=PROJECT)
QUESTION = "Why is the sky blue?"
ERROR = RequestError(code="stage_failed", message="A stage failed again and again.", stage="extract_topic")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Run the API alone: what is asked for stays where it is until a test moves it."""
    declared = topology.load()
    with serving(KeyServer(ISSUER.certificates)) as keys:
        local = declared.local_environment | {"IDENTITY": "tokens", "IDENTITY_KEYS_URL": keys.url}
        changed = Variations(topology=declared.model_copy(update={"local_environment": local}))
        folder: Path = tmp_path_factory.mktemp("stack")
        with Stack(["submit_request"], folder, page_port=None, variations=changed) as stack:
            yield stack


@pytest.fixture
def open_as(browser: Browser, school: Stack) -> Iterator[Callable[..., Page]]:
    """Give an opener of pages for somebody whom the school's portal sends; what a page throws fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opener(sub: str, path: str = "/", **claims: object) -> Page:
        contexts.append(browser.new_context(locale="en-US"))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{school.page}{path}#token={ISSUER.token(sub, **claims)}")
        return page

    yield opener
    for context in contexts:
        context.close()
    assert not complaints


def test_a_lesson_is_its_students_and_their_teachers(open_as: Callable[..., Page], school: Stack) -> None:
    ada = open_as("ada", class_ids=["7b"])
    ada.get_by_label("Your question").fill(QUESTION)
    ada.get_by_role("button", name="Make my lesson").click()
    expect(ada.get_by_role("heading", name=QUESTION)).to_be_visible()
    request_id = ada.url.partition("#")[2]
    ada.reload()
    expect(ada.get_by_role("heading", name=QUESTION)).to_be_visible()

    bob = open_as("bob", class_ids=["7b"])
    expect(bob.get_by_role("heading", name="What would you like to understand?")).to_be_visible()
    expect(bob.locator(".lesson-card")).to_have_count(0)
    bob.evaluate(f"location.hash = '{request_id}'")
    expect(bob.get_by_role("heading", name="There is no lesson here")).to_be_visible()
    bob.goto(f"{school.page}/teacher")
    expect(bob.get_by_role("alert").filter(has_text="This is not for you")).to_be_visible()

    with in_environment(school.environment):
        cloud_module._process.cache_clear()
        cloud_module.connect("submit_request").requests.fail(request_id, ERROR)
    cloud_module._process.cache_clear()
    expect(ada.get_by_role("heading", name="Something broke on our side")).to_be_visible()

    teacher = open_as("teacher", "/teacher", role="teacher", class_ids=["7b"])
    row = teacher.locator("#request-rows tr").first
    expect(row).to_contain_text(QUESTION)
    row.get_by_role("button", name="Retry").click()
    expect(row).to_contain_text("Being made")
    teacher.goto(school.page)
    expect(teacher.locator(".topics, #topics-note").first).to_be_visible()
    expect(teacher.locator(".lesson-card")).to_have_count(0)
    elsewhere = open_as("another-teacher", "/teacher", role="teacher", class_ids=["8a"])
    expect(elsewhere.get_by_text("Nobody has asked anything yet.")).to_be_visible()

    ada.reload()
    expect(ada.get_by_role("progressbar", name=QUESTION)).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/teacher"])
def test_whoever_has_no_token_is_asked_to_come_from_the_school(browser: Browser, school: Stack, path: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(school.page + path)
    expect(page.get_by_text("Please sign in again").first).to_be_visible()
    expect(page.get_by_text("from your school’s page").first).to_be_visible()
    context.close()
