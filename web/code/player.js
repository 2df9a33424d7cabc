// The player: captions, chapters, speed, sound, full screen; all of it by pointer, finger or keyboard.

import { element, icon } from "./elements.js";
import { clock, spokenTime } from "./words.js";
import { onKeys } from "./keys.js";

const SPEEDS = [0.75, 1, 1.25, 1.5, 2];
const REFRESH_AGAIN_MILLISECONDS = 10_000;

// `lesson` has duration, chapters and language; `files` the addresses; `renew` gets new ones when they are too old.
export function playerOf(lesson, files, { onTime, renew }) {
  const parts = build(lesson, files);
  const { video, seek } = parts;
  const actions = actionsOn(parts, lesson);
  const update = () => {
    const now = video.currentTime;
    if (!parts.isDragged) seek.value = now;
    seek.style.setProperty("--played", `${(100 * now) / lesson.duration}%`);
    const chapter = lesson.chapters.findLast(({ start }) => start <= now + 0.05) ?? lesson.chapters[0];
    seek.setAttribute("aria-valuetext", `${spokenTime(now)} of ${spokenTime(lesson.duration)}`);
    parts.time.textContent = `${clock(now)} / ${clock(lesson.duration)}`;
    parts.chapter.textContent = chapter?.heading ?? "";
    onTime(now, chapter);
  };
  for (const kind of ["timeupdate", "seeking", "loadedmetadata"]) video.addEventListener(kind, update);
  for (const kind of ["play", "pause", "ended", "volumechange"]) video.addEventListener(kind, () => showState(parts));
  video.addEventListener("error", renewing(parts, renew));
  seek.addEventListener("input", () => actions.seek(Number(seek.value)));
  seek.addEventListener("pointerdown", () => (parts.isDragged = true));
  for (const kind of ["pointerup", "change"]) seek.addEventListener(kind, () => (parts.isDragged = false));
  video.addEventListener("click", actions.toggle);
  onKeys(parts.player, actions);
  showState(parts);
  return { player: parts.player, video, seek: actions.seek };
}

function build(lesson, files) {
  const track = element("track", { kind: "captions", srclang: lesson.language, label: "Captions", default: true, src: files["captions.vtt"] });
  const video = element("video", {
    preload: "metadata", crossOrigin: "anonymous", poster: files["thumbnail.png"], playsInline: true,
    "aria-label": `Video lesson: ${lesson.title}`, src: files["lesson.mp4"],
  }, track);
  const seek = element("input", { type: "range", className: "seek", min: 0, max: lesson.duration, step: 0.1, value: 0, "aria-label": "Position" });
  const marks = element("div", { className: "marks", "aria-hidden": "true" }, ...lesson.chapters.slice(1).map(({ start }) => markAt(start, lesson.duration)));
  const parts = {
    video, seek,
    play: tool("play", "Play"), back: tool("back", "Chapter before", "by-chapter"), next: tool("next", "Next chapter", "by-chapter"),
    captions: tool("captions", "Captions"), mute: tool("loud", "Mute"), full: tool("full", "Full screen"),
    big: element("button", { className: "big-play", "aria-label": "Play the lesson" }, icon("play")),
    time: element("span", { className: "time number" }), chapter: element("span", { className: "chapter-now" }),
    note: element("p", { className: "player-note", hidden: true, role: "alert" }),
    speed: element("select", { className: "speed", "aria-label": "Speed" }, ...SPEEDS.map((rate) =>
      element("option", { value: rate, textContent: `${rate}×`, selected: rate === 1 }))),
    volume: element("input", { type: "range", className: "volume", min: 0, max: 1, step: 0.05, value: 1, "aria-label": "Volume" }),
  };
  parts.player = element("div", { className: "player", role: "group", "aria-label": "Player" },
    element("div", { className: "screen" }, video, parts.big, parts.note),
    element("div", { className: "controls" }, element("div", { className: "seek-row" }, seek, marks),
      element("div", { className: "tools" }, parts.play, parts.back, parts.next, parts.time, parts.chapter,
        element("span", { className: "space" }), parts.speed, parts.captions, parts.mute, parts.volume, parts.full)));
  return parts;
}

