import re

import pytest
from playwright.sync_api import expect

from tests.browser.scripted_api import Opener, ScriptedApi, configured, foreign_page, problem, standing

TWICE = "button => { button.focus(); button.click(); button.click(); }"


def test_a_student_asks_in_a_sentence_and_chooses(open_page: Opener, api: ScriptedApi) -> None:
    page = open_page()
    page.get_by_label("Your question").fill("  Why is\nthe sky blue? ")
    page.get_by_label("Grade", exact=True).select_option("5")
    page.get_by_label("Length").select_option("2 minutes")
    page.get_by_label("Colours").select_option("Dark")
    page.get_by_label("Letters").select_option("lexend")
    page.get_by_text("Make the examples about things I like").click()
    page.get_by_label("Up to five").fill("basketball, space")
    page.get_by_role("button", name="Make my lesson").click()
    expect(page.get_by_role("heading", name="Why is the sky blue?")).to_be_visible()
    (asked,) = api.asked
    assert re.fullmatch(r"web-[0-9a-f]{32}", asked.pop("student_id"))
    assert asked == {
        "student_query": "Why is the sky blue?",
        "grade_level": "5",
        "duration_minutes": 2,
        "look": {"theme": "dark", "face": "lexend"},
        "interests": ["basketball", "space"],
    }
    assert page.url.endswith("/#req-1")


def test_what_was_chosen_is_chosen_the_next_time(open_page: Opener) -> None:
    page = open_page()
    page.get_by_label("Grade", exact=True).select_option("11")
    page.get_by_label("Your question").fill("What is gravity?")
    page.get_by_label("Your question").press("Enter")
    page.get_by_role("link", name="Ask another question").click()
    page.reload()
    expect(page.get_by_label("Grade", exact=True)).to_have_value("11")


def test_a_language_that_was_chosen_is_chosen_the_next_time(open_page: Opener, api: ScriptedApi) -> None:
    api.refusals["GET", "/v1/configuration"] = configured(languages=["de", "en"])
    page = open_page()
    page.get_by_label("Language").select_option("German")
    page.reload()
    expect(page.get_by_label("Language").get_by_role("option")).to_have_count(2)
    expect(page.get_by_label("Language")).to_have_value("de")


def test_a_topic_of_other_grades_gets_the_nearest_one_for_that_lesson_alone(
    open_page: Opener, api: ScriptedApi
) -> None:
    page = open_page()
    grade = page.get_by_label("Grade", exact=True)
    page.get_by_label("Search topics").fill("fract")
    page.get_by_role("button", name="Fractions").click()
    expect(grade).to_have_value("5")
    expect(page.locator("#grade-note")).to_have_text("This topic is for Grades 3–5. Your lesson will be for Grade 5.")
    page.get_by_label("Search topics").fill("newton")
    page.get_by_role("button", name="Newton").click()
    expect(grade).to_have_value("8")
    expect(page.locator("#grade-note")).to_be_hidden()
    page.get_by_label("Search topics").fill("fract")
    page.get_by_role("button", name="Fractions").click()
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#making")).to_be_visible()
    assert api.asked[0]["grade_level"] == "5"
    page.get_by_role("link", name="Ask another question").click()
    expect(grade).to_have_value("8")
    page.reload()
    expect(grade).to_have_value("8")


def test_a_topic_is_searched_and_clicked(open_page: Opener) -> None:
    page = open_page()
    page.get_by_label("Search topics").fill("fract")
    expect(page.locator("#topics-note")).to_have_text("1 topic for “fract”")
    page.get_by_role("button", name="Fractions").click()
    expect(page.get_by_label("Your question")).to_have_value("What is a fraction?")
    expect(page.get_by_label("Your question")).to_be_focused()


def test_topics_are_of_the_grade_and_by_subject(open_page: Opener) -> None:
    page = open_page()
    expect(page.locator(".topic:visible")).to_have_count(8)
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".topic:visible")).to_have_count(11)
    page.get_by_role("button", name="Mathematics", exact=True).click()
    expect(page.locator(".topic:visible")).to_have_count(2)
    expect(page.get_by_role("button", name="Mathematics", exact=True)).to_be_focused()


def test_an_example_is_clicked(open_page: Opener) -> None:
    page = open_page()
    page.locator("#examples button").first.click()
    expect(page.get_by_label("Your question")).not_to_have_value("")


