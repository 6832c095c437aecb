// One message (or one album) as a bubble: who, quote, content, time, keys.

import { h } from "../dom.js";
import { formatted } from "../entities.js";
import { avatar, chatName, colourOf, gist, userName } from "../names.js";
import { clock } from "../times.js";
import { say } from "../words.js";
import { inlineKeys } from "./keys.js";
import { contactCard, fileLine, otherContent, pictures } from "./media.js";

// `item` says which messages it holds and how it stands among its neighbours; `tools` are the deeds of the conversation.
export function bubbleLine(item, tools) {
  const message = item.messages[item.messages.length - 1];
  const keys = message.reply_markup?.inline_keyboard;
  const pictured = item.messages.some((one) => one.photo);
  const line = h("article", {
    class: ["message", item.out ? "out" : "in", item.first && "first", item.last && "last", shape(item, keys, pictured)]
      .filter(Boolean)
      .join(" "),
    data: { message: message.message_id },
    tabindex: -1,
    "aria-label": `${item.out ? say("you") : authorName(message)}, ${clock(message.date)}`,
    oncontextmenu: (event) => {
      if (getSelection().toString()) return;
      event.preventDefault();
      tools.menu(message, { x: event.clientX, y: event.clientY }, item.messages);
    },
    ondblclick: () => tools.reply(message),
  });
  if (item.named)
    line.append(item.last ? avatar(authorId(message), authorName(message)) : h("span", { class: "avatar-space" }));
  line.append(
    h("div", { class: "stack" }, bubble(item, message, pictured, tools), keys && inlineKeys(message, keys, tools)),
  );
  return line;
}

// Pictures and rows of many keys take the room there is; an upright picture takes less of it.
function shape(item, keys, pictured) {
  const upright =
    item.messages.length === 1 &&
    pictured &&
    item.messages[0].photo.at(-1).height > item.messages[0].photo.at(-1).width;
  if (upright) return "wide tall";
  return pictured || keys?.some((row) => row.length > 4) ? "wide" : keys && "keyed";
}

function bubble(item, message, pictured, tools) {
  const first = item.messages[0];
  const captioned = item.messages.find((one) => one.caption) ?? message;
  const words = first.text ?? captioned.caption;
  const entities = first.text === undefined ? captioned.caption_entities : first.entities;
  const content = pictured
    ? pictures(item.messages, tools)
    : item.messages.map((one) => one.document && fileLine(one.document, tools));
  const time = meta(message, pictured && !words);
  const above = words && captioned.show_caption_above_media;
  const saying =
    words && h("div", { class: "said" }, formatted(words, entities, tools.text), !above && time);
  return h(
    "div",
    { class: `bubble${pictured ? " pictured" : ""}` },
    item.first && item.named && sender(message),
    passing(first, tools),
    first.reply_to_message && quote(first.reply_to_message, tools),
    above && saying,
    content,
    message.contact && contactCard(message.contact),
    otherContent(message, tools),
    !above && saying,
    (!words || above) && time,
  );
}

export const authorId = (message) => message.sender_chat?.id ?? message.from?.id ?? message.chat?.id;
export const authorName = (message) =>
  (message.sender_chat ? chatName(message.sender_chat) : userName(message.from)) || chatName(message.chat ?? {});

function sender(message) {
  return h("div", { class: "sender", data: { colour: colourOf(authorId(message)) } }, authorName(message));
}

function passing(message, tools) {
  const origin = message.forward_origin;
  const via =
    message.via_bot &&
    h(
      "span",
      {},
      say("via"),
      " ",
      h(
        "button",
        { type: "button", class: "in-text", onclick: () => tools.text.mention(`@${message.via_bot.username}`) },
        `@${message.via_bot.username}`,
      ),
    );
  if (!origin && !via) return undefined;
  const name =
    origin &&
    (origin.sender_user_name ??
      (origin.sender_user ? userName(origin.sender_user) : chatName(origin.chat ?? origin.sender_chat ?? {})));
  return h("div", { class: "passing" }, origin && say("forwardedFrom", { name }), origin && via && " ", via);
}

function quote(message, tools) {
  return h(
    "button",
    { type: "button", class: "quote", onclick: () => tools.show(message.message_id) },
    h("b", {}, authorName(message)),
    h("span", {}, gist(message)),
  );
}

function meta(message, onPicture) {
  return h(
    "span",
    { class: `meta${onPicture ? " on-picture" : ""}` },
    message.edit_date && h("span", {}, say("edited")),
    message.author_signature && h("span", {}, message.author_signature),
    h(
      "time",
      { datetime: new Date(message.date * 1000).toISOString(), title: new Date(message.date * 1000).toLocaleString() },
      clock(message.date),
    ),
  );
}
