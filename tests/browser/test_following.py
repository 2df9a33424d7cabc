from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from shared.progress import REUSED
from tests.browser.conftest import finished_standing
from tests.browser.scripted_api import Opener, ScriptedApi, configured, foreign_page, problem, standing


def made_so_far(api: ScriptedApi, *states: str, percent: int, stage: str) -> None:
    scenes = [
        {"index": index, "heading": f"Scene {index + 1}", "state": state}
        | ({"picture": f"{api.media}/scene-{index}.jpg"} if state == "rendered" else {})
        for index, state in enumerate(states)
    ]
    api.standings["req-1"] = standing(
        "req-1", status="generating", progress_percentage=percent, current_stage=stage, scenes=scenes
    )


def test_progress_moves_with_the_real_stages_until_the_lesson_is_there(open_page: Opener, api: ScriptedApi) -> None:
    api.standings["req-1"] = standing("req-1")
    page = open_page("/#req-1")
    expect(page.get_by_role("heading", name="How does photosynthesis work?")).to_be_visible()
    made_so_far(api, percent=14, stage="Writing the script")
    expect(page.locator("[aria-current=step]")).to_contain_text("Writing the lesson")
    expect(page.get_by_text("The scenes appear here")).to_be_visible()
    made_so_far(api, "narrated", "waiting", percent=40, stage="Recording the narration (1 of 2)")
    expect(page.locator(".tile")).to_have_count(2)
    expect(page.locator(".tile").first).to_contain_text("Scene 1, Recorded")
    made_so_far(api, "rendered", "narrated", percent=67, stage="Rendering scenes (1 of 2)")
    expect(page.locator(".tile").first.locator("img")).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_contain_text("Drawing the scenes1 of 2")
    expect(page.locator("#announcement")).to_have_text("Drawing the scenes, 1 of 2")
    expect(page.locator("progress")).to_have_js_property("value", 67)
    api.standings["req-1"] = finished_standing("req-1", api)
    expect(page.get_by_role("group", name="Player")).to_be_visible()
    expect(page.locator("h1:visible")).to_be_focused()
    expect(page.locator("#announcement")).to_have_text("Your lesson is ready: Photosynthesis")


def test_a_reload_in_the_middle_goes_on(open_page: Opener, api: ScriptedApi) -> None:
    made_so_far(api, "rendered", "waiting", percent=67, stage="Rendering scenes (1 of 2)")
    page = open_page("/#req-1")
    expect(page.locator(".tile img")).to_be_visible()
    page.reload()
    expect(page.locator(".tile img")).to_be_visible()
    expect(page.locator("progress")).to_have_js_property("value", 67)


def test_a_lost_connection_is_told_and_caught_up_with(open_page: Opener, api: ScriptedApi) -> None:
    made_so_far(api, percent=14, stage="Writing the script")
    page = open_page("/#req-1")
    expect(page.locator("[aria-current=step]")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("The connection is lost.")).to_be_visible()
    made_so_far(api, "narrated", percent=40, stage="Recording the narration (1 of 1)")
    page.context.set_offline(False)
    expect(page.locator(".tile")).to_have_count(1)
    expect(page.get_by_text("The connection is lost.")).to_be_hidden()


def test_a_service_that_is_not_well_is_asked_again(open_page: Opener, api: ScriptedApi) -> None:
    made_so_far(api, percent=14, stage="Writing the script")
    where = ("GET", "/v1/content-requests/req-1")
    api.refusals[where] = problem(500, "internal_server_error", "Something went wrong.")
    page = open_page("/#req-1")
    expect(page.get_by_text("Vividly needs a moment.")).to_be_visible()
    del api.refusals[where]
    expect(page.locator("[aria-current=step]")).to_contain_text("Writing the lesson")


def test_a_page_of_somebody_else_in_between_is_a_lost_connection(open_page: Opener, api: ScriptedApi) -> None:
    """A school's network answers with its own page until somebody signs in to it."""
    made_so_far(api, percent=14, stage="Writing the script")
    where = ("GET", "/v1/content-requests/req-1")
    api.refusals[where] = foreign_page()
    page = open_page("/#req-1")
    expect(page.get_by_text("The connection is lost.")).to_be_visible()
    del api.refusals[where]
    expect(page.locator("[aria-current=step]")).to_contain_text("Writing the lesson")


def test_an_answer_that_the_page_does_not_understand_is_asked_for_again(open_page: Opener, api: ScriptedApi) -> None:
    api.standings["req-1"] = {"status": "generating"}
    page = open_page("/#req-1")
    expect(page.get_by_text("Vividly needs a moment.")).to_be_visible()
    made_so_far(api, percent=14, stage="Writing the script")
    expect(page.locator("[aria-current=step]")).to_contain_text("Writing the lesson")


