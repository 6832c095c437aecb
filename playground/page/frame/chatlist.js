// The chats of one person, newest first, with what was said last and how much is unread.

import { h, reconcile, refill } from "../dom.js";
import { icon } from "../icons.js";
import { avatar, gist, kindIcon, serviceText, userName } from "../names.js";
import { doing } from "../talk/head.js";
import { shortTime } from "../times.js";
import { say } from "../words.js";

export class ChatList {
  constructor({ open, add }) {
    this.open = open;
    this.title = h("h2", {});
    this.add = h(
      "button",
      { type: "button", class: "round", onclick: (event) => add(event.currentTarget) },
      icon("edit", 21),
    );
    this.list = h("div", { class: "chat-list", onkeydown: (event) => this.walk(event) });
    this.element = h("nav", { class: "chats" }, h("div", { class: "chats-head" }, this.title, this.add), this.list);
  }

  show(chats, openId, me) {
    this.element.setAttribute("aria-label", say("chats"));
    this.title.textContent = say("chats");
    this.add.setAttribute("aria-label", say("newGroup"));
    this.add.title = say("newGroup");
    const rows = chats.map((chat) => ({
      chat,
      current: chat.id === openId,
      me,
      spoken: document.documentElement.lang,
    }));
    reconcile(
      this.list,
      rows,
      (row) => String(row.chat.id),
      (row) => chatRow(row, () => this.open(row.chat.id)),
    );
    this.list.classList.toggle("none", !rows.length);
  }

  walk(event) {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && document.activeElement[step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

function chatRow({ chat, current, me }, open) {
  return h(
    "button",
    {
      type: "button",
      class: "chat-row",
      "aria-current": current ? "true" : undefined,
      data: { chat: chat.id },
      onclick: open,
    },
    avatar(chat.faceId, chat.title, "large"),
    h(
      "span",
      { class: "lines" },
      h(
        "span",
        { class: "line" },
        h(
          "span",
          { class: "title" },
          kindIcon(chat),
          h("span", { class: "text" }, chat.title),
          chat.isBot && h("span", { class: "tag" }, say("bot")),
        ),
        chat.last && h("time", {}, shortTime(chat.last.date)),
      ),
      h(
        "span",
        { class: "line" },
        lastSaid(chat, me),
        chat.unread > 0 &&
          h("span", { class: "badge", "aria-label": `${chat.unread} · ${say("unread")}` }, chat.unread),
      ),
    ),
  );
}

function lastSaid(chat, me) {
  const line = h("span", { class: "gist" });
  const acting = doing(chat.acting);
  if (acting) {
    line.classList.add("acting");
    return refill(line, `${acting}…`);
  }
  if (!chat.last) return refill(line, chat.mayStart ? say("startHint") : "");
  const who = speaker(chat, me);
  return refill(line, who && h("b", {}, `${who}: `), gist(chat.last));
}

function speaker(chat, me) {
  if (serviceText(chat.last)) return "";
  if (chat.last.from?.id === me) return say("you");
  return chat.several && chat.type !== "channel" ? userName(chat.last.from).split(" ")[0] : "";
}
