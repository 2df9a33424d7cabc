// Which view is shown: the form, a lesson that is being made, a lesson, or what did not work. The id of the request is in
// the address, so that a reload, a bookmark and the buttons of the browser work.

import { call, callIfChanged, requestPath } from "./api.js";
import { prepareAsk, suggest } from "./ask.js";
import { prepareEarlier, showEarlier } from "./earlier.js";
import { at, show } from "./elements.js";
import { showFailure } from "./failure.js";
import { receiveToken } from "./identity.js";
import { closeLesson, showLesson } from "./lesson.js";
import { openMaking, showMaking } from "./making.js";
import { prepareTopics } from "./topics.js";

const VIEWS = ["home", "making", "lesson", "failure"];
const POLL_SECONDS = 1;
const UNSEEN_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 10;
const GOES_ON = "Vividly goes on making the lesson, and this page follows as soon as it can.";

let turn = 0; // goes up when another view is wanted: whoever waits for an answer looks whether it is still wanted
let wake = () => {};

async function route() {
  const id = requestInAddress();
  const mine = ++turn;
  wake();
  closeLesson();
  show("offline", false);
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

function view(name) {
  for (const one of VIEWS) show(one, one === name);
  show("another", name !== "home");
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
      show("offline", false);
      failures = 0;
      seconds = told.seconds || POLL_SECONDS;
      if (told.body) known = { version: told.version, standing: told.body };
      if (told.body && (await present(id, told.body))) return;
    } catch (problem) {
      if (turn !== mine) return;
      if (!problem.mayPass) return fail(problem, known.standing);
      failures += 1;
      known = { ...known, version: null }; // what was told may not have been shown: it is wanted again
      seconds = Math.min(LONGEST_WAIT_SECONDS, 2 ** (failures - 1));
      lost(problem, known.standing);
    }
    await pause(document.hidden ? Math.max(seconds, UNSEEN_SECONDS) : seconds);
  }
}

// Show where a request stands; return whether it has ended.
async function present(id, standing) {
  if (standing.status === "completed" && standing.result) return presentLesson(standing);
  if (standing.status === "failed" || standing.status === "cancelled") {
    fail(standing.error ?? { code: standing.status }, standing);
    return true;
  }
  if (at("making").hidden) {
    const stop = () => call(`${requestPath(id)}:cancel`, { method: "POST" });
    openMaking(() => stop().then(wakeUp, (problem) => fail(problem, standing)));
    view("making");
    scrollTo({ top: 0 });
  }
  showMaking(standing);
  return false;
}

async function presentLesson(standing) {
  const wasMade = !at("making").hidden;
  await showLesson(standing);
  view("lesson");
  if (wasMade) at("lesson").querySelector("h1").focus({ preventScroll: true });
  scrollTo({ top: 0 });
  return true;
}

function fail(error, standing) {
  const question = standing && { text: standing.student_query, grade: standing.grade_level, minutes: standing.duration_minutes };
  const edit = (changes) => {
    goHome();
    suggest(question.text, { grade: question.grade, minutes: question.minutes, ...changes });
  };
  const again = () => {
    edit({});
    at("ask").requestSubmit();
  };
  showFailure(error, standing, {
    home: goHome,
    edit: question && (() => edit({})),
    shorter: question && (() => edit({ minutes: Math.max(1, Math.ceil(question.minutes / 2)) })),
    again: question ? again : route,
  });
  view("failure");
  at("failure").querySelector("h1").focus();
}

function lost(problem, standing) {
  at("offline").textContent = `${problem.status ? "Vividly needs a moment." : "The connection is lost."} ${GOES_ON}`;
  show("offline", true);
  if (!standing && at("making").hidden) {
    openMaking(goHome);
    view("making");
  }
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
addEventListener("hashchange", () => (receiveToken() ? location.reload() : route()));
addEventListener("online", wakeUp);
addEventListener("signed-out", () => {
  turn += 1;
  fail({ code: "not_identified" });
});
document.addEventListener("visibilitychange", () => document.hidden || wakeUp());
route();