function actionsOn(parts, lesson) {
  const { video, captions, volume, speed } = parts;
  const seek = (seconds) => {
    video.currentTime = Math.min(lesson.duration, Math.max(0, seconds));
  };
  const actions = {
    seek,
    toggle: () => (video.paused ? start(parts) : video.pause()),
    skip: (seconds) => seek(video.currentTime + seconds),
    part: (share) => seek(share * lesson.duration),
    nextChapter: () => seek(lesson.chapters.find(({ start: at }) => at > video.currentTime + 0.1)?.start ?? lesson.duration),
    chapterBefore: () => seek(lesson.chapters.findLast(({ start: at }) => at < video.currentTime - 2)?.start ?? 0),
    captions: () => showCaptions(video, captions, video.textTracks[0].mode !== "showing"),
    mute: () => (video.muted = !video.muted),
    louder: (by) => (video.volume = Math.min(1, Math.max(0, video.volume + by))),
    faster: (by) => setSpeed(parts, SPEEDS[SPEEDS.indexOf(video.playbackRate) + by]),
    fullScreen: () => fullScreen(parts),
  };
  parts.big.addEventListener("click", () => {
    start(parts);
    parts.play.focus();
  });
  const clicks = { play: "toggle", next: "nextChapter", back: "chapterBefore", captions: "captions", mute: "mute", full: "fullScreen" };
  for (const [part, action] of Object.entries(clicks)) parts[part].addEventListener("click", actions[action]);
  volume.addEventListener("input", () => Object.assign(video, { volume: Number(volume.value), muted: false }));
  speed.addEventListener("change", () => setSpeed(parts, Number(speed.value)));
  showCaptions(video, captions, true);
  return actions;
}

function start({ video, note }) {
  note.hidden = true;
  video.play().catch((error) => {
    if (error.name === "AbortError") return; // paused or moved before it began
    tell(note, "The video cannot be played here. You can read the transcript, or download the video.");
  });
}

function showState({ video, play, big, mute, volume }) {
  play.replaceChildren(icon(video.paused ? "play" : "pause"));
  label(play, video.paused ? "Play" : "Pause");
  const isBegun = !video.paused || video.currentTime > 0;
  if (isBegun && document.activeElement === big) play.focus();
  big.hidden = isBegun;
  const isSilent = video.muted || video.volume === 0;
  mute.replaceChildren(icon(isSilent ? "mute" : "loud"));
  label(mute, isSilent ? "Sound on" : "Mute");
  volume.value = video.muted ? 0 : video.volume;
}

function showCaptions(video, button, areShown) {
  video.textTracks[0].mode = areShown ? "showing" : "hidden";
  button.setAttribute("aria-pressed", String(areShown));
}

function setSpeed({ video, speed }, rate) {
  if (!rate) return;
  video.playbackRate = rate;
  speed.value = rate;
}

function fullScreen({ player, video }) {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (player.requestFullscreen) player.requestFullscreen();
  else video.webkitEnterFullscreen?.(); // phones that show nothing but a video in full
}

// Links are valid for minutes: one that is too old is replaced, and the lesson goes on where it was.
function renewing({ video, note }, renew) {
  let last = -Infinity;
  return async () => {
    const again = performance.now() - last > REFRESH_AGAIN_MILLISECONDS;
    last = performance.now();
    const files = again ? await renew().catch(() => null) : null;
    if (!files) return tell(note, "The video is not coming through. Check that you are connected to the internet, then load this page again.");
    const { currentTime, paused, playbackRate } = video;
    video.addEventListener("loadedmetadata", () => {
      Object.assign(video, { currentTime, playbackRate });
      if (!paused) video.play();
    }, { once: true });
    video.src = files["lesson.mp4"];
  };
}

function tell(note, text) {
  note.textContent = text;
  note.hidden = false;
}

function markAt(seconds, duration) {
  const mark = element("span", { className: "mark" });
  mark.style.insetInlineStart = `${(100 * seconds) / duration}%`;
  return mark;
}

function tool(name, words, kind = "") {
  const button = element("button", { className: `tool ${kind}`.trim() }, icon(name));
  label(button, words);
  return button;
}

function label(button, words) {
  button.setAttribute("aria-label", words);
  button.title = words;
}
