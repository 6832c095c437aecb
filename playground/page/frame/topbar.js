// The bar over everything: who is on the page, open a link, language, light or dark, connection.

import { menuIn, under } from "../dialogs.js";
import { h, refill } from "../dom.js";
import { icon } from "../icons.js";
import { avatar, userName } from "../names.js";
import { isDark } from "../theme.js";
import { LANGUAGES, language, say } from "../words.js";

export class TopBar {
  // `deeds`: face(id), addPerson(), openLink(), setLanguage(code), toggleTheme().
  constructor(deeds) {
    this.deeds = deeds;
    this.people = h("div", { class: "people", role: "group" });
    this.connecting = h("span", { class: "connecting", role: "status", hidden: true });
    this.link = tool("link", () => deeds.openLink());
    this.tongue = tool("language", (button) => menuIn(document.body, under(button), this.tongues()));
    this.theme = tool("moon", () => deeds.toggleTheme());
    this.element = h(
      "header",
      { class: "top" },
      h("span", { class: "brand" }, h("img", { src: "icon.svg", width: 28, height: 28, alt: "" }), "Playground"),
      this.people,
      this.connecting,
      h("div", { class: "tools" }, this.link, this.tongue, this.theme),
    );
  }

  tongues() {
    return Object.entries(LANGUAGES).map(([code, name]) => [
      code === language() ? "check" : "language",
      name,
      () => this.deeds.setLanguage(code),
    ]);
  }

  show(people, facing, online) {
    this.people.setAttribute("aria-label", say("people"));
    refill(
      this.people,
      people.map((one) => this.tab(one, facing)),
      this.adder(),
    );
    name(this.link, say("openLink"));
    name(this.tongue, say("language"));
    name(this.theme, say(isDark() ? "light" : "dark"));
    refill(this.theme, icon(isDark() ? "sun" : "moon", 21));
    this.connecting.hidden = online;
    this.connecting.textContent = say("connecting");
  }

  tab({ person, shown, unread }, facing) {
    const pressed = facing === undefined ? shown : facing === person.id;
    return h(
      "button",
      {
        type: "button",
        class: "person-tab",
        "aria-pressed": String(pressed),
        data: { person: person.id },
        onclick: (event) => this.deeds.face(person.id, event.currentTarget),
      },
      avatar(person.id, userName(person), "small"),
      h("span", { class: "label" }, person.first_name),
      unread > 0 && !pressed && h("span", { class: "badge" }, unread),
    );
  }

  adder() {
    return h(
      "button",
      {
        type: "button",
        class: "round",
        "aria-label": say("addPerson"),
        title: say("addPerson"),
        onclick: () => this.deeds.addPerson(),
      },
      icon("plus", 21),
    );
  }
}

function tool(sign, deed) {
  return h("button", { type: "button", class: "round", onclick: (event) => deed(event.currentTarget) }, icon(sign, 21));
}

function name(button, word) {
  button.setAttribute("aria-label", word);
  button.title = word;
}