def test_a_lesson_that_is_made_already_is_waited_for_and_shown(open_page: Opener, api: ScriptedApi) -> None:
    made_so_far(api, percent=14, stage="Looking at a lesson made before")
    page = open_page("/#req-1")
    expect(page.get_by_text("Somebody asked for the same lesson")).to_be_visible()
    expect(page.locator(".step.done")).to_have_count(2)
    made_so_far(api, percent=14, stage="Waiting for this lesson, which is being made already")
    expect(page.locator(".step.done")).to_have_count(2)
    expect(page.get_by_text("Somebody asked for the same lesson")).to_be_visible()
    api.standings["req-1"] = finished_standing("req-1", api) | {"reused": True, "current_stage": REUSED}
    expect(page.get_by_role("group", name="Player")).to_be_visible()
    page.reload()
    expect(page.get_by_role("group", name="Player")).to_be_visible()
    expect(page.locator(".sources li")).to_have_count(1)


def test_a_lesson_is_stopped_and_started_again(open_page: Opener, api: ScriptedApi) -> None:
    made_so_far(api, percent=14, stage="Writing the script")
    page = open_page("/#req-1")
    page.get_by_role("button", name="Stop this lesson").click()
    expect(page.get_by_role("heading", name="You stopped this lesson")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#making")).to_be_visible()
    assert api.asked[0]["student_query"] == "How does photosynthesis work?"


def test_a_lesson_that_was_not_reached_at_first_is_stopped_all_the_same(open_page: Opener, api: ScriptedApi) -> None:
    made_so_far(api, percent=14, stage="Writing the script")
    where = ("GET", "/v1/content-requests/req-1")
    api.refusals[where] = problem(503, "service_unavailable", "Something went wrong.")
    page = open_page("/#req-1")
    expect(page.get_by_text("Vividly needs a moment.")).to_be_visible()
    del api.refusals[where]
    expect(page.locator("[aria-current=step]")).to_contain_text("Writing the lesson")
    page.get_by_role("button", name="Stop this lesson").click()
    expect(page.get_by_role("heading", name="You stopped this lesson")).to_be_visible()
    assert api.standings["req-1"]["status"] == "cancelled"


def test_another_lesson_in_the_address_is_the_one_that_is_shown_and_stopped(
    open_page: Opener, api: ScriptedApi
) -> None:
    made_so_far(api, "narrated", "waiting", percent=40, stage="Recording the narration (1 of 2)")
    api.standings["req-2"] = standing("req-2", student_query="Why is the sky blue?")
    page = open_page("/#req-1")
    expect(page.locator(".tile")).to_have_count(2)
    page.evaluate("location.hash = 'req-2'")
    expect(page.get_by_role("heading", name="Why is the sky blue?")).to_be_visible()
    expect(page.locator(".tile")).to_have_count(0)
    page.get_by_role("button", name="Stop this lesson").click()
    expect(page.get_by_role("heading", name="You stopped this lesson")).to_be_visible()
    assert [api.standings[name]["status"] for name in ("req-1", "req-2")] == ["generating", "cancelled"]


def test_a_lesson_that_cannot_be_stopped_now_is_stopped_later(open_page: Opener, api: ScriptedApi) -> None:
    made_so_far(api, percent=14, stage="Writing the script")
    page = open_page("/#req-1")
    page.route("**/*:cancel", lambda route: route.abort("connectionreset"))
    stop = page.get_by_role("button", name="Stop this lesson")
    stop.click()
    told = page.get_by_text("This lesson could not be stopped. Vividly cannot be reached.")
    expect(told).to_be_visible()
    made_so_far(api, percent=40, stage="Recording the narration")
    expect(page.locator("[aria-current=step]")).to_contain_text("Recording the voice")
    expect(told).to_be_visible()
    page.unroute("**/*:cancel")
    stop.click()
    expect(page.get_by_role("heading", name="You stopped this lesson")).to_be_visible()
    expect(told).to_be_hidden()
    assert api.asked == []


def test_a_lesson_that_ended_before_it_was_stopped_is_shown(open_page: Opener, api: ScriptedApi) -> None:
    made_so_far(api, percent=94, stage="Assembling the video")
    ended = problem(409, "already_ended", "This lesson is made.")
    api.refusals["POST", "/v1/content-requests/req-1:cancel"] = ended
    page = open_page("/#req-1")
    stop = page.get_by_role("button", name="Stop this lesson")
    expect(stop).to_be_visible()
    api.standings["req-1"] = finished_standing("req-1", api)
    stop.click()
    expect(page.get_by_role("group", name="Player")).to_be_visible()
    expect(page.locator("#offline")).to_be_hidden()


@pytest.mark.parametrize(
    ("code", "heading", "offer"),
    [
        ("stage_failed", "Something broke on our side", "Try again"),
        ("no_source_material", "Our library does not know this yet", "Change my question"),
        ("not_enough_material", "We do not know enough for a lesson that long", "Ask for a shorter lesson"),
        ("unsafe_question", "This is something to talk about with a person", "Ask something else"),
        ("a_code_of_tomorrow", "This did not work", "Try again"),
    ],
)
def test_a_failure_says_what_to_try(open_page: Opener, api: ScriptedApi, code: str, heading: str, offer: str) -> None:
    error = {"code": code, "message": "The reason.", "stage": "write_script"}
    api.standings["req-1"] = standing("req-1", status="failed", error=error)
    page = open_page("/#req-1")
    expect(page.get_by_role("heading", name=heading)).to_be_focused()
    expect(page.get_by_role("button", name=offer)).to_be_visible()


def test_a_failed_lesson_is_tried_again(open_page: Opener, api: ScriptedApi) -> None:
    error = {"code": "stage_failed", "message": "A stage failed.", "stage": "render_scene"}
    api.standings["req-0"] = standing("req-0", status="failed", error=error, grade_level="6", duration_minutes=4)
    page = open_page("/#req-0")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#making")).to_be_visible()
    asked = api.asked[0]
    assert (asked["student_query"], asked["grade_level"]) == ("How does photosynthesis work?", "6")
    assert asked["duration_minutes"] == 4


def test_a_lesson_is_tried_again_as_it_was_asked_for(open_page: Opener, api: ScriptedApi) -> None:
    api.refusals["GET", "/v1/configuration"] = configured(languages=["de", "en"])
    error = {"code": "stage_failed", "message": "A stage failed.", "stage": "render_scene"}
    chosen = {"language": "de", "look": {"theme": "dark", "face": "lexend"}, "interests": ["space", "chess"]}
    api.standings["req-0"] = standing("req-0", status="failed", error=error, **chosen)
    page = open_page("/#req-0")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#making")).to_be_visible()
    assert {name: api.asked[0].get(name) for name in chosen} == chosen
    page.get_by_role("link", name="Ask another question").click()
    expect(page.get_by_label("Language")).to_have_value("en")
    expect(page.get_by_label("Colours")).to_have_value("light")


def test_a_shorter_lesson_is_offered_where_there_is_too_little(open_page: Opener, api: ScriptedApi) -> None:
    error = {"code": "not_enough_material", "message": "There is enough for 3 minutes.", "stage": "write_script"}
    api.standings["req-1"] = standing("req-1", status="failed", error=error, duration_minutes=8)
    page = open_page("/#req-1")
    page.get_by_role("button", name="Ask for a shorter lesson").click()
    expect(page.get_by_label("Length")).to_have_value("4")
    expect(page.get_by_label("Your question")).to_have_value("How does photosynthesis work?")


def test_an_unknown_address_says_so(open_page: Opener) -> None:
    page = open_page("/#req-of-nobody")
    expect(page.get_by_role("heading", name="There is no lesson here")).to_be_visible()
    page.get_by_role("button", name="Ask something else").click()
    expect(page.get_by_label("Your question")).to_be_visible()


def test_a_lesson_whose_files_are_gone_is_asked_for_again(
    open_page: Opener, api: ScriptedApi, finished: str, tmp_path: Path
) -> None:
    api.lesson = tmp_path
    page = open_page(f"/#{finished}")
    expect(page.get_by_role("heading", name="This lesson is not here any more")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#making")).to_be_visible()
    assert api.asked[0]["student_query"] == "How does photosynthesis work?"


@pytest.mark.parametrize(
    "fails",
    [
        lambda route: route.abort("connectionreset"),
        lambda route: route.fulfill(body="<h1>Sign in</h1>", headers={"Access-Control-Allow-Origin": "*"}),
    ],
    ids=["not at all", "as another page"],
)
def test_a_lesson_whose_files_do_not_come_through_at_first_is_shown_later(
    open_page: Opener, api: ScriptedApi, finished: str, fails: Callable[[Route], None]
) -> None:
    page = open_page("/#req-of-nobody")
    failing = f"{api.media}/lesson.json"
    page.route(failing, fails)
    page.evaluate(f"location.hash = '{finished}'")
    expect(page.get_by_text("The connection is lost.")).to_be_visible()
    page.unroute(failing)
    expect(page.get_by_role("group", name="Player")).to_be_visible()


def test_a_lesson_that_is_wanted_no_more_when_its_files_come_is_not_shown(
    open_page: Opener, api: ScriptedApi, finished: str
) -> None:
    page = open_page()
    held: list[Route] = []
    page.route(f"{api.media}/lesson.json", lambda route: held.append(route))
    with page.expect_request("**/lesson.json"):
        page.evaluate(f"location.hash = '{finished}'")
    page.get_by_role("link", name="Vividly", exact=True).click()
    expect(page).to_have_title("Vividly")
    with page.expect_response("**/lesson.json"):
        held[0].continue_()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("Your question")).to_be_visible()
    expect(page).to_have_title("Vividly")
