// The scrolling part of a conversation: draws its items, keeps the place of a reader, follows at the end.

import { h, reconcile } from "../dom.js";
import { icon } from "../icons.js";
import { bubbleLine } from "../message/bubble.js";
import { dayName } from "../times.js";
import { say } from "../words.js";
import { itemsOf } from "./items.js";

const NEAR = 60;

export class Thread {
  constructor(tools) {
    this.tools = tools;
    this.items = h("div", { class: "items", role: "log", "aria-live": "polite" });
    this.older = h("p", { class: "older", hidden: true });
    const hear = { onscroll: () => this.scrolled(), onscrollend: () => this.arrived() };
    this.view = h("div", { class: "thread", tabindex: 0, ...hear }, this.older, this.items);
    this.badge = h("span", { class: "badge", hidden: true });
    this.down = h(
      "button",
      { type: "button", class: "to-bottom", hidden: true, onclick: () => this.toEnd(true) },
      icon("down", 22),
      this.badge,
    );
    this.element = h("div", { class: "thread-frame" }, this.view, this.down);
    // Pictures, keyboards and the height of the text field change the room: who was at the end stays there.
    new ResizeObserver(() => this.settle()).observe(this.view);
    new ResizeObserver(() => this.settle()).observe(this.items);
  }

  show(chat, me) {
    const moved = this.chat?.id !== chat.id || (chat.loaded && !this.chat.loaded);
    if (moved) this.enter(chat);
    const hadEnd = this.atEnd;
    const newest = chat.messages.at(-1);
    const known = this.newest?.message_id ?? 0;
    const own = !moved && chat.messages.some((one) => one.message_id > known && one.from?.id === me);
    const held = this.hold();
    this.chat = chat;
    this.draw(chat, me);
    this.newest = newest;
    if (moved) this.land();
    else if (hadEnd || own) this.toEnd(false);
    else this.keep(held);
    this.marks();
  }

  enter(chat) {
    this.items.replaceChildren();
    this.atEnd = true;
    this.descending = false;
    this.newest = undefined;
    this.unreadAfter = chat.unread ? chat.lastRead : undefined;
  }

  draw(chat, me) {
    this.view.setAttribute("aria-label", say("messagesOf", { name: chat.title }));
    this.down.setAttribute("aria-label", say("toBottom"));
    this.older.textContent = say("older");
    this.older.hidden = !chat.hasOlder;
    const items = itemsOf(chat.messages, me, { several: chat.several, unreadAfter: this.unreadAfter });
    reconcile(
      this.items,
      items,
      (item) => item.key,
      (item) => this.line(item),
    );
  }

  line(item) {
    if (item.kind === "day") return h("p", { class: "day" }, dayName(item.date));
    if (item.kind === "unread") return h("p", { class: "unread-line" }, say("unread"));
    if (item.kind === "service")
      return h("p", { class: "service", data: { message: item.message.message_id } }, item.text);
    return bubbleLine(item, this.tools);
  }

  // The first message in sight (a day moves when older messages come) and how far it stands from the top.
  hold() {
    const top = this.view.getBoundingClientRect().top;
    const line = [...this.items.children].find(
      (one) => one.dataset.message && one.getBoundingClientRect().bottom > top,
    );
    return line && { key: line.drawnKey, distance: line.getBoundingClientRect().top - top };
  }

  keep(held) {
    const line = held && [...this.items.children].find((one) => one.drawnKey === held.key);
    if (!line) return;
    this.view.scrollTop += line.getBoundingClientRect().top - this.view.getBoundingClientRect().top - held.distance;
  }

  land() {
    const line = this.items.querySelector(".unread-line");
    if (!line) return this.toEnd(false);
    this.view.scrollTop += line.getBoundingClientRect().top - this.view.getBoundingClientRect().top - 60;
    return this.scrolled();
  }

  toEnd(smooth) {
    this.atEnd = true;
    this.descending = smooth && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.place = this.view.scrollTop;
    this.view.scrollTo({ top: this.view.scrollHeight, behavior: this.descending ? "smooth" : "instant" });
    this.marks();
  }

  settle() {
    if (this.atEnd) this.view.scrollTop = this.view.scrollHeight;
  }

  scrolled() {
    const rest = this.view.scrollHeight - this.view.scrollTop - this.view.clientHeight;
    // Whoever is on the way down counts as there, until they turn back: a drawing in between must not stop them.
    this.descending = this.descending && this.view.scrollTop >= this.place;
    this.place = this.view.scrollTop;
    this.atEnd = rest < NEAR || this.descending;
    if (this.view.scrollTop < 200 && this.chat?.hasOlder) this.tools.older();
    if (this.atEnd) this.tools.read();
    this.marks();
  }

  arrived() {
    this.descending = false;
    this.scrolled();
  }

  marks() {
    this.down.hidden = this.atEnd;
    this.badge.hidden = !this.chat?.unread;
    this.badge.textContent = this.chat?.unread ?? "";
  }

  // Brings a message into sight and marks it for a moment.
  find(id) {
    const line = this.items.querySelector(`[data-message="${Number(id)}"]`);
    if (!line) return false;
    line.scrollIntoView({ block: "center" });
    line.classList.remove("found");
    requestAnimationFrame(() => line.classList.add("found"));
    return true;
  }
}
