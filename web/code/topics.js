// What the library knows: to look through, to search, and to click.

import { call } from "./api.js";
import { giveBack, suggest } from "./ask.js";
import { announce, at, calmly, element, show, tell } from "./elements.js";
import { capital, gradeName } from "./words.js";

const SHOWN_FIRST = 8;
const EXAMPLES = 3;
const WAIT_MILLISECONDS = 200; // until somebody has stopped typing
const COLOURS = 6;

let subject = "";
let subjects = [];
let asked = 0;
let waiting;

export function prepareTopics() {
  at("topic-query").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, WAIT_MILLISECONDS);
  });
  at("grade").addEventListener("change", look);
  at("more-topics").addEventListener("click", () => {
    for (const card of at("topic-cards").children) card.hidden = false;
    show("more-topics", false);
    at("topic-cards").children[SHOWN_FIRST]?.querySelector("button").focus();
  });
  look();
}

async function look() {
  const query = at("topic-query").value.trim();
  const turn = ++asked;
  const parameters = new URLSearchParams();
  if (query) parameters.set("query", query);
  else parameters.set("grade_level", at("grade").value);
  if (subject) parameters.set("subject", subject);
  try {
    const { topics } = await call(`/v1/topics?${parameters}`);
    if (turn === asked) present(topics, query); // an answer to what was typed before is too late
  } catch {
    if (turn === asked) at("topics-note").textContent = "The topics cannot be shown right now.";
  }
}

function present(topics, query) {
  if (!query && !subject) {
    subjects = [...new Set(topics.map((topic) => topic.subject))].sort();
    giveExamples(topics);
  }
  at("subjects").replaceChildren(...["", ...subjects].map(chip));
  at("topic-cards").replaceChildren(...topics.map(card));
  show("more-topics", topics.length > SHOWN_FIRST);
  at("topics-note").textContent = note(topics.length, query);
}

function note(count, query) {
  if (!count) return query ? "Nothing of that name. Ask anyway: the library may still know it." : "No topics for this grade yet.";
  const counted = count === 1 ? "1 topic" : `${count} topics`;
  return query ? `${counted} for “${query}”` : `${counted} for ${gradeName(at("grade").value).toLowerCase()}`;
}

function chip(name) {
  const pressed = String(name === subject);
  return element("button", {
    className: "chip", textContent: name ? capital(name) : "All", "aria-pressed": pressed,
    onclick: async () => {
      subject = name;
      await look();
      [...at("subjects").children].find((one) => one.getAttribute("aria-pressed") === "true")?.focus();
    },
  });
}

function card(topic, index) {
  const about = element("span", { className: `about colour-${colour(topic.subject)}`, textContent: capital(topic.subject) });
  const button = element(
    "button",
    { className: "topic card", onclick: () => choose(topic) },
    element("span", { className: "topic-title", textContent: topic.title }),
    element("span", { className: "topic-meta" }, about, element("span", { className: "grades", textContent: range(topic) })),
  );
  return element("li", { hidden: index >= SHOWN_FIRST }, button);
}

function range({ grade_levels: grades }) {
  return grades.length > 1 ? `Grades ${grades[0]}–${grades.at(-1)}` : gradeName(grades[0] ?? "");
}

// A topic of other grades is asked of for the nearest one, which is said, and is not the student's own from then on.
function choose(topic) {
  giveBack();
  const own = at("grade").value;
  const grade = nearest(topic.grade_levels, own);
  suggest(topic.question, { grade });
  if (grade !== own) tell("grade-note", `This topic is for ${range(topic)}. Your lesson will be for ${gradeName(grade)}.`);
  scrollTo({ top: 0, behavior: calmly() });
  announce(`“${topic.question}” is in the question field.`);
}

function nearest(grades, own) {
  const number = (grade) => (grade === "K" ? 0 : Number(grade));
  const distance = (grade) => Math.abs(number(grade) - number(own));
  return grades.reduce((best, grade) => (distance(grade) < distance(best) ? grade : best), grades[0] ?? own);
}

// Three questions of different subjects.
function giveExamples(topics) {
  const different = [...new Map(topics.map((topic) => [topic.subject, topic])).values()].slice(0, EXAMPLES);
  const buttons = different.map((topic) =>
    element("button", { className: "chip", textContent: topic.question, onclick: () => choose(topic) }),
  );
  at("examples").replaceChildren(at("examples").firstElementChild, ...buttons);
  show("examples", buttons.length > 0);
}

function colour(name) {
  return Math.max(0, subjects.indexOf(name)) % COLOURS;
}
