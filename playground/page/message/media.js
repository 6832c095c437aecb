// Pictures (one, or an album as a grid), documents and contacts inside a bubble.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { avatar, SIGNS, userName } from "../names.js";
import { fileSize } from "../times.js";
import { say } from "../words.js";
import { openViewer } from "./viewer.js";

// How many stand beside each picture of an album, by the size of the album.
const ROWS = { 2: [2, 2], 3: [1, 2, 2], 4: [2, 2, 2, 2], 5: [2, 2, 3, 3, 3], 7: [1], 8: [2, 2], 10: [2, 2, 2, 2] };
const WIDTHS = { 1: "whole", 2: "half" };

const largest = (sizes) =>
  sizes.reduce((best, one) => (one.width * one.height > best.width * best.height ? one : best));

export function pictures(messages, tools) {
  const shown = messages.filter((one) => one.photo);
  const all = shown.map((one) => ({ address: tools.file(largest(one.photo)), caption: one.caption ?? "" }));
  if (shown.length === 1) return single(shown[0], all, tools);
  return h(
    "div",
    { class: "album" },
    shown.map((one, place) => tile(all, place, ROWS[shown.length]?.[place] ?? 3)),
  );
}

function single(message, all, tools) {
  const size = largest(message.photo);
  const tile = picture(all, 0, message.has_media_spoiler);
  // The room is kept before the file arrives, so that nothing jumps; very tall or wide pictures are cut.
  tile.style.setProperty("aspect-ratio", String(Math.min(2.4, Math.max(0.7, size.width / size.height))));
  return tile;
}

function tile(all, place, beside) {
  const element = picture(all, place);
  if (WIDTHS[beside]) element.classList.add(WIDTHS[beside]);
  return element;
}

function picture(all, place, hidden) {
  const { address, caption } = all[place];
  return h(
    "button",
    {
      type: "button",
      class: `picture${hidden ? " spoiler-picture" : ""}`,
      "aria-label": say("picture"),
      onclick: () => openViewer(all, place),
    },
    h("img", { src: address, alt: caption || say("photo"), decoding: "async", draggable: "false" }),
  );
}

export function fileLine(document, tools) {
  const name = document.file_name ?? say("document");
  return h(
    "a",
    { class: "file", href: tools.file(document, true), download: name, "aria-label": say("download", { name }) },
    h("span", { class: "sign" }, icon("download")),
    h(
      "span",
      { class: "lines" },
      h("span", { class: "file-name" }, name),
      h("small", {}, [fileSize(document.file_size), kindOf(name)].filter(Boolean).join(" · ")),
    ),
  );
}

const kindOf = (name) => (name.includes(".") ? name.split(".").pop().slice(0, 5).toUpperCase() : "");

// What this page has no picture for is named at least; a file in it can be downloaded.
export function otherContent(message, tools) {
  const kind = Object.keys(SIGNS).find((one) => message[one]);
  if (!kind) return undefined;
  const content = message[kind];
  if (content.file_id) return fileLine({ ...content, file_name: content.file_name ?? `${SIGNS[kind]} ${kind}` }, tools);
  if (kind === "location")
    return h("div", { class: "said" }, `${SIGNS[kind]} ${content.latitude}, ${content.longitude}`);
  return h(
    "div",
    { class: "said" },
    `${SIGNS[kind]} ${content.question ?? content.title ?? content.value ?? content.emoji ?? kind}`,
  );
}

export function contactCard(contact) {
  const name = userName(contact);
  return h(
    "div",
    { class: "file" },
    avatar(contact.user_id ?? contact.phone_number.replace(/\D/g, "").slice(-6), name),
    h("span", { class: "lines" }, h("span", { class: "file-name" }, name), h("small", {}, contact.phone_number)),
  );
}
