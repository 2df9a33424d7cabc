// Recent requests: how each went, what it took and cost, and another chance for one that failed.

import { call, requestPath, REQUESTS } from "./api.js";
import { announce, at, element, link, show } from "./elements.js";
import { cell, listOf, pill, rowsIn, trouble } from "./rows.js";
import { stageTimes } from "./stage_times.js";
import { gradeName, minutesName } from "./words.js";

const LOOK_AGAIN_MILLISECONDS = 3000;
const LOOK_AGAIN_AT_REST_MILLISECONDS = 15_000; // where nothing is under way
const UNDER_WAY = ["pending", "generating"];
const STATUSES = { pending: "Waiting", generating: "Being made", completed: "Ready", failed: "Failed", cancelled: "Stopped" };
const FILTERS = [["", "All"], ["generating", "Being made"], ["completed", "Ready"], ["failed", "Failed"]];

let wanted = "";
let found = [];
let present;
let look;
let lookedAt = 0;

export function prepareRequests() {
  present = rowsIn(at("request-rows"), { key: "request_id", cells, details });
  at("filters").replaceChildren(...FILTERS.map(([status, name]) => element("button", {
    className: "chip", textContent: name, "aria-pressed": String(status === wanted), value: status, onclick: filter,
  })));
  const list = listOf({ path: REQUESTS, name: "content_requests", more: "more-requests", about: "requests" }, (records) => {
    found = records;
    showFound();
  });
  look = () => {
    lookedAt = Infinity; // until it is over
    return list().finally(() => (lookedAt = performance.now()));
  };
  look().then(showFound); // where nothing is to be had, nothing was found
  setInterval(() => document.hidden || performance.now() < lookedAt + pause() || look(), 1000);
}

function pause() {
  const isUnderWay = found.some(({ status }) => UNDER_WAY.includes(status));
  return isUnderWay ? LOOK_AGAIN_MILLISECONDS : LOOK_AGAIN_AT_REST_MILLISECONDS;
}

function filter(event) {
  wanted = event.currentTarget.value;
  for (const chip of at("filters").children) chip.setAttribute("aria-pressed", String(chip.value === wanted));
  showFound();
}

function showFound() {
  const shown = found.filter(({ status }) => !wanted || status === wanted || (wanted === "generating" && status === "pending"));
  present(shown);
  show("no-requests", !shown.length);
  const none = at("more-requests").hidden ? "None at the moment." : "None among those shown.";
  at("no-requests").textContent = wanted && found.length ? none : "Nobody has asked anything yet.";
}

function cells(record, open) {
  const { status, request_id: id } = record;
  const name = record.student_query;
  const heading = element("th", { scope: "row" });
  heading.append(status === "completed" ? element("a", { href: `/#${encodeURIComponent(id)}`, textContent: name }) : name,
    element("span", { className: "quiet-text", textContent: [minutesName(record.duration_minutes), record.subject].filter(Boolean).join(" · ") }));
  const acts = element("td", { className: "acts" });
  if (status === "failed") {
    acts.append(element("button", { className: "button main", textContent: "Retry", "aria-label": `Retry “${name}”`, onclick: (event) => retry(event, id, name) }));
  }
  acts.append(open);
  open.setAttribute("aria-label", `Details of “${name}”`);
  const going = status === "generating" ? `${STATUSES[status]}, ${record.progress_percentage}%` : (STATUSES[status] ?? status);
  return [heading, cell(gradeName(record.grade_level)), pill(status, going), cell(when(record.created_at)),
    cell(took(record), "amount"), cell(`$${Number(record.cost_usd ?? 0).toFixed(4)}`, "amount"), acts];
}

async function details(record) {
  const { events } = await call(`${requestPath(record.request_id)}/events`);
  const parts = [];
  if (record.error) {
    parts.push(element("p", { className: "wrong", textContent: `${record.error.message} (${record.error.code}, ${record.error.stage})` }));
  }
  parts.push(stageTimes(events));
  parts.push(element("p", { className: "quiet-text small", textContent: `Number of this lesson: ${record.request_id}` }));
  const sources = (record.sources ?? []).map((source) => element("li", {}, link(source.title, source.url), ` by ${source.author}, ${source.licence}`));
  if (sources.length) parts.push(element("ul", { className: "dots small", "aria-label": "Sources" }, ...sources));
  return parts;
}

async function retry(event, id, name) {
  const button = event.currentTarget;
  button.disabled = true;
  try {
    await call(`${requestPath(id)}:redrive`, { method: "POST" });
    announce(`“${name}” is being made again.`);
    trouble("retry", null);
  } catch (problem) {
    trouble("retry", problem);
    button.disabled = false;
    return;
  }
  await look();
}

function when(time) {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(new Date(time));
}

function took({ created_at: from, completed_at: to }) {
  return to ? `${Math.round((new Date(to) - new Date(from)) / 1000)} s` : "–";
}
