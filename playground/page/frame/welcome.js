// The first words for somebody who never saw this page; gone for good once closed or followed.

import { h, refill } from "../dom.js";
import { icon } from "../icons.js";
import { remember, remembered } from "../theme.js";
import { say } from "../words.js";

const KEY = "playground.welcomed";

export class Welcome {
  constructor(goToBot) {
    this.goToBot = goToBot;
    this.element = h("section", { class: "welcome", hidden: remembered(KEY) !== undefined });
  }

  show(phone, there) {
    this.element.setAttribute("aria-label", say("welcomeTitle"));
    refill(
      this.element,
      h("span", { class: "hand" }, icon("send", 22)),
      h(
        "div",
        { class: "words" },
        h("h1", {}, say("welcomeTitle")),
        h("p", {}, say(phone ? "welcomeHowPhone" : "welcomeHow")),
      ),
      !there && h("button", { type: "button", class: "action main", onclick: () => this.goToBot() }, say("goToBot")),
      h(
        "button",
        { type: "button", class: "round", "aria-label": say("close"), onclick: () => this.leave() },
        icon("close", 20),
      ),
    );
  }

  leave() {
    this.element.hidden = true;
    remember(KEY, "yes");
  }
}
