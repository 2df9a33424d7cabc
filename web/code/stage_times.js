// When each stage of a request was worked on, drawn from its events.

import { element } from "./elements.js";
import { capital } from "./words.js";

const WORKED = ["started", "finished", "failed"];

// A stage lasts from its first start to its last end; where it is worked on still, to the last event of all.
export function stageTimes(events) {
  const timed = events.map((event) => ({ ...event, seconds: Date.parse(event.at) / 1000 }));
  const stages = new Map();
  for (const { stage, kind, seconds } of timed.filter((event) => WORKED.includes(event.kind))) {
    const span = stages.get(stage) ?? { start: seconds, end: null };
    if (kind !== "started") span.end = seconds;
    stages.set(stage, span);
  }
  if (!stages.size) return element("p", { className: "quiet-text", textContent: "No stage has started yet." });
  const first = Math.min(...timed.map(({ seconds }) => seconds));
  const last = Math.max(...timed.map(({ seconds }) => seconds));
  return element("div", { className: "stages", role: "list", "aria-label": "Stages" },
    ...[...stages].flatMap(([stage, span]) => line(stage, span.start - first, (span.end ?? last) - first, last - first || 1)));
}

function line(stage, start, end, whole) {
  const bar = element("span", { className: "span" });
  bar.style.insetInlineStart = `${(100 * start) / whole}%`;
  bar.style.inlineSize = `${(100 * (end - start)) / whole}%`;
  return [
    element("span", { role: "listitem", textContent: capital(stage.replaceAll("_", " ")) }),
    element("span", { className: "track", "aria-hidden": "true" }, bar),
    element("span", { className: "number", role: "listitem", textContent: `${(end - start).toFixed(1)} s` }),
  ];
}
