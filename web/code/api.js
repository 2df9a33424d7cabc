// The API: what it answers, or a Problem that says why not.

import { token } from "./identity.js";

export const REQUESTS = "/v1/content-requests";
export const OFFLINE = "offline";

export class Problem extends Error {
  constructor({ code, detail, errors = [], status = 0 }) {
    super(detail);
    this.code = code;
    this.errors = errors;
    this.status = status;
  }
}

// Whether the same request may be answered later: nothing was reached, or what was reached, or this page, is not well.
export function mayPass(problem) {
  if (!(problem instanceof Problem)) return true;
  return problem.code === OFFLINE || problem.status === 429 || problem.status >= 500;
}

export async function call(path, { method = "GET", body, headers = {} } = {}) {
  return (await ask(path, { method, body, headers })).body;
}

// Return the answer's document, its version, and after how many seconds to ask again; null where it is as known.
export async function callIfChanged(path, version) {
  return ask(path, { method: "GET", headers: version ? { "If-None-Match": version } : {} });
}

async function ask(path, { method, body, headers }) {
  const sent = { ...headers };
  if (token()) sent.Authorization = `Bearer ${token()}`;
  if (body) sent["Content-Type"] = "application/json";
  const answer = await reach(path, { method, headers: sent, body: body && JSON.stringify(body), cache: "no-store" });
  const told = { version: answer.headers.get("ETag"), seconds: Number(answer.headers.get("Retry-After")) || 0 };
  if (answer.status === 304 || answer.status === 204) return { ...told, body: null };
  if (answer.ok) return { ...told, body: await json(answer) };
  const found = await json(answer).catch(() => ({}));
  if (answer.status === 401) dispatchEvent(new Event("signed-out"));
  throw new Problem({ ...found, status: answer.status, code: found.code ?? "internal_server_error" });
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw unreached();
  }
}

// Where an answer is cut off, or is the page of a network that wants somebody to sign in to it, Vividly was not reached.
async function json(answer) {
  try {
    return await answer.json();
  } catch {
    throw unreached();
  }
}

function unreached() {
  return new Problem({ code: OFFLINE, detail: "Vividly cannot be reached right now." });
}

export function requestPath(id) {
  return `${REQUESTS}/${encodeURIComponent(id)}`;
}

// Put a file where the API said, straight into the bucket: it is another origin, and gets no token.
export async function upload({ method, url, headers }, file) {
  const answer = await reach(url, { method, headers, body: file });
  if (!answer.ok) throw new Problem({ code: "upload_failed", detail: "The file could not be uploaded.", status: answer.status });
}

// Read a JSON file of a lesson.
export async function readFile(address) {
  return json(await file(address));
}

// A browser plays a file of another origin rather than save it, unless the page has fetched it.
export async function save(address, name) {
  const answer = await file(address);
  const copy = URL.createObjectURL(await answer.blob());
  Object.assign(document.createElement("a"), { href: copy, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(copy), 1000);
}

async function file(address) {
  const answer = await reach(address, {});
  if (answer.status === 404) throw new Problem({ code: "lesson_gone", detail: "", status: answer.status });
  if (!answer.ok) throw new Problem({ code: "link_expired", detail: "The link is too old.", status: answer.status });
  return answer;
}
