// The form: a question in a sentence, with grade, length, language, colours and letters.

import { call, mayPass, REQUESTS } from "./api.js";
import { at, element, show, tell } from "./elements.js";
import { random, recall, remember, studentId } from "./identity.js";
import { gradeName, minutesName, sentenceFor } from "./words.js";

const CHOICES = ["grade", "minutes", "language", "theme", "face"];
const CHOSEN = "vividly-choices";
const MOST_INTERESTS = 5;
const FIELDS = { student_query: "question", grade_level: "grade", duration_minutes: "minutes", interests: "interests" };
const NAMES = {
  light: "Light", dark: "Dark", high_contrast: "High contrast",
  standard: "Standard", lexend: "Lexend, wide and even", atkinson: "Atkinson, very clear",
};
const FALLBACK = {
  grade_levels: ["K", ..."123456789", "10", "11", "12"],
  duration_minutes: { minimum: 1, maximum: 10 },
  languages: ["en"], themes: ["light", "dark", "high_contrast"], faces: ["standard", "lexend", "atkinson"],
};

const NOTHING = { text: "", key: "" };
const own = {}; // what a topic or an earlier lesson took the place of, until the question is sent or something is chosen
let sent = NOTHING; // the same question sent again has the same key, so that it is one lesson; a changed one has another

export function prepareAsk(onAccepted) {
  fillChoices({ ...FALLBACK, languages: [...new Set([...FALLBACK.languages, chosen().language ?? "en"])] });
  call("/v1/configuration").then(fillChoices, () => {}); // the page works without it
  at("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    send(asked(), onAccepted);
  });
  for (const id of CHOICES) at(id).addEventListener("change", () => choose(id));
  at("interests").addEventListener("change", () => forget("interests"));
  at("question").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    at("ask").requestSubmit();
  });
}

// Put a question into the form for the student to change or send; what is changed with it holds for this one alone.
export function suggest(question, changes = {}) {
  giveBack();
  at("question").value = question;
  for (const [id, value] of Object.entries(changes)) {
    const { options, value: before } = at(id);
    if (options && ![...options].some((option) => option.value === String(value))) continue;
    own[id] = before;
    at(id).value = value;
  }
  at("question").focus();
}

// Let the form be as the student had chosen.
export function giveBack() {
  for (const [id, value] of Object.entries(own)) at(id).value = value;
  forget(...Object.keys(own));
}

function forget(...ids) {
  for (const id of ids) delete own[id];
  if (!own.grade) tell("grade-note", "");
}

// What is chosen once is chosen the next time.
function choose(id) {
  forget(id);
  remember(() => localStorage, CHOSEN, JSON.stringify({ ...chosen(), [id]: at(id).value }));
}

// Ask; a field that is wrong is marked and said, anything else is said under the form.
async function send(question, onAccepted) {
  clearProblems();
  if (question.student_query.length < 3) return mark("question", "Write your question here first, in a few words.");
  if (question.interests?.length > MOST_INTERESTS) return mark("interests", "Name five at most.");
  at("send").disabled = true;
  const text = JSON.stringify(question);
  if (sent.text !== text) sent = { text, key: random() };
  try {
    const accepted = await call(REQUESTS, { method: "POST", headers: { "Idempotency-Key": sent.key }, body: question });
    sent = NOTHING;
    giveBack();
    onAccepted(accepted.request_id);
  } catch (problem) {
    if (!mayPass(problem)) sent = NOTHING;
    explain(problem);
  } finally {
    at("send").disabled = false;
  }
}

function asked() {
  const interests = at("interests").value.split(",").map((word) => word.trim()).filter(Boolean);
  const question = {
    student_id: studentId(),
    student_query: at("question").value.trim().replace(/\s+/g, " "),
    grade_level: at("grade").value,
    duration_minutes: Number(at("minutes").value),
    look: { theme: at("theme").value, face: at("face").value },
  };
  if (at("language").value !== "en") question.language = at("language").value;
  if (interests.length) question.interests = interests;
  return question;
}

function explain(problem) {
  const others = [];
  for (const { field, message } of problem.errors ?? []) {
    const id = FIELDS[field.split(".")[0]];
    if (id === "question" || id === "interests") mark(id, `Please ${message}.`);
    else others.push(`${field}: ${message}.`);
  }
  if (problem.errors?.length && !others.length) return;
  tell("ask-problem", [sentenceFor(problem), ...others].join(" "));
}

function mark(id, message) {
  tell(`${id}-problem`, message);
  at(id).setAttribute("aria-invalid", "true");
  at(id).closest("details")?.setAttribute("open", "");
  at(id).focus();
}

function clearProblems() {
  tell("ask-problem", "");
  for (const id of ["question", "interests"]) {
    tell(`${id}-problem`, "");
    at(id).removeAttribute("aria-invalid");
  }
}

function fillChoices(offered) {
  const { minimum, maximum } = offered.duration_minutes;
  const minutes = Array.from({ length: maximum - minimum + 1 }, (_, index) => String(minimum + index));
  const languages = new Intl.DisplayNames(["en"], { type: "language" });
  fill("grade", offered.grade_levels, gradeName, "8");
  fill("minutes", minutes, minutesName, "3");
  fill("language", offered.languages, (code) => languages.of(code) ?? code, "en");
  fill("theme", offered.themes, (name) => NAMES[name] ?? name, "light");
  fill("face", offered.faces, (name) => NAMES[name] ?? name, "standard");
  show("language-field", offered.languages.length > 1);
}

function fill(id, values, name, usual) {
  const before = at(id).value || chosen()[id] || usual;
  at(id).replaceChildren(...values.map((value) => element("option", { value, textContent: name(value) })));
  at(id).value = values.includes(before) ? before : values[0];
}

function chosen() {
  try {
    return JSON.parse(recall(() => localStorage, CHOSEN)) ?? {};
  } catch {
    return {};
  }
}
