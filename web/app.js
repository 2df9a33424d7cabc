// Ask for a lesson, follow it, show it. The id of the request is in the address, so that a reload goes on.

const REQUESTS = "/v1/content-requests";
const POLL_MILLISECONDS = 1000;
const OFFLINE = "Vividly cannot be reached right now. It will be tried again.";

let followed = null; // the one request that the page shows

const at = (id) => document.getElementById(id);

function show(id, isShown) {
  at(id).hidden = !isShown;
}

function say(problem) {
  at("problem").textContent = problem;
  show("problem", Boolean(problem));
}

function studentId() {
  try {
    localStorage.studentId ||= `web-${crypto.randomUUID()}`;
    return localStorage.studentId;
  } catch {
    return "web-anonymous"; // storage is switched off
  }
}

async function call(path, options) {
  const answer = await fetch(path, options);
  const body = await answer.json();
  if (answer.ok) return body;
  const reasons = (body.errors ?? []).map((error) => `${label(error.field)}: ${error.message}.`);
  throw Object.assign(new Error(reasons.join(" ") || body.detail), { isFinal: answer.status < 500 });
}

function label(field) {
  return { student_query: "Your question", grade_level: "Grade", duration_minutes: "Minutes" }[field] ?? field;
}

async function ask(event) {
  event.preventDefault();
  at("send").disabled = true;
  say("");
  show("lesson", false);
  followed = null;
  const question = {
    student_id: studentId(),
    student_query: at("question").value.trim().replace(/\s+/g, " "),
    grade_level: at("grade").value,
    duration_minutes: Number(at("minutes").value),
  };
  try {
    const headers = { "Content-Type": "application/json" };
    const accepted = await call(REQUESTS, { method: "POST", headers, body: JSON.stringify(question) });
    history.replaceState(null, "", `#${accepted.request_id}`);
    await follow(accepted.request_id);
  } catch (error) {
    say(error.isFinal === undefined ? "Vividly cannot be reached right now. Please try again." : error.message);
  }
  at("send").disabled = false;
}

async function follow(requestId) {
  followed = requestId;
  at("bar").value = 0;
  at("stage").textContent = "Waiting to start";
  show("progress", true);
  while (followed === requestId) {
    try {
      const standing = await call(`${REQUESTS}/${encodeURIComponent(requestId)}`);
      if (followed !== requestId) return; // another question was asked meanwhile
      say("");
      at("bar").value = standing.progress_percentage;
      at("stage").textContent = standing.current_stage;
      if (standing.status === "completed" || standing.status === "failed" || standing.status === "cancelled") {
        show("progress", false);
        if (standing.result) present(standing);
        else say(standing.error?.message ?? "This lesson was cancelled.");
        return;
      }
    } catch (error) {
      if (error.isFinal) {
        show("progress", false);
        throw error;
      }
      say(OFFLINE);
    }
    await new Promise((resume) => setTimeout(resume, POLL_MILLISECONDS));
  }
}

function present({ title, sources, result }) {
  const files = result.files;
  const captions = element("track", { kind: "captions", srclang: "en", label: "English", default: true });
  captions.src = files["captions.vtt"];
  at("title").textContent = title ?? "Your lesson";
  at("video").replaceChildren(captions);
  at("video").poster = files["thumbnail.png"];
  at("video").src = files["lesson.mp4"];
  at("transcript").href = files["transcript.md"];
  at("download").onclick = (event) => download(event, files["lesson.mp4"]);
  at("sources").replaceChildren(...(sources ?? []).map(source));
  show("lesson", true);
  at("lesson").scrollIntoView({ block: "start" });
}

// A browser plays a file of another origin rather than save it, unless the page has fetched it.
async function download(event, address) {
  event.preventDefault();
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    const copy = URL.createObjectURL(await answer.blob());
    element("a", { href: copy, download: "lesson.mp4" }).click();
    URL.revokeObjectURL(copy);
  } catch {
    say("The video could not be downloaded. Please load this page again: its links are valid for 15 minutes.");
  }
}

function source({ title, author, licence }) {
  return element("li", { textContent: `“${title}” by ${author}, ${licence}` });
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

at("ask").addEventListener("submit", ask);
if (location.hash.length > 1) {
  follow(decodeURIComponent(location.hash.slice(1))).catch((error) => say(error.message));
}
