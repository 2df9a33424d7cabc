"""The page before the API as it is deployed, which asks who calls: real tokens, a student, a classmate, a teacher."""

import pytest
from playwright.sync_api import Page, expect

from shared.models.request import RequestError
from tests.browser.scripted_api import Opener
from tests.stacks import School, connected

pytestmark = pytest.mark.integration

QUESTION = "Why is the sky blue?"
ERROR = RequestError(code="stage_failed", message="A stage failed again and again.", stage="extract_topic")


@pytest.fixture
def open_as(new_page: Opener, school: School) -> Opener:
    """Return an opener of pages for somebody whom the school's portal sends."""

    def opener(sub: str, path: str = "/", **claims: object) -> Page:
        return new_page(f"{school.api.page}{path}#token={school.issuer.token(sub, **claims)}")

    return opener


def test_a_lesson_is_its_students_and_their_teachers(open_as: Opener, school: School) -> None:
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
    bob.goto(f"{school.api.page}/teacher")
    expect(bob.get_by_role("alert").filter(has_text="This is not for you")).to_be_visible()

    with connected(school.api) as cloud:
        cloud.requests.fail(request_id, ERROR)
    expect(ada.get_by_role("heading", name="Something broke on our side")).to_be_visible()

    teacher = open_as("teacher", "/teacher", role="teacher", class_ids=["7b"])
    row = teacher.locator("#request-rows tr").first
    expect(row).to_contain_text(QUESTION)
    row.get_by_role("button", name="Retry").click()
    expect(row).to_contain_text("Being made")
    teacher.goto(school.api.page)
    expect(teacher.locator(".topics, #topics-note").first).to_be_visible()
    expect(teacher.locator(".lesson-card")).to_have_count(0)
    elsewhere = open_as("another-teacher", "/teacher", role="teacher", class_ids=["8a"])
    expect(elsewhere.get_by_text("Nobody has asked anything yet.")).to_be_visible()

    ada.reload()
    expect(ada.get_by_role("progressbar", name=QUESTION)).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/teacher"])
def test_whoever_has_no_token_is_asked_to_come_from_the_school(new_page: Opener, school: School, path: str) -> None:
    page = new_page(school.api.page + path)
    expect(page.get_by_text("Please sign in again").first).to_be_visible()
    expect(page.get_by_text("from your school’s page").first).to_be_visible()
