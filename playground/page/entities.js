// Formatted text: the entities of a message become nested elements around text nodes.

import { h } from "./dom.js";
import { isTelegramLink, safeAddress, wholeAddress } from "./links.js";

const PLAIN = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  blockquote: "blockquote",
};

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

// `on` says what a tap does: on.command(text), on.link(address), on.mention(name), on.copy(text).
export function formatted(text, entities, on) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nested(text, 0, text.length, sorted, on);
}

function nested(text, from, to, entities, on) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [entity, ...later] = rest;
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (start > at) nodes.push(text.slice(at, start));
    const within = later.filter((one) => one.offset < end);
    if (end > start) nodes.push(wrapped(entity, text.slice(start, end), nested(text, start, end, within, on), on));
    at = Math.max(at, end);
    // A block already ends its line: the line break after it would show as an empty line.
    if (BLOCKS.has(entity.type) && text[at] === "\n") at += 1;
    rest = later.filter((one) => one.offset >= end);
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function wrapped(entity, text, inner, on) {
  if (PLAIN[entity.type]) return code(h(PLAIN[entity.type], {}, inner), entity, text, on);
  switch (entity.type) {
    case "expandable_blockquote":
      return expandable(inner);
    case "pre":
      return pre(entity, inner, text, on);
    case "spoiler":
      return spoiler(inner);
    case "text_link":
      return link(entity.url, inner, on);
    case "url":
      return link(wholeAddress(text), inner, on);
    case "email":
      return h("span", { class: "looks-linked" }, inner);
    case "phone_number":
      return h("span", { class: "looks-linked" }, inner);
    case "bot_command":
      return h("button", { type: "button", class: "in-text", onclick: () => on.command(text) }, inner);
    case "mention":
      return h("button", { type: "button", class: "in-text", onclick: () => on.mention(text) }, inner);
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span", { class: "looks-linked" }, inner);
    default:
      return h("span", {}, inner);
  }
}

function code(element, entity, text, on) {
  if (entity.type !== "code") return element;
  element.addEventListener("click", () => on.copy(text));
  return element;
}

function pre(entity, inner, text, on) {
  const block = h("pre", { onclick: () => on.copy(text) }, h("code", {}, inner));
  if (entity.language) block.prepend(h("span", { class: "pre-language" }, entity.language));
  return block;
}

function expandable(inner) {
  const quote = h("blockquote", { class: "folded", tabindex: 0 }, inner);
  quote.addEventListener("click", () => quote.classList.toggle("folded"));
  return quote;
}

function spoiler(inner) {
  const hidden = h("span", { class: "spoiler", role: "button", tabindex: 0 }, inner);
  const reveal = (event) => {
    if (hidden.classList.contains("shown")) return;
    event.preventDefault();
    event.stopPropagation();
    hidden.classList.add("shown");
  };
  hidden.addEventListener("click", reveal, true);
  hidden.addEventListener("keydown", (event) => event.key === "Enter" && reveal(event));
  return hidden;
}

function link(address, inner, on) {
  if (isTelegramLink(address)) {
    return h(
      "a",
      {
        href: safeAddress(address) ?? "#",
        onclick: (event) => {
          event.preventDefault();
          on.link(address);
        },
      },
      inner,
    );
  }
  const safe = safeAddress(address);
  if (!safe) return h("span", {}, inner);
  return h("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, inner);
}
