// How people and chats are called, and the coloured circles that stand for them.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

export const userName = (user) => (user ? [user.first_name, user.last_name].filter(Boolean).join(" ") : "");
export const chatName = (chat) => chat.title ?? (userName(chat) || chat.username || "");

const COLOURS = 7;

// One person keeps one colour everywhere, whatever their name becomes.
export const colourOf = (id) => Math.abs(Number(id)) % COLOURS;

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words[words.length - 1] : undefined]
    .filter(Boolean)
    .map((word) => [...word][0])
    .join("")
    .toUpperCase();
}

export function avatar(id, name, size = "medium") {
  return h("span", { class: `avatar ${size}`, data: { colour: colourOf(id) }, "aria-hidden": "true" }, initials(name));
}

export function chatKind(chat) {
  if (chat.type === "group" || chat.type === "supergroup") return "group";
  return chat.type === "channel" ? "channel" : undefined;
}

export function kindIcon(chat) {
  const kind = chatKind(chat);
  return kind && icon(kind, 15);
}

export const SIGNS = {
  venue: "📍",
  location: "📍",
  animation: "🎞",
  video: "🎬",
  video_note: "🎬",
  audio: "🎵",
  voice: "🎤",
  sticker: "🙂",
  poll: "📊",
  dice: "🎲",
};

// One line that stands for a message in the chat list, a quote or the pinned bar.
export function gist(message) {
  if (!message) return "";
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").trim();
  if (message.photo) return words ? `🖼 ${words}` : `🖼 ${say("photo")}`;
  if (message.document) return `📎 ${message.document.file_name ?? say("document")}${words ? ` · ${words}` : ""}`;
  if (message.contact) return `👤 ${userName(message.contact)}`;
  const other = Object.keys(SIGNS).find((kind) => message[kind]);
  return words || serviceText(message) || (other ? SIGNS[other] : "");
}

export function serviceText(message) {
  const by = userName(message.from) || chatName(message.chat ?? {});
  const entered = message.new_chat_members;
  if (entered)
    return entered
      .map((one) =>
        one.id === message.from?.id
          ? say("joined", { name: userName(one) })
          : say("added", { by, name: userName(one) }),
      )
      .join(" · ");
  const gone = message.left_chat_member;
  if (gone)
    return gone.id === message.from?.id
      ? say("left", { name: userName(gone) })
      : say("removed", { by, name: userName(gone) });
  if (message.group_chat_created || message.supergroup_chat_created)
    return say("created", { by, title: chatName(message.chat ?? {}) });
  if (message.chat_shared) return say("sharedChat", { by, title: message.chat_shared.title ?? "" });
  if (message.channel_chat_created) return say("channelCreated");
  if (message.new_chat_title) return say("renamed", { title: message.new_chat_title });
  if (message.pinned_message) return say("pinnedService", { by });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return say("upgraded");
  return undefined;
}
