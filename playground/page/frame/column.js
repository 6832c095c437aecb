// One person on the page: their name, their chats and the chat they have open.

import { h, refill } from "../dom.js";
import { icon } from "../icons.js";
import { menuIn, under } from "../dialogs.js";
import { avatar, userName } from "../names.js";
import { Conversation } from "../talk/conversation.js";
import { LANGUAGES, say } from "../words.js";
import { ChatList } from "./chatlist.js";

export class Column {
  // `makeDeeds(column)` binds what this person can do; `onMove` hears that another chat was opened.
  constructor(person, makeDeeds, { edit, hide, onMove }) {
    this.id = person.id;
    this.onMove = onMove;
    this.openId = undefined;
    this.element = h("section", { class: "column", data: { person: person.id } });
    this.deeds = makeDeeds(this);
    this.circle = h("span", {});
    this.name = h("span", { class: "name" });
    this.tongue = h("span", { class: "tongue" });
    this.menu = (button) =>
      menuIn(document.body, under(button), [
        ["edit", say("editPerson"), edit],
        hide && ["close", say("hidePerson"), hide],
      ]);
    this.more = h("button", { type: "button", class: "round", onclick: () => this.menu(this.more) }, icon("more"));
    this.list = new ChatList({ open: (id) => this.openToWrite(id), add: (button) => this.deeds.newChatMenu(button) });
    this.conversation = new Conversation(this.element, this.deeds);
    this.rooms = h("div", { class: "rooms" }, this.list.element, this.conversation.element);
    this.element.append(h("header", { class: "who" }, this.circle, this.name, this.tongue, this.more), this.rooms);
    this.element.addEventListener(
      "keydown",
      (event) => event.key === "Escape" && !event.defaultPrevented && this.open(undefined),
    );
  }

  open(chatId) {
    this.openId = chatId;
    this.onMove(this);
  }

  // With a mouse and keys at hand one writes at once; on a phone the keyboard would hide the chat.
  openToWrite(chatId) {
    this.open(chatId);
    if (matchMedia("(hover: hover)").matches)
      this.afterDraw = () => this.conversation.composer.field.focus({ preventScroll: true });
  }

  find(messageId) {
    this.afterDraw = () => this.conversation.find(messageId);
  }
  write(text) {
    this.afterDraw = () => this.conversation.composer.write(text);
  }

  // Hidden behind another person (on a phone) nothing counts as read.
  isSeen() {
    return this.element.offsetParent !== null;
  }

  show(state) {
    refill(this.circle, avatar(state.person.id, userName(state.person), "small"));
    this.name.textContent = userName(state.person);
    this.tongue.textContent = LANGUAGES[state.person.language_code] ?? state.person.language_code ?? "";
    this.more.setAttribute("aria-label", say("menu"));
    this.element.setAttribute("aria-label", userName(state.person));
    this.rooms.dataset.showing = this.openId === undefined ? "list" : "conversation";
    const chat = state.chats().find((one) => one.id === this.openId);
    this.conversation.show(chat, this.id);
    this.settle(chat);
    // Last, because what was just seen is no longer unread.
    this.list.show(state.chats(), this.openId, this.id);
  }

  // What had to wait until the chat stands on the page with its messages.
  settle(chat) {
    if (chat && !chat.loaded) this.deeds.load(chat.id);
    if (!chat?.loaded) return;
    if (this.conversation.thread.atEnd) {
      this.deeds.read(chat);
      this.deeds.trim(chat);
    }
    const deed = this.afterDraw;
    this.afterDraw = undefined;
    deed?.();
  }
}
