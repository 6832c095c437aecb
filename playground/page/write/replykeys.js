// The keyboard of a bot under the text field: its keys write for the person.

import { h, refill } from "../dom.js";
import { icon } from "../icons.js";
import { say } from "../words.js";

export class BotKeyboard {
  // `deeds.press(row, column, button)` does what the key says.
  constructor(deeds) {
    this.deeds = deeds;
    this.hidden = new Set();
    this.button = h("button", { type: "button", class: "round", onclick: () => this.toggle() }, icon("keyboard", 22));
    this.element = h("div", { class: "reply-keys", role: "group", hidden: true });
  }

  // A new keyboard comes up by itself; one that was put away stays away.
  show(chat, covered) {
    const stamp = `${chat.id} ${chat.keyboard?.message_id}`;
    if (stamp !== this.stamp) {
      if (this.chat?.id === chat.id) this.hidden.delete(chat.id);
      this.stamp = stamp;
      refill(this.element, chat.keyboard ? this.rows(chat.keyboard) : []);
      this.element.classList.toggle("tall", !chat.keyboard?.resize_keyboard);
    }
    this.chat = chat;
    this.covered = covered;
    this.place();
  }

  place() {
    this.button.hidden = !this.chat.keyboard;
    this.element.hidden = !this.chat.keyboard || this.covered || this.hidden.has(this.chat.id);
    this.button.setAttribute("aria-label", say("hideKeyboard"));
    this.button.title = say("hideKeyboard");
    this.button.setAttribute("aria-pressed", String(!this.element.hidden));
  }

  toggle(hide = !this.hidden.has(this.chat.id)) {
    if (hide) this.hidden.add(this.chat.id);
    else this.hidden.delete(this.chat.id);
    this.place();
  }

  rows({ keyboard }) {
    return keyboard.map((row, at) =>
      h(
        "div",
        { class: `row${row.length > 3 ? " tight" : ""}` },
        row.map((button, column) => this.key(button, at, column)),
      ),
    );
  }

  key(button, row, column) {
    const text = typeof button === "string" ? button : button.text;
    return h(
      "button",
      { type: "button", class: "key", onclick: () => this.press(row, column, button) },
      h("span", { class: "word" }, text),
    );
  }

  async press(row, column, button) {
    const once = this.chat.keyboard.one_time_keyboard;
    if ((await this.deeds.press(row, column, button)) && once && this.chat.keyboard) this.toggle(true);
  }
}
