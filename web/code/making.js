// A lesson that is being made: its stages as they really are, and its scenes as they appear.

import { announce, at, element, icon } from "./elements.js";
import { gradeName, minutesName } from "./words.js";

// The labels are those of shared/progress.py, which the record shows; beside each, what a student reads.
const STAGES = [
  ["Understanding the question", "Understanding your question"],
  ["Finding sources", "Finding sources you can trust"],
  ["Writing the script", "Writing the lesson"],
  ["Recording the narration", "Recording the voice"],
  ["Rendering scenes", "Drawing the scenes"],
  ["Assembling the video", "Putting it all together"],
];
// A lesson that another student has, or is getting, is not made again: what the record says meanwhile.
const SHARED = ["Looking at a lesson made before", "Waiting for this lesson, which is being made already"];
const WRITING = 2; // of STAGES: the first that a shared lesson leaves out
const SCENE_STATES = { waiting: "Waiting", narrated: "Recorded", rendered: "Drawn" };

let parts = null;

export function openMaking(onStop) {
  const bar = element("progress", { max: 100, value: 0, "aria-labelledby": "making-title" });
  parts = {
    bar,
    percent: element("span", { className: "percent number", "aria-hidden": "true" }),
    title: element("h1", { id: "making-title", textContent: "Your lesson is on its way", tabIndex: -1 }),
    about: element("p", { className: "lead" }),
    steps: element("ol", { className: "steps" }),
    scenes: element("ol", { className: "scenes", "aria-label": "Scenes" }),
    empty: element("p", { className: "empty quiet-text", textContent: "The scenes appear here as they are drawn." }),
    tiles: [],
  };
  parts.items = STAGES.map(([, words]) => step(words));
  parts.steps.append(...parts.items.map(({ item }) => item));
  const stop = element("button", { className: "button quiet", textContent: "Stop this lesson", onclick: onStop });
  at("making").replaceChildren(
    element("div", { className: "making-head" }, parts.title, parts.about),
    element("div", { className: "bar-row" }, bar, parts.percent),
    element(
      "div",
      { className: "making-body" },
      element("div", { className: "making-side" }, parts.steps, element("p", {
        className: "quiet-text small", textContent: "You can close this page and come back: your lesson goes on.",
      }), stop),
      element("div", { className: "storyboard card" }, parts.empty, parts.scenes),
    ),
  );
}

export function showMaking(standing) {
  const { progress_percentage: percent, current_stage: label, scenes = [] } = standing;
  const isShared = SHARED.includes(label);
  const reached = isShared ? WRITING : STAGES.findIndex(([name]) => label.startsWith(name));
  const counted = label.match(/\((\d+ of \d+)\)/)?.[1];
  parts.title.textContent = standing.student_query;
  const about = [gradeName(standing.grade_level), minutesName(standing.duration_minutes)].join(" · ");
  parts.about.textContent = isShared ? `${about}. Somebody asked for the same lesson: you get it as soon as it is ready.` : about;
  parts.bar.value = percent;
  parts.percent.textContent = `${percent}%`;
  document.title = `${percent}% · ${standing.student_query} · Vividly`;
  parts.items.forEach((one, index) => mark(one, index < reached ? "done" : index === reached ? "now" : "later", counted));
  announce(reached < 0 ? "Your lesson is waiting to start." : `${STAGES[reached][1]}${counted ? `, ${counted}` : ""}`);
  parts.empty.hidden = scenes.length > 0;
  scenes.forEach(showScene);
}

function step(words) {
  const sign = element("span", { className: "sign" });
  const state = element("span", { className: "unseen" });
  const count = element("span", { className: "count number quiet-text" });
  return { item: element("li", { className: "step later" }, sign, element("span", { textContent: words }), count, state), sign, state, count };
}

function mark({ item, sign, state, count }, name, counted) {
  count.textContent = name === "now" && counted ? counted : "";
  if (item.classList.contains(name)) return;
  item.className = `step ${name}`;
  if (name === "now") item.setAttribute("aria-current", "step");
  else item.removeAttribute("aria-current");
  sign.replaceChildren(...(name === "done" ? [icon("done")] : []));
  state.textContent = { done: ", done", now: ", now", later: "" }[name];
}

// A tile is made once and changed in place, so that a picture that is there does not blink.
function showScene(scene, position) {
  let tile = parts.tiles[position];
  if (!tile) {
    const number = element("span", { className: "tile-number number", textContent: position + 1 });
    tile = { frame: element("div", { className: "frame" }, number), state: element("span", { className: "unseen" }), heading: element("span", { className: "tile-heading" }) };
    tile.item = element("li", { className: "tile" }, tile.frame, element("p", {}, tile.heading, tile.state));
    parts.tiles[position] = tile;
    parts.scenes.append(tile.item);
  }
  tile.heading.textContent = scene.heading;
  tile.state.textContent = `, ${SCENE_STATES[scene.state] ?? scene.state}`;
  tile.item.dataset.state = scene.state;
  if (scene.state === "narrated" && !tile.voice) tile.frame.append((tile.voice = icon("voice")));
  if (scene.state === "rendered") tile.voice?.remove();
  if (scene.picture && !tile.picture) {
    const keep = () => tile.frame.replaceChildren(tile.picture);
    tile.picture = element("img", { alt: "", width: 320, height: 180, crossOrigin: "anonymous", onload: keep, src: scene.picture });
  }
}
