// What did not work, in kind words, with what to try.

import { at, element } from "./elements.js";
import { wordsFor } from "./words.js";

const OFFERS = { again: "Try again", shorter: "Ask for a shorter lesson", edit: "Change my question" };

// `does` has what each offer does: again, shorter, edit, home.
export function showFailure(error, standing, does) {
  const { heading, tries, action, detail } = wordsFor(error);
  const title = element("h1", { textContent: heading, tabIndex: -1 });
  const button = (kind, textContent, onclick) => element("button", { className: `button ${kind}`, textContent, onclick });
  const buttons = [
    OFFERS[action] && does[action] ? button("main", OFFERS[action], does[action]) : null,
    action !== "none" ? button("quiet", "Ask something else", does.home) : null,
  ];
  const asked = standing && element("p", { className: "asked", textContent: `“${standing.student_query}”` });
  const number = standing && element("p", { className: "quiet-text small", textContent: `If you tell somebody about it, give them this number: ${standing.request_id}` });
  at("failure").replaceChildren(element("section", { className: "sorry card" },
    element("div", { className: "sorry-sun", "aria-hidden": "true" }), asked, title,
    detail ? element("p", { className: "lead", textContent: detail }) : null,
    element("ul", { className: "dots" }, ...tries.map((text) => element("li", { textContent: text }))),
    element("div", { className: "actions" }, ...buttons), number));
  document.title = `${heading} · Vividly`;
}
