// The list above the text field: commands that begin as typed, or results of a bot asked inline.

import { h, refill } from "../dom.js";
import { say } from "../words.js";

export class Suggestions {
  constructor() {
    this.element = h("div", { class: "suggestions", role: "listbox", hidden: true });
    this.chosen = -1;
    this.key = undefined;
  }

  get open() {
    return !this.element.hidden;
  }

  hide() {
    this.element.hidden = true;
    this.key = undefined;
    this.chosen = -1;
    this.element.replaceChildren();
  }

  commands(commands, pick) {
    if (!commands.length) return this.hide();
    return this.show(
      commands.map((one) =>
        this.line("", () => pick(one), h("b", {}, `/${one.command}`), h("span", {}, one.description)),
      ),
    );
  }

  // `button` is the bot's own offer above its results; `pick` gets the result.
  results(results, button, pick, pickButton, file) {
    const lines = results.map((one) =>
      this.line(
        "result",
        () => pick(one),
        thumb(one, file),
        h("span", { class: "lines" }, h("b", {}, resultTitle(one)), h("span", {}, one.description ?? "")),
      ),
    );
    if (button) lines.unshift(this.line("to-bot", () => pickButton(button), button.text));
    if (!lines.length) lines.push(h("p", { class: "suggestion nothing" }, say("inlineNothing")));
    this.show(lines);
  }

  waiting() {
    this.show([h("p", { class: "suggestion nothing" }, "…")]);
  }

  line(kind, pick, ...content) {
    // The text field keeps the focus while a mouse or finger picks.
    return h(
      "button",
      {
        type: "button",
        class: `suggestion ${kind}`,
        role: "option",
        tabindex: -1,
        onmousedown: (event) => event.preventDefault(),
        onclick: pick,
      },
      content,
    );
  }

  show(lines) {
    refill(this.element, lines);
    this.element.hidden = false;
    this.element.scrollTop = 0;
    this.mark(0);
  }

  mark(place) {
    const lines = [...this.element.querySelectorAll("button")];
    this.chosen = lines.length ? (place + lines.length) % lines.length : -1;
    lines.forEach((line, at) => {
      line.classList.toggle("chosen", at === this.chosen);
      line.setAttribute("aria-selected", String(at === this.chosen));
    });
    lines[this.chosen]?.scrollIntoView({ block: "nearest" });
  }

  // Arrows walk, Enter and Tab pick, Esc hides. True when the key was used up.
  onKey(event) {
    if (!this.open) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp")
      this.mark(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") {
      const line = this.element.querySelectorAll("button")[this.chosen];
      if (!line) return false;
      line.click();
    } else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    return true;
  }
}

const resultTitle = (one) =>
  one.title ?? ([one.first_name, one.last_name].filter(Boolean).join(" ") || one.caption || say("photo"));

function thumb(one, file) {
  const address = file(one);
  if (address) return h("img", { class: "thumb", src: address, alt: "" });
  return h("span", { class: "thumb", "aria-hidden": "true" }, [...resultTitle(one)][0]);
}
