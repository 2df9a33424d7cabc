"""Who asks: a token that the school's portal hands over, or a name that the browser made up."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.scripted_api import Opener, ScriptedApi, problem

KEEPS_NOTHING = """for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, {get() { throw new DOMException('not here', 'SecurityError'); }});
}"""


def test_who_comes_with_a_token_is_known_where_the_browser_keeps_nothing(open_page: Opener, api: ScriptedApi) -> None:
    page = open_page()
    page.context.add_init_script(KEEPS_NOTHING)
    page.goto("about:blank")
    api.headers.clear()
    page.goto(f"{api.origin}/#token=abc.def.ghi")
    expect(page.locator(".topic").first).to_be_visible()
    assert {headers["Authorization"] for headers in api.headers if "Authorization" in headers} == {"Bearer abc.def.ghi"}
    page.evaluate("location.hash = 'token=new.new.new'")
    expect(page.locator(".topic").first).to_be_visible()
    page.get_by_label("Your question").fill("What is gravity?")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#making")).to_be_visible()
    [asked] = [headers for headers in api.headers if "Idempotency-Key" in headers]
    assert asked["Authorization"] == "Bearer new.new.new"


def test_whoever_has_no_token_keeps_a_name_where_the_browser_keeps_nothing(open_page: Opener, api: ScriptedApi) -> None:
    page = open_page()
    page.context.add_init_script(KEEPS_NOTHING)
    page.reload()
    page.get_by_label("Your question").fill("What is gravity?")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#making")).to_be_visible()
    api.listed.clear()
    page.get_by_role("link", name="Ask another question").click()
    expect(page.locator(".lesson-card")).to_have_count(1)
    assert [listed["student_id"] for listed in api.listed] == [api.asked[0]["student_id"]]


def test_the_schools_portal_hands_over_a_token(open_page: Opener, api: ScriptedApi) -> None:
    page = open_page("/#token=abc.def.ghi")
    expect(page.locator(".topic").first).to_be_visible()
    assert page.evaluate("location.hash") == ""
    assert page.evaluate("[sessionStorage.getItem('vividly-token'), localStorage.length]") == ["abc.def.ghi", 0]
    sent = [headers for headers in api.headers if "Authorization" in headers]
    assert {headers["Authorization"] for headers in sent} == {"Bearer abc.def.ghi"}
    page.get_by_label("Your question").fill("What is gravity?")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#making")).to_be_visible()
    assert "student_id" not in api.asked[0]


def test_a_list_of_my_lessons_is_of_nobody_else(open_page: Opener, api: ScriptedApi) -> None:
    for path in ("/", "/#token=abc.def.ghi"):
        open_page(path).wait_for_load_state("networkidle")
    named, mine = api.listed
    assert named["student_id"].startswith("web-")
    assert "mine" not in named
    assert mine["mine"] == "true"
    assert "student_id" not in mine


@pytest.mark.parametrize("path", ["/", "/teacher"])
def test_a_token_that_comes_to_an_open_page_takes_the_place_of_the_old_one(
    open_page: Opener, api: ScriptedApi, path: str
) -> None:
    refused = ("GET", "/v1/content-requests")
    api.refusals[refused] = problem(401, "expired_token", "Your sign-in has expired.")
    page = open_page(f"{path}#token=old.old.old")
    expect(page.get_by_text("Please sign in again").first).to_be_visible()
    del api.refusals[refused]
    page.evaluate("location.hash = 'token=new.new.new'")
    expect(page).to_have_url(re.compile("^[^#]*$"))  # the page has come again and taken the token
    expect(page.get_by_text("Please sign in again")).to_be_hidden()
    expect(
        page.get_by_role("heading", name="What would you like").or_(page.get_by_text("Recent requests"))
    ).to_be_visible()
    assert page.evaluate("[location.hash, sessionStorage.getItem('vividly-token')]") == ["", "new.new.new"]


def test_who_is_not_signed_in_is_sent_to_the_school(open_page: Opener, api: ScriptedApi) -> None:
    api.refusals["GET", "/v1/content-requests"] = problem(401, "expired_token", "Your sign-in has expired.")
    page = open_page()
    expect(page.get_by_role("heading", name="Please sign in again")).to_be_visible()
    expect(page.get_by_text("open Vividly again from your school’s page")).to_be_visible()
