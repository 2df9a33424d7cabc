from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scripted_api import Opener, ScriptedApi, problem
from tests.browser.waiting import until

SHOWN = "document.querySelector('video').textTracks[0].activeCues?.[0]?.text"
NOW = "document.querySelector('video').currentTime"


@pytest.fixture
def lesson(open_page: Opener, finished: str) -> Page:
    page = open_page(f"/#{finished}")
    expect(page.get_by_role("group", name="Player")).to_be_visible()
    until(page, "document.querySelector('video').readyState >= 1")
    return page


def at(page: Page, seconds: float) -> None:
    """Wait until a video is at a time: it may play, and be past it when the page is looked at."""
    until(page, f"{NOW} >= {seconds - 0.4} && {NOW} < {seconds + 3}")


def test_it_plays_with_captions_showing(lesson: Page) -> None:
    lesson.get_by_role("button", name="Play the lesson").click()
    until(lesson, f"{NOW} > 0.6 && {SHOWN} === 'A tiny seed can become a tree.'")
    assert lesson.evaluate("document.querySelector('video').textTracks[0].mode") == "showing"
    assert lesson.evaluate("document.querySelector('video').webkitDecodedFrameCount") > 0
    assert lesson.evaluate("document.querySelector('video').webkitAudioDecodedByteCount") > 0
    lesson.get_by_role("button", name="Captions").first.click()
    assert lesson.evaluate("document.querySelector('video').textTracks[0].mode") == "hidden"
    lesson.get_by_role("button", name="Pause").click()
    expect(lesson.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_it_seeks_everywhere_and_shows_that_picture(lesson: Page) -> None:
    """A picture that does not change is stored once, so that most times have no picture of their own."""
    # 'seeked' may come before the picture, which is stored up to five seconds before its time.
    pixels = """seconds => new Promise(resolve => {
        const video = document.querySelector('video');
        const look = () => video.requestVideoFrameCallback((now, { mediaTime }) => {
            if (mediaTime > seconds + 0.05 || mediaTime < seconds - 5.05) return look();
            const canvas = document.createElement('canvas');
            canvas.width = 64; canvas.height = 36;
            const drawing = canvas.getContext('2d');
            drawing.drawImage(video, 0, 0, 64, 36);
            resolve([...drawing.getImageData(0, 0, 64, 36).data].reduce((sum, value) => sum + value, 0));
        });
        look();
        video.currentTime = seconds;
    })"""
    first, again = lesson.evaluate(pixels, 26.5), lesson.evaluate(pixels, 5.5)
    assert lesson.evaluate(pixels, 26.5) == first
    assert again != first
    assert lesson.evaluate("document.querySelector('video').seekable.end(0)") == pytest.approx(27, abs=0.1)


def test_seeking_asks_for_a_part_of_the_file(lesson: Page, api: ScriptedApi) -> None:
    with lesson.expect_response(lambda answer: answer.url.endswith("lesson.mp4"), timeout=5_000) as asked:
        lesson.reload()
    assert asked.value.status == 206


def test_the_position_is_a_slider_for_pointer_and_keyboard(lesson: Page) -> None:
    slider = lesson.get_by_role("slider", name="Position")
    slider.focus()
    lesson.keyboard.press("ArrowRight")
    at(lesson, 5)
    expect(slider).to_have_attribute("aria-valuetext", "5 seconds of 27 seconds")
    box = slider.bounding_box()
    assert box
    lesson.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    at(lesson, 13.5)


def test_every_key_does_what_the_list_says(lesson: Page) -> None:
    lesson.get_by_role("button", name="Play", exact=True).focus()
    for key, seconds in (("l", 10), ("ArrowLeft", 5), ("n", 6), ("n", 15), ("p", 6), ("9", 24.3), ("Home", 0)):
        lesson.keyboard.press(key)
        at(lesson, seconds)
    lesson.keyboard.press("k")
    until(lesson, "!document.querySelector('video').paused")
    lesson.keyboard.press("k")
    until(lesson, "document.querySelector('video').paused")
    lesson.keyboard.press("m")
    assert lesson.evaluate("document.querySelector('video').muted")
    lesson.keyboard.press(">")
    assert lesson.evaluate("document.querySelector('video').playbackRate") == 1.25
    lesson.keyboard.press("ArrowDown")
    assert lesson.evaluate("document.querySelector('video').volume") == pytest.approx(0.9)
    lesson.keyboard.press("c")
    assert lesson.evaluate("document.querySelector('video').textTracks[0].mode") == "hidden"
    lesson.keyboard.press("f")
    until(lesson, "document.fullscreenElement?.classList.contains('player')")


def test_a_key_on_the_large_button_keeps_the_focus_in_the_player(lesson: Page) -> None:
    lesson.get_by_role("button", name="Play the lesson").focus()
    lesson.keyboard.press("k")
    until(lesson, f"{NOW} > 0.2")
    expect(lesson.get_by_role("button", name="Pause")).to_be_focused()
    lesson.keyboard.press("k")
    until(lesson, "document.querySelector('video').paused")


def test_the_speed_is_chosen_and_kept_while_it_plays(lesson: Page) -> None:
    speed = lesson.get_by_label("Speed")
    speed.select_option("1.5×")
    lesson.get_by_role("button", name="Play the lesson").click()
    until(lesson, f"{NOW} > 0.3")
    assert lesson.evaluate("document.querySelector('video').playbackRate") == 1.5
    lesson.get_by_role("button", name="Next chapter").focus()
    lesson.keyboard.press("<")
    expect(speed).to_have_value("1.25")


def test_letters_outside_the_player_do_nothing(lesson: Page) -> None:
    lesson.get_by_role("link", name="Vividly").focus()
    lesson.keyboard.press("l")
    assert lesson.evaluate(NOW) == 0


def test_the_transcript_follows_and_is_clicked(lesson: Page) -> None:
    lesson.get_by_role("button", name="Leaves take in carbon dioxide.").click()
    at(lesson, 9.5)
    expect(lesson.locator(".sentence[aria-current]")).to_have_text("Leaves take in carbon dioxide.")
    until(lesson, "!document.querySelector('video').paused")
    expect(lesson.locator(".sentence[aria-current]")).to_have_text("Chlorophyll catches the light.")


def test_the_transcript_is_walked_with_arrows(lesson: Page) -> None:
    lesson.locator(".sentence").first.focus()
    lesson.keyboard.press("ArrowDown")
    expect(lesson.get_by_role("button", name="Where does all of that wood come from?")).to_be_focused()
    lesson.keyboard.press("Enter")
    at(lesson, 3.3)


def test_chapters_are_pictures_to_click(lesson: Page) -> None:
    chapter = lesson.locator(".chapter").nth(2)
    expect(chapter.locator("img")).to_be_visible()
    chapter.click()
    at(lesson, 15)
    expect(chapter).to_have_attribute("aria-current", "true")


def test_the_answer_is_hidden_until_it_is_wanted(lesson: Page) -> None:
    answer = lesson.locator(".answer")
    expect(answer).to_be_hidden()
    lesson.get_by_text("Show the answer").click()
    expect(answer).to_be_visible()


def test_sources_are_named_with_licences(lesson: Page) -> None:
    sources = lesson.locator(".sources")
    expect(sources).to_contain_text("Photosynthesis by Vividly contributors, CC BY 4.0")
    expect(sources.get_by_role("link", name="CC BY 4.0")).to_have_attribute(
        "href", "https://creativecommons.org/licenses/by/4.0/"
    )


@pytest.mark.parametrize(("button", "file"), [("Video", "lesson.mp4"), ("Captions", "captions.vtt")])
def test_the_files_are_downloaded(lesson: Page, lesson_folder: Path, button: str, file: str) -> None:
    with lesson.expect_download() as download:
        lesson.locator(".panel").get_by_role("button", name=button).click()
    assert download.value.suggested_filename == file
    assert Path(download.value.path()).read_bytes() == (lesson_folder / file).read_bytes()


def test_whoever_is_signed_out_hears_no_more(lesson: Page, api: ScriptedApi, finished: str) -> None:
    lesson.get_by_role("button", name="Play the lesson").click()
    until(lesson, f"{NOW} > 0.2")
    video = lesson.locator("video").element_handle()
    expired = problem(401, "expired_token", "Your sign-in has expired.")
    api.refusals["GET", f"/v1/content-requests/{finished}"] = expired
    lesson.locator(".panel").get_by_role("button", name="Transcript").click()
    expect(lesson.get_by_role("heading", name="Please sign in again")).to_be_visible()
    assert video.evaluate("video => video.paused")


def test_a_reload_goes_on_where_it_was(lesson: Page) -> None:
    lesson.get_by_role("button", name="Chlorophyll catches the light.").click()
    at(lesson, 12.5)
    lesson.reload()
    expect(lesson.get_by_role("group", name="Player")).to_be_visible()
    until(lesson, f"{NOW} > 11")


def test_links_that_are_too_old_are_replaced_and_the_lesson_goes_on(lesson: Page) -> None:
    lesson.evaluate("document.querySelector('video').currentTime = 12")
    lesson.evaluate("document.querySelector('video').src += '.gone'")
    until(lesson, "document.querySelector('video').src.endsWith('lesson.mp4')")
    until(lesson, "document.querySelector('video').readyState >= 2")
