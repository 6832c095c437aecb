// Keys under a bubble: what each kind of button does when tapped.

import { h } from "../dom.js";
import { icon } from "../icons.js";

const CORNERS = {
  url: "outside",
  copy_text: "copy",
  switch_inline_query: "forward",
  switch_inline_query_current_chat: "search",
  switch_inline_query_chosen_chat: "forward",
  login_url: "outside",
  web_app: "outside",
};

export function inlineKeys(message, rows, tools) {
  return h(
    "div",
    { class: "keys" },
    rows.map((row, at) =>
      h(
        "div",
        { class: `row ${density(row)}` },
        row.map((button, column) => key(message, button, { row: at, column }, tools)),
      ),
    ),
  );
}

// Many keys in a row hold numbers: then the digits matter more than the air around them.
function density(row) {
  if (row.length > 6) return "tight tightest";
  return row.length > 3 ? "tight" : "";
}

function key(message, button, place, tools) {
  const corner = Object.keys(CORNERS).find((name) => button[name] !== undefined);
  const waiting = tools.isWaiting(message, place);
  return h(
    "button",
    {
      type: "button",
      class: `key${waiting ? " waiting" : ""}`,
      "aria-busy": waiting ? "true" : undefined,
      onclick: (event) => press(message, button, place, event.currentTarget, tools),
    },
    h("span", { class: "word" }, button.text),
    corner && h("span", { class: "corner" }, icon(CORNERS[corner], 12)),
  );
}

function press(message, button, place, element, tools) {
  if (button.url !== undefined) return tools.text.link(button.url);
  if (button.copy_text) return tools.text.copy(button.copy_text.text);
  if (button.switch_inline_query_current_chat !== undefined)
    return tools.inlineHere(button.switch_inline_query_current_chat);
  if (button.switch_inline_query !== undefined) return tools.inlineElsewhere(button.switch_inline_query);
  if (button.switch_inline_query_chosen_chat)
    return tools.inlineElsewhere(button.switch_inline_query_chosen_chat.query ?? "");
  return tools.tap(message, place, element);
}
