// Who asks: the token that a school's portal hands over, or a name that this browser made up for itself.

const TOKEN = "vividly-token";
const STUDENT = "vividly-student";

// The portal opens the page at /#token=…: the token is kept for this tab only, and leaves the address and the history.
export function receiveToken() {
  const handed = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!handed) return;
  remember(() => sessionStorage, TOKEN, handed);
  history.replaceState(null, "", location.pathname);
}

export function token() {
  return recall(() => sessionStorage, TOKEN);
}

export function studentId() {
  const claimed = token() && claims(token()).sub;
  if (claimed) return claimed;
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

function claims(jwt) {
  try {
    const bytes = Uint8Array.from(atob(jwt.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {};
  }
}
