// Above the messages: who one talks to, what they are doing, and the pinned message.

import { h, refill } from "../dom.js";
import { icon } from "../icons.js";
import { avatar, gist } from "../names.js";
import { say } from "../words.js";

const DOING = { typing: "botTyping", upload_photo: "sendPhoto", upload_document: "sendDocument" };

export const doing = (acting) => acting && say(DOING[acting.action] ?? "botTyping");

export class Head {
  constructor({ back, menu }) {
    this.back = h("button", { type: "button", class: "round back", onclick: back }, icon("back"));
    this.more = h(
      "button",
      { type: "button", class: "round", onclick: (event) => menu(event.currentTarget) },
      icon("more"),
    );
    this.circle = h("span", {});
    this.title = h("h2", {});
    this.below = h("span", { class: "below", "aria-live": "polite" });
    this.element = h(
      "header",
      { class: "head" },
      this.back,
      this.circle,
      h("div", { class: "lines" }, this.title, this.below),
      this.more,
    );
  }

  show(chat) {
    this.back.setAttribute("aria-label", say("back"));
    this.more.setAttribute("aria-label", say("menu"));
    refill(this.circle, avatar(chat.faceId, chat.title));
    refill(this.title, chat.title);
    const acting = doing(chat.acting);
    this.below.classList.toggle("acting", Boolean(acting));
    refill(
      this.below,
      acting ? [chat.several && chat.acting.name ? `${chat.acting.name} ` : "", acting, dots()] : underTitle(chat),
    );
  }
}

function underTitle(chat) {
  if (chat.isBot) return say("bot");
  if (chat.type === "channel") return say("channel");
  if (chat.several) return chat.memberCount ? say("members", { n: chat.memberCount }) : say("group");
  return chat.username ? `@${chat.username}` : "";
}

const dots = () =>
  h(
    "span",
    { class: "dots", "aria-hidden": "true" },
    [1, 2, 3].map(() => h("span", {}, ".")),
  );

export class PinnedBar {
  constructor(show) {
    this.element = h("button", { type: "button", class: "pinned", hidden: true, onclick: () => show(this.message) });
  }

  show(message) {
    this.message = message;
    this.element.hidden = !message;
    if (message)
      refill(
        this.element,
        h("span", { class: "lines" }, h("b", {}, say("pinned")), h("span", {}, gist(message))),
        icon("pin", 20),
      );
  }
}
