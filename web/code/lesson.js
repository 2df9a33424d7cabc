// A finished lesson: the player, its transcript and chapters, a question to check oneself, words, sources, downloads.

import { call, readFile, requestPath, save } from "./api.js";
import { announce, at, element, icon, link } from "./elements.js";
import { recall, remember } from "./identity.js";
import { KEYS } from "./keys.js";
import { playerOf } from "./player.js";
import { transcriptOf } from "./transcript.js";
import { capital, clock, gradeName, minutesName } from "./words.js";

const DOWNLOADS = [
  ["lesson.mp4", "Video"], ["captions.vtt", "Captions"], ["transcript.md", "Transcript"],
];
const KEEP_EVERY_SECONDS = 3;

// Read what a lesson says; raise `Problem` where its files cannot be had.
export function readLesson({ result: { files } }) {
  return readFile(files["lesson.json"]);
}

export function showLesson(standing, { script, chapters, language, title }) {
  const { files, duration_seconds: duration } = standing.result;
  const lesson = { duration, chapters, language, title };
  const kept = place(standing.request_id);
  const views = {};
  views.player = playerOf(lesson, files, {
    onTime: (seconds, chapter) => {
      views.transcript?.moveTo(seconds);
      views.chapters?.moveTo(chapter);
      kept.keep(seconds, duration);
    },
    renew: async () => (await call(requestPath(standing.request_id))).result.files,
  });
  views.transcript = transcriptOf(chapters, lesson.language, (seconds) => go(views.player, seconds));
  views.chapters = chapterStrip(chapters, standing.scenes ?? [], lesson.language, (seconds) => go(views.player, seconds));
  if (kept.seconds) views.player.seek(kept.seconds);
  document.title = `${lesson.title} · Vividly`;
  at("lesson").replaceChildren(page(standing, script, lesson, views));
  announce(`Your lesson is ready: ${lesson.title}`);
}

export function closeLesson() {
  at("lesson").querySelector("video")?.pause();
  at("lesson").replaceChildren();
}

function go({ video, seek }, seconds) {
  seek(seconds);
  if (video.paused) video.play().catch(() => {}); // where it may not start by itself, it waits at the right place
}

function page(standing, script, lesson, { player, transcript, chapters }) {
  const about = [gradeName(standing.grade_level), minutesName(standing.duration_minutes), capital(script.subject)].join(" · ");
  return element("article", { className: "lesson-page" },
    element("div", { className: "watch" },
      element("div", { className: "watch-main" }, player.player,
        element("h1", { textContent: lesson.title, lang: lesson.language, tabIndex: -1 }),
        element("p", { className: "quiet-text", textContent: about })),
      transcript.panel),
    chapters.strip,
    element("div", { className: "beside" },
      element("div", { className: "stack" }, check(script, lesson), remembered(script, lesson)),
      element("div", { className: "stack" }, vocabulary(script, lesson), sources(standing), downloads(standing), keys())));
}

function chapterStrip(chapters, scenes, language, seek) {
  const items = chapters.map(({ scene, heading, start }, index) => {
    const address = scenes.find((one) => one.index === scene)?.picture;
    const frame = element("span", { className: "frame" }, element("span", { className: "tile-number number", textContent: index + 1 }));
    if (address) element("img", { alt: "", crossOrigin: "anonymous", onload: (event) => frame.replaceChildren(event.target), src: address });
    return element("li", {}, element("button", { className: "chapter", onclick: () => seek(start) }, frame,
      element("span", { className: "chapter-words" }, element("span", { textContent: heading, lang: language }),
        element("span", { className: "number quiet-text", textContent: clock(start) }))));
  });
  const strip = element("section", { "aria-labelledby": "chapters-heading" },
    element("h2", { id: "chapters-heading", textContent: "Chapters" }), element("ol", { className: "chapters" }, ...items));
  const moveTo = (chapter) => items.forEach((item, index) => {
    if (chapters[index] === chapter) item.firstElementChild.setAttribute("aria-current", "true");
    else item.firstElementChild.removeAttribute("aria-current");
  });
  return { strip, moveTo };
}

function check({ check_yourself: { question, answer } }, { language }) {
  return element("section", { className: "panel check", "aria-labelledby": "check-heading" },
    element("h2", { id: "check-heading", textContent: "Check yourself" }),
    element("p", { className: "check-question", textContent: question, lang: language }),
    element("details", {}, element("summary", { className: "button main", textContent: "Show the answer" }),
      element("p", { className: "answer", textContent: answer, lang: language })));
}

function remembered({ recap }, { language }) {
  return panel("Remember", element("ul", { className: "dots", lang: language }, ...recap.map((text) => element("li", { textContent: text }))));
}

function vocabulary({ vocabulary: entries }, { language }) {
  if (!entries.length) return null;
  const words = entries.flatMap(({ term, definition }) => [element("dt", { textContent: term }), element("dd", { textContent: definition })]);
  return panel("Words to know", element("dl", { lang: language }, ...words));
}

function sources({ sources: found = [] }) {
  const items = found.map(({ title, author, licence, url, uri }) => element("li", {},
    element("strong", {}, link(title, url || uri)), ` by ${author}, `, link(licence, licenceAddress(licence))));
  return panel("Sources", element("p", { className: "quiet-text small", textContent: "This lesson is made from these open resources. Their text was selected, shortened and rearranged." }),
    element("ul", { className: "dots sources" }, ...items));
}

function licenceAddress(licence) {
  const found = licence.trim().match(/^CC (BY(?:-NC)?(?:-SA|-ND)?) (\d\.\d)$/);
  return found && `https://creativecommons.org/licenses/${found[1].toLowerCase()}/${found[2]}/`;
}

function downloads(standing) {
  const wrong = element("p", { className: "wrong", role: "alert", hidden: true, textContent: "This could not be downloaded. Please try again." });
  const buttons = DOWNLOADS.map(([file, name]) => element("button", {
    className: "button quiet",
    onclick: async () => {
      wrong.hidden = true;
      const fresh = await call(requestPath(standing.request_id)).catch(() => standing); // links last for minutes
      await save(fresh.result.files[file], file).catch(() => (wrong.hidden = false));
    },
  }, icon("save"), name));
  return panel("Download", element("div", { className: "actions" }, ...buttons), wrong);
}

function keys() {
  const rows = KEYS.flatMap(([key, does]) => [element("dt", {}, element("kbd", { textContent: key })), element("dd", { textContent: does })]);
  return element("details", { className: "keys" }, element("summary", { textContent: "Keys of the player" }), element("dl", {}, ...rows));
}

function panel(heading, ...content) {
  return element("section", { className: "panel" }, element("h2", { textContent: heading }), ...content);
}

// Where a student was in a lesson, for this tab.
function place(id) {
  const name = `vividly-place-${id}`;
  let last = Number(recall(() => sessionStorage, name)) || 0;
  return {
    seconds: last,
    keep: (seconds, duration) => {
      if (Math.abs(seconds - last) < KEEP_EVERY_SECONDS) return;
      last = seconds;
      remember(() => sessionStorage, name, seconds > duration - KEEP_EVERY_SECONDS ? 0 : seconds);
    },
  };
}
