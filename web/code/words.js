// Kind words for whatever goes wrong, by code: what it means for the one who reads it, and what to try.

const ANOTHER_QUESTION = "Ask in different words, or pick one of the topics.";
const LATER = "Try again in a few minutes. You did nothing wrong.";
const TELL = "If it keeps happening, tell your teacher.";
const OUR_FAULT = "Something broke on our side";
const PORTAL = "Please open Vividly again from your school’s page.";

// A code's heading and what to try; `action` is what the page offers.
const WORDS = {
  not_a_lesson: ["Let’s find a question to learn from", [ANOTHER_QUESTION], "edit"],
  unsafe_question: ["This is something to talk about with a person", ["Talk to a grown-up whom you trust.", "Ask about something else here."], "home"],
  no_source_material: ["Our library does not know this yet", ["Ask about one of the topics that we have.", "Tell your teacher what is missing: they can add it."], "edit"],
  not_enough_material: ["We do not know enough for a lesson that long", ["Ask for a shorter one."], "shorter"],
  script_below_standard: ["This lesson was not good enough to show you", [ANOTHER_QUESTION], "edit"],
  blocked_by_model: ["This question cannot become a lesson", [ANOTHER_QUESTION], "edit"],
  model_refused: ["This question cannot become a lesson", [ANOTHER_QUESTION], "edit"],
  speech_refused: ["We could not read this lesson aloud", [ANOTHER_QUESTION], "edit"],
  undrawable_text: ["We could not draw this lesson", [ANOTHER_QUESTION], "edit"],
  too_much_on_screen: ["We could not draw this lesson", [ANOTHER_QUESTION], "edit"],
  missing_picture: ["We could not draw this lesson", [ANOTHER_QUESTION], "edit"],
  unreadable_picture: ["We could not draw this lesson", [ANOTHER_QUESTION], "edit"],
  stage_failed: [OUR_FAULT, ["Try again: it often works the second time.", TELL], "again"],
  deadline_exceeded: ["This took too long", ["Try again, or ask for a shorter lesson.", TELL], "again"],
  request_cost_limit: ["This lesson became too large", ["Ask for a shorter one."], "shorter"],
  daily_cost_limit: ["That is all for today", ["Come back tomorrow.", "Your earlier lessons are still here."], "home"],
  too_many_open_requests: ["You have other lessons on the way", ["Wait until one of them is ready, then ask again."], "home"],
  too_many_open_requests_in_all: ["Many students are asking right now", [LATER], "again"],
  cancelled: ["You stopped this lesson", ["Start it again whenever you like."], "again"],
  unknown_request: ["There is no lesson here", ["Check that the whole address is there.", "It may have been deleted: ask the question again."], "home"],
  not_identified: ["Please sign in again", [PORTAL], "none"],
  invalid_token: ["Please sign in again", [PORTAL], "none"],
  expired_token: ["Please sign in again", [PORTAL], "none"],
  identity_off: [OUR_FAULT, [TELL], "none"],
  identity_unavailable: [OUR_FAULT, [LATER, TELL], "again"],
  forbidden: ["This is not for you", [PORTAL], "home"],
  not_yours: ["This is not yours to change", ["Ask whoever runs Vividly at your school."], "home"],
  not_your_student_id: ["Please sign in again", [PORTAL], "none"],
  student_minute_limit: ["That was a little fast", ["Wait a minute, then ask again."], "again"],
  student_daily_limit: ["That is all for today", ["Come back tomorrow.", "Your earlier lessons are still here."], "home"],
  tenant_minute_limit: ["Many students are asking right now", [LATER], "again"],
  tenant_daily_limit: ["That is all for your school today", ["Come back tomorrow."], "home"],
  unsupported_language: ["We have no voice for this language yet", ["Choose another language."], "edit"],
  wrong_fields: ["Something in your question needs changing", ["Look at the marked part, change it and ask again."], "edit"],
  wrong_parameters: [OUR_FAULT, ["Load this page again.", TELL], "home"],
  request_id_taken: [OUR_FAULT, ["Ask the question again."], "again"],
  idempotency_key_reused: [OUR_FAULT, ["Ask the question again."], "again"],
  unknown_resource: ["This resource is gone", ["Load this page again."], "home"],
  not_failed: ["This lesson did not fail", ["Load this page again to see it."], "home"],
  not_found: [OUR_FAULT, ["Load this page again.", TELL], "home"],
  method_not_allowed: [OUR_FAULT, ["Load this page again.", TELL], "home"],
  unsupported_media_type: [OUR_FAULT, ["Load this page again.", TELL], "home"],
  invalid_api_key: ["Please sign in again", [PORTAL], "none"],
  already_ended: ["This lesson is finished already", ["Load this page again to see it."], "home"],
  too_large: ["That is too long", ["Ask in a sentence or two."], "edit"],
  not_json: [OUR_FAULT, ["Load this page again.", TELL], "home"],
  not_utf8: [OUR_FAULT, ["Load this page again.", TELL], "home"],
  not_an_object: [OUR_FAULT, ["Load this page again.", TELL], "home"],
  internal_server_error: [OUR_FAULT, [LATER, TELL], "again"],
  service_unavailable: [OUR_FAULT, [LATER, TELL], "again"],
  offline: ["Vividly cannot be reached", ["Check that you are connected to the internet, then try again."], "again"],
  no_file: ["No file is chosen", ["Choose a file first."], "none"],
  upload_failed: ["The file did not arrive", ["Try to add it again."], "again"],
  lesson_gone: ["This lesson is not here any more", ["Ask the question again to get a new one."], "again"],
  link_expired: ["The link is too old", ["Load this page again."], "home"],
};

// What a person reads of an error: the API's own sentence is kept where it says more than the heading does.
export function wordsFor({ code, message }) {
  const [heading, tries, action] = WORDS[code] ?? ["This did not work", [LATER, TELL], "again"];
  const ours = [OUR_FAULT, "Please sign in again", "Vividly cannot be reached"];
  return { heading, tries, action, detail: ours.includes(heading) ? "" : (message ?? "") };
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
