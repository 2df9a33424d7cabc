// The player's keys. They count only while the focus is in the player, so that they take no letter from anybody.

const SKIP_SECONDS = 5;
const LEAP_SECONDS = 10;
const VOLUME_STEP = 0.1;

export const KEYS = [
  ["Space or K", "play and pause"], ["← →", "5 seconds back and forth"], ["J L", "10 seconds back and forth"],
  ["↑ ↓", "louder and quieter"], ["N P", "next chapter, chapter before"], ["C", "captions"], ["F", "full screen"], ["M", "sound"],
  ["< >", "slower and faster"], ["0 – 9", "to that tenth"],
];

export function onKeys(player, actions) {
  const does = {
    " ": actions.toggle, k: actions.toggle, c: actions.captions, f: actions.fullScreen, m: actions.mute,
    n: actions.nextChapter, p: actions.chapterBefore,
    ArrowLeft: () => actions.skip(-SKIP_SECONDS), ArrowRight: () => actions.skip(SKIP_SECONDS),
    j: () => actions.skip(-LEAP_SECONDS), l: () => actions.skip(LEAP_SECONDS),
    ArrowUp: () => actions.louder(VOLUME_STEP), ArrowDown: () => actions.louder(-VOLUME_STEP),
    "<": () => actions.faster(-1), ">": () => actions.faster(1),
    Home: () => actions.part(0), End: () => actions.part(1),
  };
  for (let tenth = 0; tenth < 10; tenth += 1) does[tenth] = () => actions.part(tenth / 10);
  player.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTheirs(event)) return;
    const act = does[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

// A button is pressed with the space bar, a list is chosen from with arrows and letters, a volume moves with arrows.
function isTheirs({ key, target }) {
  if (target.tagName === "SELECT") return true;
  if (target.classList.contains("volume")) return key.startsWith("Arrow") || key === "Home" || key === "End";
  return target.tagName === "BUTTON" && key === " ";
}