def test_an_empty_question_is_told_kindly_and_asks_nobody(open_page: Opener, api: ScriptedApi) -> None:
    page = open_page()
    page.get_by_role("button", name="Make my lesson").click()
    expect(page.get_by_label("Your question")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Your question")).to_have_accessible_description(re.compile("Write your question"))
    assert api.asked == []
    alert = page.get_by_role("alert").filter(has_text="Write your question")
    expect(alert).to_be_visible()
    page.get_by_label("Your question").fill("What is gravity?")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#making")).to_be_visible()
    expect(page.locator("#question-problem")).to_be_empty()


@pytest.mark.parametrize(
    ("interests", "said"),
    [
        ("chess, space, cats, dogs, trains, tea", "Name five at most"),
        ("chess and cats and dogs", "name it in at most 3 words"),
    ],
)
def test_interests_that_are_too_many_or_too_long_are_told_where_they_are(
    open_page: Opener, interests: str, said: str
) -> None:
    page = open_page()
    page.get_by_label("Your question").fill("What is gravity?")
    page.get_by_text("Make the examples about things I like").click()
    page.get_by_label("Up to five").fill(interests)
    page.get_by_label("Up to five").press("Enter")
    expect(page.get_by_role("alert").filter(has_text=said)).to_be_visible()
    expect(page.get_by_label("Up to five")).to_be_focused()


def test_a_wrong_field_is_marked_where_it_is(open_page: Opener, api: ScriptedApi) -> None:
    errors = [{"field": "student_query", "message": "write plain text, without HTML"}]
    api.refusals["POST", "/v1/content-requests"] = problem(422, "wrong_fields", "Please correct.", errors=errors)
    page = open_page()
    page.get_by_label("Your question").fill("What is <b>bold</b>?")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#question-problem")).to_have_text("Please write plain text, without HTML.")
    expect(page.get_by_label("Your question")).to_be_focused()


def test_a_question_that_is_sent_again_keeps_its_key(open_page: Opener, api: ScriptedApi) -> None:
    where = ("POST", "/v1/content-requests")
    api.refusals[where] = problem(503, "service_unavailable", "Something went wrong.")
    page = open_page()
    page.get_by_label("Your question").fill("What is gravity?")
    send = page.get_by_role("button", name="Make my lesson")
    send.click()
    expect(page.get_by_role("alert").filter(has_text="Something broke on our side")).to_be_visible()
    del api.refusals[where]
    send.click()
    expect(page.locator("#making")).to_be_visible()
    first, second = [headers["Idempotency-Key"] for headers in api.headers if "Idempotency-Key" in headers]
    assert first == second


def test_a_question_whose_answer_is_lost_becomes_one_lesson(open_page: Opener, api: ScriptedApi) -> None:
    page = open_page()
    where = "**/v1/content-requests"
    page.route(where, lambda route: route.fetch() and route.abort("connectionreset"))
    page.get_by_label("Your question").fill("What is gravity?")
    send = page.get_by_role("button", name="Make my lesson")
    send.click()
    expect(page.get_by_role("alert").filter(has_text="Vividly cannot be reached")).to_be_visible()
    page.unroute(where)
    send.click()
    expect(page.locator("#making")).to_be_visible()
    assert len(api.asked) == 2
    assert list(api.standings) == ["req-1"]


def test_a_page_of_somebody_else_is_told_as_what_it_is(open_page: Opener, api: ScriptedApi) -> None:
    api.refusals["POST", "/v1/content-requests"] = foreign_page()
    page = open_page()
    page.get_by_label("Your question").fill("What is gravity?")
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Vividly cannot be reached")).to_be_visible()
    assert page.evaluate("location.hash") == ""


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [
        ("too_many_open_requests", 429, "You have other lessons on the way"),
        ("daily_cost_limit", 429, "That is all for today"),
        ("something_new", 400, "This did not work"),
    ],
)
def test_a_refusal_is_told_in_kind_words(
    open_page: Opener, api: ScriptedApi, code: str, status: int, words: str
) -> None:
    api.refusals["POST", "/v1/content-requests"] = problem(status, code, "No further one is taken.")
    page = open_page()
    page.get_by_label("Your question").fill("What is gravity?")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#ask-problem")).to_contain_text(words)


def test_earlier_lessons_are_listed_opened_and_deleted(open_page: Opener, api: ScriptedApi, finished: str) -> None:
    for number in range(7):
        api.standings[f"old-{number}"] = standing(f"old-{number}", status="failed", student_query=f"Question {number}?")
    page = open_page()
    expect(page.locator(".lesson-card")).to_have_count(6)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".lesson-card")).to_have_count(8)
    page.get_by_role("button", name="Delete “Question 6?”").click()
    page.get_by_role("button", name="Keep it").click()
    assert "old-6" in api.standings
    page.get_by_role("button", name="Delete “Question 6?”").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".lesson-card")).to_have_count(7)
    assert "old-6" not in api.standings
    page.get_by_role("link", name="Photosynthesis").click()
    expect(page.get_by_role("group", name="Player")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Your question")).to_be_visible()


def test_a_click_too_many_lists_no_lesson_twice(open_page: Opener, api: ScriptedApi) -> None:
    for number in range(8):
        api.standings[f"old-{number}"] = standing(f"old-{number}", status="failed")
    page = open_page()
    cards = page.locator(".lesson-card")
    expect(cards).to_have_count(6)
    with page.expect_request_finished(lambda asked: "page_token" in asked.url):
        page.get_by_role("button", name="Show more").evaluate(TWICE)
    expect(cards).to_have_count(8)
    expect(cards.nth(6).get_by_role("link")).to_be_focused()
    page.get_by_role("link", name="Vividly", exact=True).evaluate(TWICE)
    expect(cards).to_have_count(6)
    page.wait_for_load_state("networkidle")
    expect(cards).to_have_count(6)


def test_more_lessons_that_cannot_be_had_are_told_and_come_later(open_page: Opener, api: ScriptedApi) -> None:
    for number in range(8):
        api.standings[f"old-{number}"] = standing(f"old-{number}", status="failed", student_query=f"Question {number}?")
    page = open_page()
    cards = page.locator(".lesson-card")
    expect(cards).to_have_count(6)
    more = page.get_by_role("button", name="Show more")
    api.refusals["GET", "/v1/content-requests"] = problem(503, "service_unavailable", "Something went wrong.")
    more.click()
    told = page.get_by_role("alert").filter(has_text="More lessons cannot be shown right now.")
    expect(told).to_be_visible()
    api.refusals.clear()
    more.click()
    expect(cards).to_have_count(8)
    expect(told).to_be_hidden()
    assert len(set(page.locator(".lesson-card strong").all_text_contents())) == 8
