// The student's earlier lessons.

import { call, requestPath, REQUESTS } from "./api.js";
import { announce, at, confirmed, element, icon, show, tell } from "./elements.js";
import { studentId } from "./identity.js";
import { gradeName, minutesName } from "./words.js";

const PAGE_SIZE = 6;
const STANDS = { pending: "Waiting", generating: "Being made", failed: "Did not work", cancelled: "Stopped" };
const ENDED_EARLY = ["failed", "cancelled"];

let next = null;
let asked = 0;

export function prepareEarlier() {
  at("more-lessons").addEventListener("click", () => load(next));
}

export function showEarlier() {
  load(null);
}

// Show the latest, or those after them.
async function load(pageToken) {
  const turn = ++asked;
  const parameters = new URLSearchParams({ page_size: PAGE_SIZE });
  if (studentId()) parameters.set("student_id", studentId());
  else parameters.set("mine", "true"); // a teacher may see those of their classes, which are in the teachers' view
  if (pageToken) parameters.set("page_token", pageToken);
  let found = null;
  try {
    found = await call(`${REQUESTS}?${parameters}`);
  } catch {
    // a student without a list can still ask
  }
  if (turn !== asked) return; // it is asked for again
  tell("lessons-problem", found || !pageToken ? "" : "More lessons cannot be shown right now. Please try again.");
  if (found) present(found, pageToken);
}

function present({ content_requests: standings, next_page_token: token }, pageToken) {
  const cards = standings.map(card);
  const hadFocus = document.activeElement === at("more-lessons");
  if (pageToken) at("lesson-cards").append(...cards);
  else at("lesson-cards").replaceChildren(...cards);
  next = token ?? null;
  show("more-lessons", Boolean(next));
  show("lessons", at("lesson-cards").childElementCount > 0);
  if (hadFocus) cards[0]?.querySelector("a").focus();
}

function card(standing) {
  const { status, request_id: id } = standing;
  const name = standing.title ?? standing.student_query;
  const item = element("li", { className: "lesson-card card" });
  const meta = [gradeName(standing.grade_level), minutesName(standing.duration_minutes)].join(" · ");
  const words = element(
    "span",
    { className: "lesson-words" },
    element("strong", { textContent: name }),
    element("span", { className: "quiet-text", textContent: meta }),
    STANDS[status] ? element("span", { className: `pill ${status}`, textContent: STANDS[status] }) : null,
  );
  const remove = element("button", {
    className: "tool", "aria-label": `Delete “${name}”`, title: "Delete", onclick: () => forget(id, name, item),
  }, icon("bin"));
  item.append(element("a", { href: `#${id}`, className: "lesson-link" }, picture(standing), words), remove);
  return item;
}

function picture({ result, status }) {
  const address = result?.files?.["thumbnail.png"];
  if (!address) return element("span", { className: "no-picture" }, icon(ENDED_EARLY.includes(status) ? "again" : "play"));
  return element("img", { src: address, alt: "", loading: "lazy", width: 320, height: 180, crossOrigin: "anonymous" });
}

async function forget(id, name, item) {
  if (!(await confirmed(`Delete “${name}” for good?`))) return;
  try {
    await call(requestPath(id), { method: "DELETE" });
    item.remove();
    announce(`“${name}” is deleted.`);
    show("lessons", at("lesson-cards").childElementCount > 0);
    (at("lesson-cards").querySelector("a") ?? at("question")).focus();
  } catch {
    announce(`“${name}” could not be deleted. Please try again.`);
    item.append(element("p", { className: "wrong", textContent: "This could not be deleted. Please try again." }));
  }
}
