// One open chat of one person: head, pinned message, thread and text field, and what a tap in it does.

import { alertIn, askIn, menuIn, toastIn, under } from "../dialogs.js";
import { h, refill } from "../dom.js";
import { authorName } from "../message/bubble.js";
import { gist } from "../names.js";
import { say } from "../words.js";
import { Composer } from "../write/composer.js";
import { Head, PinnedBar } from "./head.js";
import { messageMenu } from "./messagemenu.js";
import { Thread } from "./thread.js";

export class Conversation {
  // `deeds` are what the person can do anywhere (see deeds.js); `host` is the column.
  constructor(host, deeds) {
    this.host = host;
    this.deeds = deeds;
    this.waiting = new Set();
    this.head = new Head({
      back: () => deeds.leaveChat(),
      menu: (button) => menuIn(host, under(button), deeds.chatMenu(this.chat)),
    });
    this.pinned = new PinnedBar((message) => this.find(message.message_id));
    this.thread = new Thread(this.tools());
    this.composer = new Composer(host, this.writing());
    this.nothing = h("p", { class: "nothing-open" });
    this.startCard = h("div", { class: "before-start", hidden: true });
    this.element = h("section", { class: "conversation" }, h("div", { class: "wall" }), this.nothing);
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => this.chat && this.composer.onFiles(event, event.dataTransfer));
  }

  show(chat, me) {
    this.nothing.textContent = say("writeSomething");
    if (!chat) {
      this.chat = undefined;
      return this.element.replaceChildren(this.element.firstElementChild, this.nothing);
    }
    if (!this.chat) {
      this.nothing.remove();
      this.element.append(this.head.element, this.pinned.element, this.thread.element, this.composer.element);
    }
    this.chat = chat;
    this.head.show(chat);
    this.pinned.show(chat.pinned);
    this.composer.show(chat);
    this.thread.show(chat, me);
    return this.showStartCard(chat);
  }

  showStartCard(chat) {
    const wanted = chat.mayStart && !chat.messages.length;
    this.startCard.hidden = !wanted;
    if (!wanted) return this.startCard.remove();
    refill(this.startCard, h("b", {}, chat.title), h("p", {}, chat.description || say("startHint")));
    if (!this.startCard.isConnected) this.thread.view.prepend(this.startCard);
    return undefined;
  }

  // What the bubbles may ask for.
  tools() {
    return {
      text: this.textDeeds(),
      file: (file, asDocument) => this.deeds.file(file, asDocument),
      older: () => this.deeds.older(this.chat),
      read: () => this.deeds.read(this.chat),
      show: (id) => this.find(id),
      reply: (message) => this.reply(message),
      menu: (message, point, all) => messageMenu(this, message, point, all),
      isWaiting: (message, place) => this.waiting.has(waitingKey(message, place)),
      tap: (message, place, element) => this.tap(message, place, element),
      inlineHere: (query) => this.composer.write(`@${this.deeds.botName()} ${query}`),
      inlineElsewhere: (query) => this.deeds.askElsewhere(`@${this.deeds.botName()} ${query}`),
    };
  }

  textDeeds() {
    return {
      command: (text) => this.chat.mayWrite && !this.chat.mayStart && this.deeds.say(this.chat, text),
      mention: (text) => this.deeds.openName(text.slice(1)),
      copy: (text) => this.copy(text),
      link: (address) => this.deeds.openLink(address),
    };
  }

  // What the text field may ask for, always in the open chat.
  writing() {
    const deeds = this.deeds;
    return {
      get people() {
        return deeds.people();
      },
      say: (text, answered) => deeds.say(this.chat, text, answered),
      change: (message, text) => deeds.change(this.chat, message, text),
      send: (kind, files, caption) => deeds.sendFiles(this.chat, kind, files, caption),
      sendContact: (contact) => deeds.sendContact(this.chat, contact),
      press: (row, column, button) => this.press(row, column, button),
      reply: (message) => this.reply(message),
      typing: () => deeds.typing(this.chat),
      start: () => deeds.start(this.chat),
      unblock: () => deeds.unblock(this.chat),
      editLast: () => this.editLast(),
      isInlineBot: (name) => deeds.isInlineBot(name),
      askInline: (bot, query) => deeds.askInline(this.chat, bot, query),
      chooseInline: (answer, result) => deeds.chooseInline(this.chat, answer, result),
      openInlineButton: (bot, button) => deeds.openInlineButton(bot, button),
      thumb: (result) => deeds.thumb(result),
    };
  }

  async press(row, column, button) {
    if (button.request_contact && !(await askIn(this.host, say("sendContact"), say("share")))) return undefined;
    if (!button.request_chat) return this.deeds.press(this.chat, row, column);
    const shared = await this.deeds.chooseShared(button.request_chat);
    return shared && this.deeds.press(this.chat, row, column, shared.id);
  }

  async tap(message, place, element) {
    const key = waitingKey(message, place);
    if (this.waiting.has(key)) return;
    this.waiting.add(key);
    const chat = this.chat;
    element.classList.add("waiting");
    const answer = await this.deeds.tap(chat, message, place);
    this.waiting.delete(key);
    for (const one of this.element.querySelectorAll(".key.waiting"))
      if (one === element || !this.waiting.size) one.classList.remove("waiting");
    this.hear(answer, chat);
  }

  hear(answer, chat) {
    if (!answer) return;
    if (answer.url) this.deeds.openLink(answer.url);
    else if (answer.text && answer.show_alert) alertIn(this.host, answer.text, chat.title);
    else if (answer.text) toastIn(this.host, answer.text);
  }

  reply(message) {
    if (!this.chat.mayWrite) return;
    this.composer.setAbout({
      kind: "reply",
      message,
      title: say("replyTo", { name: authorName(message) }),
      gist: gist(message),
    });
  }

  edit(message) {
    this.composer.setAbout({ kind: "edit", message, title: say("editing"), gist: gist(message) });
  }

  editLast() {
    const own = this.chat.messages.filter((one) => this.deeds.isMine(one) && one.text !== undefined);
    if (own.length) this.edit(own.at(-1));
  }

  async find(id) {
    if (this.thread.find(id)) return;
    await this.deeds.loadAround(this.chat, id);
    requestAnimationFrame(() => this.thread.find(id));
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => undefined);
    toastIn(this.host, say("copied"));
  }
}

const waitingKey = (message, { row, column }) => `${message.message_id} ${row} ${column}`;
