// Kind words for whatever goes wrong, by code: what it means for the one who reads it, and what to try.

const ANOTHER_QUESTION = "Ask in different words, or pick one of the topics.";
const LATER = "Try again in a few minutes. You did nothing wrong.";
const TELL = "If it keeps happening, tell your teacher.";
const OUR_FAULT = "Something broke on our side";
const SIGN_IN = "Please sign in again";
const UNREACHED = "Vividly cannot be reached";
const PORTAL = "Please open Vividly again from your school’s page.";

// A heading, what to try, what the page offers, and the codes that this is said of.
const WORDS = [
  ["Let’s find a question to learn from", [ANOTHER_QUESTION], "edit", "not_a_lesson"],
  ["This is something to talk about with a person", ["Talk to a grown-up whom you trust.", "Ask about something else here."], "home", "unsafe_question"],
  ["Our library does not know this yet", ["Ask about one of the topics that we have.", "Tell your teacher what is missing: they can add it."], "edit", "no_source_material"],
  ["We do not know enough for a lesson that long", ["Ask for a shorter one."], "shorter", "not_enough_material"],
  ["This lesson was not good enough to show you", [ANOTHER_QUESTION], "edit", "script_below_standard"],
  ["This question cannot become a lesson", [ANOTHER_QUESTION], "edit", "blocked_by_model", "model_refused"],
  ["We could not read this lesson aloud", [ANOTHER_QUESTION], "edit", "speech_refused"],
  ["We could not draw this lesson", [ANOTHER_QUESTION], "edit", "undrawable_text", "missing_picture", "unreadable_picture", "too_much_on_screen"],
  [OUR_FAULT, ["Try again: it often works the second time.", TELL], "again", "stage_failed"],
  ["This took too long", ["Try again, or ask for a shorter lesson.", TELL], "again", "deadline_exceeded"],
  ["This lesson became too large", ["Ask for a shorter one."], "shorter", "request_cost_limit"],
  ["That is all for today", ["Come back tomorrow.", "Your earlier lessons are still here."], "home", "daily_cost_limit", "student_daily_limit"],
  ["That is all for your school today", ["Come back tomorrow."], "home", "tenant_daily_limit", "resource_daily_limit"],
  ["You have other lessons on the way", ["Wait until one of them is ready, then ask again."], "home", "too_many_open_requests"],
  ["Many students are asking right now", [LATER], "again", "too_many_open_requests_in_all", "tenant_minute_limit"],
  ["That was a little fast", ["Wait a minute, then ask again."], "again", "student_minute_limit"],
  ["You stopped this lesson", ["Start it again whenever you like."], "again", "cancelled"],
  ["There is no lesson here", ["Check that the whole address is there.", "It may have been deleted: ask the question again."], "home", "unknown_request"],
  [SIGN_IN, [PORTAL], "none", "not_identified", "invalid_token", "expired_token", "invalid_api_key", "not_your_student_id"],
  ["This is not for you", [PORTAL], "home", "forbidden"],
  ["This is not yours to change", ["Ask whoever runs Vividly at your school."], "home", "not_yours"],
  ["We have no voice for this language yet", ["Choose another language."], "edit", "unsupported_language"],
  ["Something in your question needs changing", ["Look at the marked part, change it and ask again."], "edit", "wrong_fields"],
  ["That is too long", ["Ask in a sentence or two."], "edit", "too_large"],
  ["This resource is gone", ["Load this page again."], "home", "unknown_resource"],
  ["This lesson did not fail", ["Load this page again to see it."], "home", "not_failed"],
  ["This lesson is too old to start again", ["Ask the question again."], "again", "too_old"],
  ["This lesson is finished already", ["Load this page again to see it."], "home", "already_ended"],
  ["This lesson is not here any more", ["Ask the question again to get a new one."], "again", "lesson_gone"],
  ["The link is too old", ["Load this page again."], "home", "link_expired"],
  [UNREACHED, ["Check that you are connected to the internet, then try again."], "again", "offline"],
  ["No file is chosen", ["Choose a file first."], "none", "no_file"],
  ["The file did not arrive", ["Try to add it again."], "again", "upload_failed"],
  [OUR_FAULT, [TELL], "none", "identity_off"],
  [OUR_FAULT, [LATER, TELL], "again", "identity_unavailable", "internal_server_error", "service_unavailable"],
  [OUR_FAULT, ["Ask the question again."], "again", "request_id_taken", "idempotency_key_reused"],
  [OUR_FAULT, ["Load this page again.", TELL], "home", "wrong_parameters", "not_found", "method_not_allowed", "unsupported_media_type",
    "not_json", "not_utf8", "not_an_object"],
];
const UNKNOWN = ["This did not work", [LATER, TELL], "again"];

// What a person reads of an error: the API's own sentence is kept where it says more than the heading does. What has no
// code is an error of this page, whose words are for nobody.
export function wordsFor({ code, message }) {
  const [heading, tries, action] = WORDS.find(([, , , ...codes]) => codes.includes(code)) ?? UNKNOWN;
  const saysNoMore = typeof code !== "string" || [OUR_FAULT, SIGN_IN, UNREACHED].includes(heading) || message === `${heading}.`;
  const detail = saysNoMore ? "" : (message ?? "");
  return { heading, tries, action, detail };
}

export function sentenceFor(problem) {
  const { heading, tries, detail } = wordsFor({ code: problem.code, message: problem.message });
  return [`${heading}.`, detail, ...tries].filter(Boolean).join(" ");
}

export function gradeName(grade) {
  return grade === "K" ? "Kindergarten" : `Grade ${grade}`;
}

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function spokenTime(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [[Math.floor(whole / 60), "minute"], [whole % 60, "second"]];
  return parts.filter(([n], index) => n || index).map(([n, unit]) => `${n} ${unit}${n === 1 ? "" : "s"}`).join(" ");
}

export function minutesName(minutes) {
  return `${minutes} minute${Number(minutes) === 1 ? "" : "s"}`;
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
