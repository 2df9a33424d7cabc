// What did not work, in kind words, with what to try.

import { at, element } from "./elements.js";
import { questionOf } from "./earlier.js";
import { wordsFor } from "./words.js";

// `does` has what each offer does: again, shorter, edit, home.
export function showFailure(error, standing, does) {
  const { heading, tries, action, detail } = wordsFor(error);
  const title = element("h1", { textContent: heading, tabIndex: -1 });
  const offers = {
    again: [["Try again", does.again]],
    shorter: [["Ask for a shorter lesson", does.shorter]],
    edit: [["Change my question", does.edit]],
    home: [],
    none: [],
  }[action].filter(([, act]) => act);
  const buttons = offers.map(([words, onclick]) => element("button", { type: "button", className: "button main", textContent: words, onclick }));
  if (action !== "none") buttons.push(element("button", { type: "button", className: "button quiet", textContent: "Ask something else", onclick: does.home }));
  const asked = standing && element("p", { className: "asked", textContent: `“${questionOf(standing)}”` });
  const number = standing && element("p", { className: "quiet-text small", textContent: `If you tell somebody about it, give them this number: ${standing.request_id}` });
  at("failure").replaceChildren(element("section", { className: "sorry card" },
    element("div", { className: "sorry-sun", "aria-hidden": "true" }), asked, title,
    detail ? element("p", { className: "lead", textContent: detail }) : null,
    element("ul", { className: "dots" }, ...tries.map((text) => element("li", { textContent: text }))),
    element("div", { className: "actions" }, ...buttons), number));
  document.title = `${heading} · Vividly`;
}
