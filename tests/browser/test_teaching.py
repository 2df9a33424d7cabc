from pathlib import Path

from playwright.sync_api import expect

from tests.browser.scripted_api import Opener, ScriptedApi, problem, standing


def test_a_teacher_sees_how_requests_went_and_where_their_time_went(
    open_page: Opener, api: ScriptedApi, finished: str
) -> None:
    api.events[finished] = [
        {"at": "2026-01-05T09:30:00Z", "kind": "accepted", "stage": "submit_request"},
        {"at": "2026-01-05T09:30:01Z", "kind": "started", "stage": "write_script"},
        {"at": "2026-01-05T09:30:13.500Z", "kind": "finished", "stage": "write_script"},
        {"at": "2026-01-05T09:30:14Z", "kind": "started", "stage": "render_scene", "scene": 0},
        {"at": "2026-01-05T09:30:15Z", "kind": "started", "stage": "render_scene", "scene": 1},
        {"at": "2026-01-05T09:30:18Z", "kind": "finished", "stage": "render_scene", "scene": 0},
        {"at": "2026-01-05T09:30:20Z", "kind": "finished", "stage": "render_scene", "scene": 1},
    ]
    page = open_page("/teacher")
    row = page.locator("#request-rows tr").first
    expect(row).to_contain_text("How does photosynthesis work?")
    expect(row).to_contain_text("Ready")
    expect(row).to_contain_text("62 s")
    expect(row).to_contain_text("$0.0142")
    row.get_by_role("button", name="Details of").click()
    stages = page.locator(".stages")
    expect(stages).to_contain_text("Write script12.5 s")
    expect(stages).to_contain_text("Render scene6.0 s")


def test_a_failed_request_is_tried_again(open_page: Opener, api: ScriptedApi) -> None:
    error = {"code": "stage_failed", "message": "A stage failed.", "stage": "render_scene"}
    api.standings["req-1"] = standing("req-1", status="failed", error=error)
    page = open_page("/teacher")
    page.get_by_role("button", name="Details of").click()
    expect(page.locator(".details")).to_contain_text("A stage failed. (stage_failed, render_scene)")
    page.get_by_role("button", name="Retry").click()
    expect(page.locator("#request-rows tr").first).to_contain_text("Being made, 0%")
    assert api.deeds == ["redrive req-1"]


def test_a_retry_that_is_refused_says_why_and_can_be_tried_again(open_page: Opener, api: ScriptedApi) -> None:
    error = {"code": "stage_failed", "message": "A stage failed.", "stage": "render_scene"}
    api.standings["req-1"] = standing("req-1", status="failed", error=error)
    where = ("POST", "/v1/content-requests/req-1:redrive")
    api.refusals[where] = problem(503, "service_unavailable", "Something went wrong.")
    page = open_page("/teacher")
    page.get_by_role("button", name="Retry").click()
    expect(page.get_by_role("alert").filter(has_text="Something broke on our side")).to_be_visible()
    del api.refusals[where]
    page.get_by_role("button", name="Retry").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert api.deeds == ["redrive req-1"]


def test_requests_are_filtered_and_more_are_shown(open_page: Opener, api: ScriptedApi) -> None:
    for number in range(25):
        status = "failed" if number == 7 else "completed"
        api.standings[f"req-{number}"] = standing(f"req-{number}", status=status)
    page = open_page("/teacher")
    rows = page.locator("#request-rows tr:not(.details)")
    expect(rows).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(rows).to_have_count(25)
    page.get_by_role("button", name="Failed", exact=True).click()
    expect(rows).to_have_count(1)


def test_a_row_that_changes_keeps_its_details_and_the_focus(open_page: Opener, api: ScriptedApi) -> None:
    api.standings["req-1"] = standing("req-1", status="generating", progress_percentage=10)
    page = open_page("/teacher")
    opener = page.get_by_role("button", name="Details of")
    opener.click()
    expect(page.locator(".details")).to_contain_text("No stage has started yet.")
    api.standings["req-1"]["progress_percentage"] = 45
    expect(page.locator("#request-rows tr").first).to_contain_text("45%")
    expect(page.locator(".details")).to_be_visible()
    expect(opener).to_be_focused()


def test_a_resource_is_added_read_and_looked_into(open_page: Opener, api: ScriptedApi, tmp_path: Path) -> None:
    file = tmp_path / "castles.md"
    file.write_text("---\nlicence: CC BY 4.0\n---\n# Castles", "utf-8")
    page = open_page("/teacher")
    expect(page.get_by_text("The library is empty.")).to_be_visible()
    page.get_by_label("Markdown, plain text").set_input_files(file)
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator("#resource-rows")).to_contain_text("Being read")
    assert api.uploaded == {"castles.md": file.read_bytes()}
    api.resources[0] |= {"status": "indexed", "title": "Castles", "licence": "CC BY 4.0", "passage_count": 1}
    api.passages["castles"] = [{"heading": "Walls", "text": "Walls were thick."}]
    expect(page.locator("#resource-rows")).to_contain_text("In use")
    page.get_by_role("button", name="Passages").click()
    expect(page.locator(".passages")).to_contain_text("Walls were thick.")


def test_a_resource_that_cannot_be_used_says_why(open_page: Opener, api: ScriptedApi) -> None:
    reason = "castles.md names no licence."
    failed = {"resource_id": "castles", "title": "", "licence": "", "object": "castles.md", "status": "failed"}
    api.resources = [failed | {"passage_count": 0, "reason": reason}]
    page = open_page("/teacher")
    page.get_by_role("button", name="Why").click()
    expect(page.locator("#resource-rows")).to_contain_text(reason)


def test_no_file_and_a_refused_one_are_told(open_page: Opener, api: ScriptedApi, tmp_path: Path) -> None:
    page = open_page("/teacher")
    page.get_by_role("button", name="Add to the library").click()
    expect(page.get_by_text("Choose a file first.")).to_be_visible()
    errors = [{"field": "name", "message": "use a name that ends with .md, .txt, .html, .pdf or .epub"}]
    api.refusals["POST", "/v1/resources"] = problem(422, "wrong_fields", "Please correct.", errors=errors)
    file = tmp_path / "castles.exe"
    file.write_bytes(b"MZ")
    page.get_by_label("Markdown, plain text").set_input_files(file)
    page.get_by_role("button", name="Add to the library").click()
    expect(page.get_by_text("Please use a name that ends with")).to_be_visible()


def test_what_is_right_does_not_hide_what_is_wrong(open_page: Opener, api: ScriptedApi) -> None:
    api.refusals["GET", "/v1/resources"] = problem(403, "forbidden", "This is for teachers and operators.")
    page = open_page("/teacher")
    alert = page.get_by_role("alert").filter(has_text="This is not for you")
    expect(alert).to_be_visible()
    with page.expect_response("**/v1/content-requests?*") as looked_again:
        pass
    looked_again.value.finished()
    expect(alert).to_be_visible()


def test_who_may_not_see_it_is_told(open_page: Opener, api: ScriptedApi) -> None:
    api.refusals["GET", "/v1/content-requests"] = problem(401, "not_identified", "Say who you are.")
    page = open_page("/teacher")
    expect(page.get_by_role("alert").filter(has_text="Please sign in again")).to_be_visible()
