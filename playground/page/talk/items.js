// What stands in a conversation from top to bottom: days, notices, messages, albums, the unread line.

import { authorId } from "../message/bubble.js";
import { serviceText } from "../names.js";
import { sameDay } from "../times.js";

const TOGETHER_SECONDS = 600;

// `me` is the person's id; names and circles stand beside others' messages where several may speak.
export function itemsOf(messages, me, { several, unreadAfter }) {
  const items = [];
  let before;
  let marked = unreadAfter === undefined;
  for (const message of messages) {
    if (!before || !sameDay(before.date, message.date))
      items.push({ kind: "day", key: `day ${dayKey(message.date)}`, date: message.date });
    if (!marked && message.message_id > unreadAfter && message.from?.id !== me) {
      items.push({ kind: "unread", key: "unread" });
      marked = true;
    }
    place(items, message, me, several);
    before = message;
  }
  neighbours(items);
  return items;
}

const dayKey = (seconds) => new Date(seconds * 1000).toDateString();

function place(items, message, me, several) {
  const service = serviceText(message);
  if (service) return items.push({ kind: "service", key: `m${message.message_id}`, text: service, message });
  const before = items[items.length - 1];
  if (message.media_group_id && before?.messages?.[0].media_group_id === message.media_group_id)
    return before.messages.push(message);
  const out = isOwn(message, me);
  return items.push({
    kind: "message",
    key: `m${message.message_id}`,
    messages: [message],
    out,
    named: several && !out,
    author: authorId(message),
  });
}

const isOwn = (message, me) => message.from?.id === me && !message.sender_chat;

function neighbours(items) {
  items.forEach((item, at) => {
    if (item.kind !== "message") return;
    item.first = !together(items[at - 1], item);
    item.last = !together(item, items[at + 1]);
  });
}

function together(one, other) {
  if (one?.kind !== "message" || other?.kind !== "message") return false;
  const hasKeys = one.messages.some((message) => message.reply_markup?.inline_keyboard);
  return one.author === other.author && !hasKeys && other.messages[0].date - one.messages[0].date < TOGETHER_SECONDS;
}
