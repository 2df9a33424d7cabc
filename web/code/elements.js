// Making elements: text goes in as text, never as HTML, so that what somebody wrote is shown and not run.

const SHAPES = {
  play: "M8 5.5v13l11-6.5z",
  pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  back: "M6 5h2.5v14H6zM20 5.5v13L9.5 12z",
  next: "M15.5 5H18v14h-2.5zM4 5.5v13L14.5 12z",
  loud: "M4 9.5v5h3.5L12 19V5L7.5 9.500zM14.5 8.200v7.600c1.5-.6 2.5-2.1 2.5-3.800s-1-3.2-2.5-3.800zM14.5 4.500v2c2.7.7 4.7 2.9 4.7 5.500s-2 4.8-4.7 5.500v2c3.8-.8 6.5-3.9 6.5-7.500s-2.7-6.7-6.5-7.500z",
  mute: "M4 9.500v5h3.500L12 19V5L7.5 9.500zM15 9.400l1.4-1.400L18.5 10l2.1-2.100L22 9.4 19.9 11.500l2.1 2.100L20.6 15l-2.1-2.100L16.4 15 15 13.600l2.1-2.100z",
  captions: "M4 5h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zm1 9v2h8v-2zm10 0v2h4v-2zM5 10.500v2h4v-2zm6 0v2h8v-2z",
  full: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
  done: "M9.5 16.6 5.4 12.5 4 13.900l5.5 5.500L20.5 8.4 19.1 7z",
  voice: "M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11v1a7 7 0 0 0 6 6.900V22h2v-3.100A7 7 0 0 0 19 12v-1h-2v1a5 5 0 0 1-10 0v-1z",
  save: "M11 3h2v9.200l3.3-3.3 1.4 1.400L12 16l-5.7-5.7 1.4-1.4 3.3 3.300zM4 18h16v2H4z",
  bin: "M9 3h6v2h5v2H4V5h5zM6 8.500h12L17 21H7z",
  again: "M12 5V1.500L17.5 7 12 12.500V9a4.5 4.5 0 1 0 4.5 4.500H19A7 7 0 1 1 12 5z",
};

export const at = (id) => document.getElementById(id);

// A name that starts with "on" is a listener; one that the element has is a property; any other is an attribute.
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  if (name === "button") made.type = "button"; // none that is made here sends a form
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function icon(name) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", SHAPES[name]);
  picture.append(shape);
  return picture;
}

export function show(id, isShown) {
  at(id).hidden = !isShown;
}

// Say something at a place of its own; no words take it back. The same words again are not said again.
export function tell(id, text) {
  if (at(id).textContent !== text) at(id).textContent = text;
  if (at(id).hidden === Boolean(text)) show(id, Boolean(text));
}

// Say something to those who listen to the page; the same words twice are said once.
export function announce(text) {
  if (at("announcement").textContent !== text) at("announcement").textContent = text;
}

// Where nothing but http and https is followed, no stored address can run a script.
export function link(text, address) {
  if (!/^https?:\/\//i.test(address ?? "")) return element("span", { textContent: text });
  return element("a", { textContent: text, href: address, target: "_blank", rel: "noopener noreferrer" });
}

export function calmly() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

// Ask in a dialog; only a click on the one that says yes is a yes.
export function confirmed(question) {
  const dialog = at("confirm");
  at("confirm-question").textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}
