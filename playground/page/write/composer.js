// Where a person writes: text field, commands, attachments, the bot's keyboard, START and unblock.

import { above } from "../dialogs.js";
import { h, refill } from "../dom.js";
import { icon } from "../icons.js";
import { say } from "../words.js";
import { attachMenu, filesOf, preview } from "./attach.js";
import { InlineAsking } from "./inline.js";
import { BotKeyboard } from "./replykeys.js";
import { Suggestions } from "./suggestions.js";

const WHY_NOT = { channel: "channelOnly", left: "gone", migrated: "moved" };

export class Composer {
  // `deeds` are what a person can do in the open chat; `host` is where cards appear.
  constructor(host, deeds) {
    this.host = host;
    this.deeds = deeds;
    this.drafts = new Map();
    this.keyboard = new BotKeyboard(deeds);
    this.about = undefined;
    this.suggestions = new Suggestions();
    this.inline = new InlineAsking(this.suggestions, deeds, () => this.clear());
    this.build();
  }

  build() {
    this.field = h("textarea", {
      rows: 1,
      maxlength: 4096,
      enterkeyhint: "send",
      autocomplete: "off",
      oninput: () => this.typed(),
      onkeydown: (event) => this.onKey(event),
      onpaste: (event) => this.onFiles(event, event.clipboardData),
    });
    this.menuButton = h(
      "button",
      { type: "button", class: "menu-button", onclick: () => this.toggleCommands() },
      icon("list", 18),
      h("span", {}),
    );
    this.attach = round("attach", "attach", (event) => attachMenu(this.host, above(event.currentTarget), this.deeds));
    this.sendButton = h("button", { type: "submit", class: "round send" }, icon("send", 20));
    this.form = h(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          this.send();
        },
      },
      this.menuButton,
      this.attach,
      this.field,
      this.keyboard.button,
      this.sendButton,
    );
    this.aboutLine = h("div", { class: "about", hidden: true });
    this.large = h("button", { type: "button", class: "large filled", hidden: true });
    this.element = h(
      "footer",
      { class: "composer" },
      this.suggestions.element,
      this.aboutLine,
      this.form,
      this.large,
      this.keyboard.element,
    );
  }

  // Called whenever the open chat or anything about it changed.
  show(chat) {
    if (this.chat?.id !== chat.id) this.moveTo(chat);
    this.chat = chat;
    this.drawLarge(chat);
    this.keyboard.show(chat, this.form.hidden);
    this.answerWhenForced(chat);
    const label = chat.keyboard?.input_field_placeholder || chat.forceReply?.input_field_placeholder || say("message");
    this.field.placeholder = label;
    this.field.setAttribute("aria-label", say("message"));
    this.attach.setAttribute("aria-label", say("attach"));
    this.sendButton.setAttribute("aria-label", say("send"));
    this.menuButton.lastElementChild.textContent = chat.isPrivate ? (chat.menuText ?? say("commandMenu")) : "";
    this.menuButton.setAttribute("aria-label", say("command"));
    this.menuButton.hidden = !chat.commands.length;
  }

  moveTo(chat) {
    if (this.chat) this.drafts.set(this.chat.id, this.field.value);
    this.setAbout();
    this.suggestions.hide();
    this.field.value = this.drafts.get(chat.id) ?? "";
    this.grow();
    this.chat = chat;
  }

  drawLarge(chat) {
    const word = chat.blocked ? "restart" : chat.mayStart ? "start" : undefined;
    this.large.hidden = !word && chat.mayWrite;
    this.form.hidden = Boolean(word) || !chat.mayWrite;
    this.large.disabled = !word;
    this.large.classList.toggle("filled", Boolean(word));
    this.large.textContent = say(word ?? WHY_NOT[chat.whyNot] ?? "cannotWrite");
    this.large.onclick = () => (word === "restart" ? this.deeds.unblock() : this.deeds.start());
  }

  typed() {
    this.grow();
    this.deeds.typing();
    const text = this.field.value;
    const slash = /^\/(\w*)$/.exec(text);
    if (slash) {
      const begun = slash[1].toLowerCase();
      this.suggestions.commands(
        this.chat.commands.filter((one) => one.command.startsWith(begun)),
        (one) => this.sendCommand(one),
      );
    } else if (!this.inline.typed(text)) this.suggestions.hide();
  }

  toggleCommands() {
    if (this.suggestions.open) this.suggestions.hide();
    else this.suggestions.commands(this.chat.commands, (one) => this.sendCommand(one));
  }

  sendCommand(command) {
    this.suggestions.hide();
    this.clear();
    this.deeds.say(`/${command.command}${command.bot ? `@${command.bot}` : ""}`);
  }

  onKey(event) {
    if (event.isComposing || this.suggestions.onKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && this.about) {
      event.preventDefault();
      this.setAbout();
    } else if (event.key === "ArrowUp" && !this.field.value) this.deeds.editLast();
  }

  onFiles(event, transfer) {
    const files = filesOf(transfer);
    if (!files.length) return;
    event.preventDefault();
    preview(this.host, files, true, this.deeds.send);
  }

  // What could not be sent comes back into the field, unless something else stands there by then.
  async send() {
    const text = this.field.value.trim();
    if (!text || !this.chat) return;
    const { about, chat } = this;
    this.clear();
    this.setAbout();
    this.field.focus();
    const sent =
      about?.kind === "edit"
        ? await this.deeds.change(about.message, text)
        : await this.deeds.say(text, about?.message);
    if (!sent && this.chat.id === chat.id && !this.field.value) this.write(text);
  }

  clear() {
    this.field.value = "";
    this.grow();
    this.suggestions.hide();
  }

  write(text) {
    this.field.value = text;
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.typed();
  }

  // A bot may ask for an answer to its message: then the answer is prepared, once.
  answerWhenForced({ forceReply, messages }) {
    const asked = forceReply && messages.find((one) => one.message_id === forceReply.message_id);
    if (!asked || this.forced === asked.message_id) return;
    this.forced = asked.message_id;
    this.deeds.reply(asked);
  }

  // Answering or editing: `about` is { kind, message, title, gist } or nothing.
  setAbout(about) {
    if (this.about?.kind === "edit" && about?.kind !== "edit") this.clear();
    this.about = about;
    this.aboutLine.hidden = !about;
    if (!about) return;
    refill(
      this.aboutLine,
      icon(about.kind === "edit" ? "edit" : "reply", 20),
      h("div", { class: "lines" }, h("b", {}, about.title), h("span", {}, about.gist)),
      round("close", "cancel", () => this.setAbout()),
    );
    if (about.kind === "edit") this.write(about.message.text ?? "");
    this.field.focus();
  }

  grow() {
    this.field.style.setProperty("height", "40px");
    if (this.field.scrollHeight > 42)
      this.field.style.setProperty("height", `${Math.min(160, this.field.scrollHeight)}px`);
  }
}

function round(sign, word, deed) {
  return h(
    "button",
    { type: "button", class: "round", "aria-label": say(word), title: say(word), onclick: deed },
    icon(sign, 22),
  );
}
