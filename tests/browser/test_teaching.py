from pathlib import Path

from playwright.sync_api import Route, expect

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


def test_a_filter_speaks_of_the_requests_that_it_has(open_page: Opener, api: ScriptedApi) -> None:
    for number in range(21):
        api.standings[f"req-{number}"] = standing(f"req-{number}", status="completed" if number else "failed")
    page = open_page("/teacher")
    expect(page.locator("#request-rows tr:not(.details)")).to_have_count(20)
    page.get_by_role("button", name="Failed", exact=True).click()
    expect(page.locator("#no-requests")).to_have_text("None among those shown.")
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#request-rows tr:not(.details)")).to_have_count(1)
    page.get_by_role("button", name="Being made", exact=True).click()
    expect(page.locator("#no-requests")).to_have_text("None at the moment.")


def test_nobody_is_asked_often_where_nothing_is_under_way(open_page: Opener, api: ScriptedApi, finished: str) -> None:
    page = open_page("/teacher")
    expect(page.locator("#request-rows")).to_contain_text("Ready")
    page.wait_for_timeout(4_500)
    assert len(api.listed) == 1


def test_one_look_waits_for_the_other(open_page: Opener, api: ScriptedApi) -> None:
    api.standings["req-1"] = standing("req-1", status="generating")
    page = open_page("/teacher")
    expect(page.locator("#request-rows")).to_contain_text("Being made")
    held: list[Route] = []
    page.route("**/v1/content-requests?*", lambda route: held.append(route))
    page.wait_for_timeout(7_500)
    assert len(held) == 1


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
    api.passages[api.resources[0]["resource_id"]] = [{"heading": "Walls", "text": "Walls were thick."}]
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


def test_every_kind_of_file_that_is_offered_is_taken(open_page: Opener, api: ScriptedApi) -> None:
    page = open_page("/teacher")
    chooser = page.get_by_label("Markdown, plain text")
    for ending in (chooser.get_attribute("accept") or "").split(","):
        chooser.set_input_files({"name": f"castles{ending}", "mimeType": "", "buffer": b"Castles."})
        page.get_by_role("button", name="Add to the library").click()
        expect(page.locator("#announcement")).to_have_text(f"castles{ending} has arrived and is being read.")
    assert len(api.uploaded) > 6


def test_a_file_that_is_too_large_is_told_and_not_sent(open_page: Opener, api: ScriptedApi) -> None:
    page = open_page("/teacher")
    large = {"name": "castles.md", "mimeType": "text/markdown", "buffer": b"-" * 2_000_001}
    page.get_by_label("Markdown, plain text").set_input_files(large)
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator("#add-problem")).to_have_text(
        "Please choose a smaller file than castles.md, of at most 2 MB, or divide it."
    )
    assert (api.awaited, api.uploaded) == ({}, {})


def test_no_file_and_a_refused_one_are_told(open_page: Opener, api: ScriptedApi, tmp_path: Path) -> None:
    page = open_page("/teacher")
    page.get_by_role("button", name="Add to the library").click()
    expect(page.get_by_text("Choose a file first.")).to_be_visible()
    file = tmp_path / "castles.exe"
    file.write_bytes(b"MZ")
    page.get_by_label("Markdown, plain text").set_input_files(file)
    page.get_by_role("button", name="Add to the library").click()
    told = "Please use a name that ends with .md"
    expect(page.get_by_role("alert").filter(has_text=told)).to_be_visible()


def test_what_is_right_does_not_hide_what_is_wrong(open_page: Opener, api: ScriptedApi) -> None:
    api.refusals["GET", "/v1/resources"] = problem(403, "forbidden", "This is not for you.")
    api.standings["req-1"] = standing("req-1", status="generating")
    page = open_page("/teacher")
    alert = page.get_by_role("alert").filter(has_text="This is not for you. Please open Vividly again")
    expect(alert).to_be_visible()
    page.evaluate(
        """new MutationObserver(() => { window.saidAgain = true; })
            .observe(document.getElementById('trouble'), {childList: true, attributes: true})"""
    )
    with page.expect_response("**/v1/content-requests?*") as looked_again:
        pass
    looked_again.value.finished()
    expect(page.locator("#request-rows tr").first).to_contain_text("Being made")
    expect(alert).to_be_visible()
    assert page.evaluate("window.saidAgain") is None


def test_who_may_not_see_it_is_told(open_page: Opener, api: ScriptedApi) -> None:
    api.refusals["GET", "/v1/content-requests"] = problem(401, "not_identified", "Say who you are.")
    page = open_page("/teacher")
    expect(page.get_by_role("alert").filter(has_text="Please sign in again")).to_be_visible()
