// Who asks: the token that a school's portal hands over, or a name that this browser made up for itself.

const TOKEN = "vividly-token";
const STUDENT = "vividly-student";

// The portal opens the page at /#token=…: the token is kept for this tab only, and leaves the address and the history.
// Return whether one was handed over.
export function receiveToken() {
  const handed = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!handed) return false;
  remember(() => sessionStorage, TOKEN, handed);
  history.replaceState(null, "", location.pathname);
  return true;
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

// A browser that keeps nothing (a private window, a strict school policy) works, and forgets.
export function recall(place, name) {
  try {
    return place().getItem(name);
  } catch {
    return null;
  }
}

export function remember(place, name, value) {
  try {
    place().setItem(name, value);
  } catch {
    // It is only a convenience.
  }
}
