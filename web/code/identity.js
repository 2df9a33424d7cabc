// Who asks: the token that a school's portal hands over, or a name that this browser made up for itself.

const TOKEN = "vividly-token";
const STUDENT = "vividly-student";

const kept = new Map(); // for as long as the page is open, where the browser keeps nothing

// The portal opens the page at /#token=…: the token is kept for this tab only, and leaves the address and the history.
export function receiveToken() {
  const handed = handedToken();
  if (!handed) return;
  remember(() => sessionStorage, TOKEN, handed);
  history.replaceState(null, "", location.pathname);
}

export function handedToken() {
  return new URLSearchParams(location.hash.slice(1)).get("token");
}

export function token() {
  return recall(() => sessionStorage, TOKEN);
}

// Whoever has a token is known by it; undefined leaves the name out.
export function studentId() {
  if (token()) return undefined;
  let student = recall(() => localStorage, STUDENT);
  if (!student) {
    student = `web-${random()}`;
    remember(() => localStorage, STUDENT, student);
  }
  return student;
}

export function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A browser that keeps nothing (a private window, a strict school policy) works, and forgets with the page.
export function recall(place, name) {
  try {
    return place().getItem(name) ?? kept.get(name) ?? null;
  } catch {
    return kept.get(name) ?? null;
  }
}

export function remember(place, name, value) {
  try {
    place().setItem(name, value);
  } catch {
    kept.set(name, String(value));
  }
}
