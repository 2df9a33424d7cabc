// Which view is shown: the form, a lesson that is being made, a lesson, or what did not work. The id of the request is in
// the address, so that a reload, a bookmark and the buttons of the browser work.

import { call, callIfChanged, mayPass, OFFLINE, requestPath } from "./api.js";
import { prepareAsk, suggest } from "./ask.js";
import { prepareEarlier, showEarlier } from "./earlier.js";
import { at, show, tell } from "./elements.js";
import { showFailure } from "./failure.js";
import { handedToken, receiveToken } from "./identity.js";
import { closeLesson, readLesson, showLesson } from "./lesson.js";
import { openMaking, showMaking } from "./making.js";
import { prepareTopics } from "./topics.js";
import { sentenceFor } from "./words.js";

const VIEWS = ["home", "making", "lesson", "failure"];
const POLL_SECONDS = 1;
const UNSEEN_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 10;
const GOES_ON = "Vividly goes on making the lesson, and this page follows as soon as it can.";

let turn = 0; // goes up when another view is wanted: whoever waits for an answer looks whether it is still wanted
let wake = () => {};
let isFirst = true; // the first view of a page leaves the focus where a browser puts it

async function route() {
  const id = requestInAddress();
  const mine = ++turn;
  wake();
  closeLesson();
  for (const name of ["making", "failure"]) show(name, false); // they are of another lesson, and so are their buttons
  tell("offline", "");
  if (id) await follow(id, mine);
  else home();
}

function requestInAddress() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text) || null;
  } catch {
    return text;
  }
}

// Show a view, and have its heading read.
function view(name) {
  for (const one of VIEWS) show(one, one === name);
  show("another", name !== "home");
  tell("offline", "");
  if (!isFirst || name === "failure") at(name).querySelector("h1").focus({ preventScroll: true });
  isFirst = false;
  if (name !== "home") scrollTo({ top: 0 }); // whoever comes back to the lists finds them where they were
}

function home() {
  view("home");
  document.title = "Vividly";
  showEarlier();
}

function goHome() {
  if (location.hash) history.pushState(null, "", location.pathname);
  route();
}

// Ask again and again where the request stands, until it has ended or another view is wanted.
async function follow(id, mine) {
  let known = { version: null, standing: null };
  let failures = 0;
  while (turn === mine) {
    let seconds = POLL_SECONDS;
    try {
      const told = await callIfChanged(requestPath(id), known.version);
      if (turn !== mine) return;
      if (failures) tell("offline", "");
      failures = 0;
      seconds = told.seconds || POLL_SECONDS;
      if (told.body) known = { version: told.version, standing: told.body };
      if (told.body && (await present(id, told.body, mine))) return;
    } catch (problem) {
      if (turn !== mine) return;
      if (!mayPass(problem)) return fail(problem, known.standing);
      failures += 1;
      known = { ...known, version: null }; // what was told may not have been shown: it is wanted again
      seconds = Math.min(LONGEST_WAIT_SECONDS, 2 ** (failures - 1));
      lost(problem, id, known.standing);
    }
    await pause(document.hidden ? Math.max(seconds, UNSEEN_SECONDS) : seconds);
  }
}

// Show where a request stands; return whether it has ended.
async function present(id, standing, mine) {
  if (standing.status === "completed" && standing.result) return presentLesson(standing, mine);
  if (standing.status === "failed" || standing.status === "cancelled") {
    fail(standing.error ?? { code: standing.status }, standing);
    return true;
  }
  const isNew = at("making").hidden;
  if (isNew) openMaking(() => stop(id));
  showMaking(standing);
  if (isNew) view("making");
  return false;
}

async function presentLesson(standing, mine) {
  const said = await readLesson(standing);
  if (turn !== mine) return true;
  showLesson(standing, said);
  view("lesson");
  return true;
}

// Stop a lesson; where that is not to be had, it goes on, and so does following it.
async function stop(id) {
  const mine = turn;
  tell("offline", "");
  try {
    await call(`${requestPath(id)}:cancel`, { method: "POST" });
  } catch (problem) {
    if (turn !== mine) return;
    if (problem.code !== "already_ended") return tell("offline", `This lesson could not be stopped. ${sentenceFor(problem)}`);
  }
  wakeUp();
}

function fail(error, standing) {
  const edit = (changes) => {
    goHome();
    suggest(standing.student_query, { ...choicesOf(standing), ...changes });
  };
  const again = () => {
    edit({});
    at("ask").requestSubmit();
  };
  showFailure(error, standing, {
    home: goHome,
    edit: standing && (() => edit({})),
    shorter: standing && (() => edit({ minutes: Math.max(1, Math.ceil(standing.duration_minutes / 2)) })),
    again: standing ? again : route,
  });
  view("failure");
}

// What was chosen with a question, by the fields of the form.
function choicesOf({ grade_level: grade, duration_minutes: minutes, language, look, interests }) {
  return { grade, minutes, language, ...look, interests: interests.join(", ") };
}

function lost(problem, id, standing) {
  if (!standing && at("making").hidden) {
    openMaking(() => stop(id));
    view("making");
  }
  tell("offline", `${problem.code === OFFLINE ? "The connection is lost." : "Vividly needs a moment."} ${GOES_ON}`);
}

function pause(seconds) {
  return new Promise((resume) => {
    const timer = setTimeout(resume, seconds * 1000);
    wake = () => {
      clearTimeout(timer);
      resume();
    };
  });
}

function wakeUp() {
  wake();
}

function open(id) {
  history.pushState(null, "", `#${encodeURIComponent(id)}`);
  route();
}

receiveToken();
prepareAsk(open);
prepareTopics();
prepareEarlier();
for (const id of ["brand", "another"]) {
  at(id).addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goHome();
    at("question").focus();
  });
}
// The address holds the lesson: the link to the content must not take its place.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  at("main").focus();
});
addEventListener("hashchange", () => (handedToken() ? location.reload() : route()));
addEventListener("online", wakeUp);
addEventListener("signed-out", () => {
  turn += 1;
  closeLesson();
  fail({ code: "not_identified" });
});
document.addEventListener("visibilitychange", () => document.hidden || wakeUp());
route();
