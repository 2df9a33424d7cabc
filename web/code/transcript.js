// The transcript beside the video: it follows what is said, and a click on a sentence goes there.

import { calmly, element } from "./elements.js";
import { clock } from "./words.js";

// Return the panel of a transcript and what moves it to a time; `seek` is called with the seconds to go to.
export function transcriptOf(chapters, language, seek) {
  const text = element("div", { className: "sentences", lang: language });
  const sentences = [];
  for (const chapter of chapters) {
    const go = element("button", { className: "chapter-link", onclick: () => seek(chapter.start) },
      element("span", { className: "number", textContent: clock(chapter.start) }), element("span", { textContent: chapter.heading }));
    const said = element("p", {});
    for (const { text: words, start, end } of chapter.sentences) {
      const button = element("button", { className: "sentence", textContent: words, tabIndex: -1, onclick: () => seek(start) });
      sentences.push({ start, end, button });
      said.append(button, " ");
    }
    text.append(element("h3", {}, go), said);
  }
  if (sentences.length) sentences[0].button.tabIndex = 0;
  const follow = element("button", { className: "chip", textContent: "Follow along", "aria-pressed": "true" });
  const panel = element("section", { className: "transcript card", "aria-labelledby": "transcript-heading" },
    element("div", { className: "heading-row" }, element("h2", { id: "transcript-heading", textContent: "Transcript" }), follow), text);
  return { panel, moveTo: follower(text, sentences, follow) };
}

function follower(text, sentences, follow) {
  let current = null;
  const follows = () => follow.getAttribute("aria-pressed") === "true";
  const set = (on) => follow.setAttribute("aria-pressed", String(on));
  follow.addEventListener("click", () => {
    set(!follows());
    if (follows() && current) reveal(text, current.button);
  });
  // Who scrolls wants to read elsewhere.
  for (const kind of ["wheel", "touchmove"]) text.addEventListener(kind, () => set(false), { passive: true });
  text.addEventListener("keydown", (event) => walk(event, sentences));
  return (seconds) => {
    const found = sentences.findLast((sentence) => sentence.start <= seconds + 0.05) ?? null;
    if (found === current) return;
    current?.button.removeAttribute("aria-current");
    current = found;
    found?.button.setAttribute("aria-current", "true");
    if (found && follows()) reveal(text, found.button);
  };
}

// One sentence at a time is in the order of Tab; arrows go from sentence to sentence.
function walk(event, sentences) {
  const here = sentences.findIndex(({ button }) => button === event.target);
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (here < 0 || !step) return;
  event.preventDefault();
  event.stopPropagation();
  const next = sentences[Math.min(sentences.length - 1, Math.max(0, here + step))].button;
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function reveal(text, button) {
  const line = button.getBoundingClientRect();
  const frame = text.getBoundingClientRect();
  if (line.top > frame.top + 40 && line.bottom < frame.bottom - 40) return;
  text.scrollTo({ top: text.scrollTop + line.top - frame.top - frame.height / 3, behavior: calmly() });
}
