// The library: what is in it, what each resource gave, and a way to add one.

import { call, Problem, upload } from "./api.js";
import { announce, at, element, show, tell } from "./elements.js";
import { cell, listOf, pill, rowsIn } from "./rows.js";
import { sentenceFor } from "./words.js";

const RESOURCES = "/v1/resources";
const LOOK_AGAIN_MILLISECONDS = 2000;
const LOOKS_AFTER_AN_UPLOAD = 60;
const STATUSES = { indexed: "In use", pending: "Being read", indexing: "Being read", waiting: "Waits until tomorrow", failed: "Cannot be used" };
const GOOD = { indexed: "completed", pending: "generating", indexing: "generating", waiting: "generating", failed: "failed" };

let look;

export function prepareResources() {
  const present = rowsIn(at("resource-rows"), { key: "resource_id", cells, details });
  at("add").addEventListener("submit", (event) => {
    event.preventDefault();
    add(at("file").files[0]);
  });
  at("file").addEventListener("change", () => tell("add-problem", ""));
  look = listOf({ path: RESOURCES, name: "resources", more: "more-resources", about: "library" }, (found) => {
    present(found);
    show("no-resources", !found.length);
  });
  look();
}

function cells(resource, open) {
  const { title, object, licence, status, passage_count: count } = resource;
  open.textContent = status === "failed" ? "Why" : "Passages";
  open.setAttribute("aria-label", `${open.textContent}: “${title || object}”`);
  return [
    element("th", { scope: "row" }, title || object, element("span", { className: "quiet-text", textContent: object })),
    cell(licence ?? ""), pill(GOOD[status] ?? "", STATUSES[status] ?? status), cell(count ?? "", "amount"), element("td", { className: "acts" }, open),
  ];
}

async function details({ resource_id: id, status, reason }) {
  if (status === "failed") return [element("p", { className: "wrong", textContent: reason ?? "No reason is known." })];
  const { passages } = await call(`${RESOURCES}/${encodeURIComponent(id)}/passages`);
  if (!passages.length) return [element("p", { className: "quiet-text", textContent: "It has given no passages yet." })];
  return [element("div", { className: "passages" }, ...passages.map(({ heading, text }) =>
    element("div", {}, element("h3", { textContent: heading }), element("p", { textContent: text }))))];
}

async function add(file) {
  tell("add-problem", "");
  if (!file) return say(new Problem({ code: "no_file" }));
  at("upload").disabled = true;
  try {
    const { upload: to, resource } = await call(RESOURCES, { method: "POST", body: { name: file.name, size: file.size } });
    await upload(to, file);
    announce(`${file.name} has arrived and is being read.`);
    at("add").reset();
    watch(resource.resource_id);
  } catch (problem) {
    say(problem);
  } finally {
    at("upload").disabled = false;
  }
}

function say(problem) {
  const reasons = (problem.errors ?? []).map(({ message }) => `Please ${message}.`);
  tell("add-problem", reasons.join(" ") || sentenceFor(problem));
  at("file").focus();
}

// Look until the new resource has been read, or for two minutes.
async function watch(id) {
  for (let looks = 0; looks < LOOKS_AFTER_AN_UPLOAD; looks += 1) {
    const found = (await look()).find((resource) => resource.resource_id === id);
    if (found && !["pending", "indexing"].includes(found.status)) {
      announce(`${found.title || found.object}: ${STATUSES[found.status] ?? found.status}`);
      return;
    }
    await new Promise((resume) => setTimeout(resume, LOOK_AGAIN_MILLISECONDS));
  }
}
