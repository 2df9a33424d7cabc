// Rows of a table that are kept up to date in place, each with details that open under it.

import { call } from "./api.js";
import { at, element, show, tell } from "./elements.js";
import { sentenceFor } from "./words.js";

const PAGE_SIZE = 20;

// Return what looks up the first pages of a list, hands them on and returns them: none where that is not to be had.
export function listOf({ path, name, more, about }, onFound) {
  let pages = 1;
  let asked = 0;
  const look = async () => {
    const turn = ++asked;
    try {
      const found = [];
      let next = "";
      for (let page = 0; page < pages && next !== undefined; page += 1) {
        const parameters = new URLSearchParams({ page_size: PAGE_SIZE, ...(next && { page_token: next }) });
        const answer = await call(`${path}?${parameters}`);
        found.push(...answer[name]);
        next = answer.next_page_token;
      }
      if (turn === asked) { // an answer to an earlier look is too old
        show(more, Boolean(next));
        onFound(found);
        trouble(about, null);
      }
      return found;
    } catch (problem) {
      if (turn === asked) trouble(about, problem);
      return [];
    }
  };
  at(more).addEventListener("click", () => {
    pages += 1;
    look();
  });
  return look;
}

// `cells` makes a row's cells, `details` fills what opens under it; both are called again when the row has changed.
export function rowsIn(body, { key, cells, details }) {
  const rows = new Map();
  return (records) => {
    const kept = new Set(records.map((record) => record[key]));
    for (const [id, row] of rows) {
      if (kept.has(id)) continue;
      row.line.remove();
      row.below.remove();
      rows.delete(id);
    }
    let place = body.firstElementChild;
    records.forEach((record) => {
      const row = rows.get(record[key]) ?? newRow(rows, record[key]);
      const version = JSON.stringify(record);
      if (row.version !== version) fill(row, record, cells, details);
      row.version = version;
      if (row.line === place) {
        place = row.below.nextElementSibling; // to move a row would take the focus from it
        return;
      }
      body.insertBefore(row.line, place);
      body.insertBefore(row.below, place);
    });
  };
}

function newRow(rows, id) {
  const row = { line: element("tr"), below: element("tr", { className: "details", hidden: true }), space: element("td", { colSpan: 9 }) };
  row.below.append(row.space);
  rows.set(id, row);
  return row;
}

function fill(row, record, cells, details) {
  const hadFocus = row.line.contains(document.activeElement) ? document.activeElement.textContent : null;
  const open = element("button", {
    className: "button quiet", textContent: "Details", "aria-expanded": String(!row.below.hidden),
    onclick: () => {
      row.below.hidden = !row.below.hidden;
      open.setAttribute("aria-expanded", String(!row.below.hidden));
      if (!row.below.hidden) fillDetails(row, record, details);
    },
  });
  row.line.replaceChildren(...cells(record, open));
  if (!row.below.hidden) fillDetails(row, record, details);
  if (hadFocus) [...row.line.querySelectorAll("button")].find((button) => button.textContent === hadFocus)?.focus();
}

async function fillDetails(row, record, details) {
  try {
    row.space.replaceChildren(...(await details(record)));
  } catch (problem) {
    row.space.replaceChildren(element("p", { className: "wrong", textContent: sentenceFor(problem) }));
  }
}

export function cell(text, className = "") {
  return element("td", { className, textContent: text });
}

export function pill(status, words) {
  return element("td", {}, element("span", { className: `pill ${status}`, textContent: words }));
}

const troubles = new Map();

// Say what is wrong with the requests or the library; what is right again takes back its own words alone.
export function trouble(about, problem) {
  troubles.set(about, problem);
  const told = [...troubles.values()].find(Boolean);
  tell("trouble", told ? sentenceFor(told) : "");
}
