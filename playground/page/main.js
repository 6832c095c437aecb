// The page: top bar, welcome and the columns of the people; everything is drawn from the world.

import { h } from "./dom.js";
import { Column } from "./frame/column.js";
import { Deeds } from "./frame/deeds.js";
import { linkForm, personForm } from "./frame/forms.js";
import { enterChat, onBack } from "./frame/goback.js";
import { TopBar } from "./frame/topbar.js";
import { Welcome } from "./frame/welcome.js";
import { toastIn } from "./dialogs.js";
import { api } from "./world/api.js";
import { World } from "./world/world.js";
import { applyTheme, followSystem, remember, remembered, toggleTheme } from "./theme.js";
import { language, say, speak } from "./words.js";

const AT_FIRST = 2;
const PHONE = matchMedia("(max-width: 719px)");

class Page {
  constructor() {
    this.columns = new Map();
    this.world = new World(() => this.soon());
    this.main = h("main", { class: "columns" });
    this.build();
    document.addEventListener("visibilitychange", () => this.soon());
    PHONE.addEventListener("change", () => this.soon());
    followSystem(() => this.soon());
    onBack(() => this.columns.get(this.facing)?.open(undefined));
  }

  // The words of the page are said anew by building its parts anew; open chats stay open.
  build() {
    const open = new Map([...this.columns.values()].map((column) => [column.id, column.openId]));
    this.columns.clear();
    this.top = new TopBar(this.deeds());
    this.welcome = new Welcome(() => this.goToBot());
    this.main.replaceChildren();
    this.reopen = open;
    this.notice = h("p", { class: "notice", role: "alert", hidden: true });
    document.body.replaceChildren(this.top.element, this.notice, this.welcome.element, this.main);
  }

  deeds() {
    return {
      face: (id, tab) => this.face(id, tab),
      addPerson: () => this.editPerson(),
      openLink: () => this.openLink(),
      setLanguage: (code) => {
        remember("playground.language", code);
        speak(code);
        this.build();
        this.soon();
      },
      toggleTheme: () => {
        toggleTheme();
        this.soon();
      },
    };
  }

  soon() {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      this.draw();
    });
  }

  get shown() {
    const ids = new Set(this.world.people.map((one) => one.id));
    this.chosen ??= remembered("playground.people")?.split(",").map(Number);
    const kept = (this.chosen ?? []).filter((id) => ids.has(id));
    return kept.length ? kept : [...ids].slice(0, AT_FIRST);
  }

  choose(ids) {
    this.chosen = ids;
    remember("playground.people", ids.join(","));
    this.soon();
  }

  // On a phone one person at a time faces the reader, and a second touch offers more; elsewhere a tab shows or hides a column.
  face(id, tab) {
    if (PHONE.matches) {
      if (this.facing === id && tab) this.columns.get(id).menu(tab);
      this.facing = id;
      if (!this.shown.includes(id)) this.choose([...this.shown, id]);
    } else if (!this.shown.includes(id)) this.choose([...this.shown, id]);
    else if (this.shown.length > 1) this.choose(this.shown.filter((one) => one !== id));
    this.soon();
  }

  draw() {
    this.inDraw = true;
    this.drawAll();
    this.inDraw = false;
  }

  drawAll() {
    const { people, online } = this.world;
    const shown = this.shown;
    if (!shown.includes(this.facing)) this.facing = shown[0];
    const tabs = people.map((person) => ({
      person,
      shown: shown.includes(person.id),
      unread: this.world.unreadOf(person.id),
    }));
    this.top.show(tabs, PHONE.matches ? this.facing : undefined, online);
    this.drawWelcome(people);
    this.keepColumns(shown);
    for (const column of this.columns.values()) this.drawColumn(column);
    document.body.classList.toggle("in-conversation", this.columns.get(this.facing)?.openId !== undefined);
    document.title = say("pageTitle", { bot: this.world.bot?.first_name ?? "" }).trim();
  }

  // Whoever talked to the bot already needs no welcome.
  drawWelcome(people) {
    const talked = people.some((one) => this.world.chat(one.id, one.id)?.view.started);
    this.welcome.show(PHONE.matches, this.columns.get(this.facing)?.openId !== undefined);
    if (talked) this.welcome.element.hidden = true;
    const stopped = this.world.process?.state === "ended";
    this.notice.hidden = !stopped;
    this.notice.textContent = stopped ? this.world.process.text || say("botEnded") : "";
  }

  drawColumn(column) {
    const person = this.world.people.find((one) => one.id === column.id);
    if (!this.world.chats.has(column.id)) return;
    this.followUpgrade(column);
    column.element.classList.toggle("facing", column.id === this.facing);
    column.show({ person, chats: () => this.world.facesOf(column.id) });
  }

  followUpgrade(column) {
    const to = this.world.chat(column.id, column.openId)?.view.migrated_to;
    if (to && this.world.chat(column.id, to)) column.open(to);
  }

  keepColumns(shown) {
    for (const [id, column] of this.columns) {
      if (shown.includes(id)) continue;
      column.element.remove();
      this.columns.delete(id);
    }
    for (const person of this.world.people.filter((one) => shown.includes(one.id) && !this.columns.has(one.id)))
      this.addColumn(person);
  }

  addColumn(person) {
    const column = new Column(person, (self) => new Deeds(self, this.world), {
      edit: () => this.editPerson(this.world.people.find((one) => one.id === person.id)),
      hide: PHONE.matches ? undefined : () => this.face(person.id),
      onMove: (moved) => this.moved(moved),
    });
    this.columns.set(person.id, column);
    const after = [...this.columns.values()]
      .map((one) => one.element)
      .find((one) => Number(one.dataset.person) > person.id && one.isConnected);
    this.main.insertBefore(column.element, after ?? null);
    // But for a phone, where the list comes first, the bot's chat with its START is there at once.
    const open = this.reopen.has(person.id) ? this.reopen.get(person.id) : PHONE.matches ? undefined : person.id;
    if (open !== undefined) column.open(open);
  }

  // Drawn at once: what is typed next belongs to the chat just opened.
  moved(column) {
    if (PHONE.matches && column.openId !== undefined) enterChat();
    if (this.inDraw) this.soon();
    else this.draw();
  }

  async editPerson(person) {
    const fields = await personForm(document.body, person);
    if (!fields) return;
    const wish = { ...fields, last_name: fields.last_name || null };
    if (!person && !wish.last_name) delete wish.last_name;
    const saved = await (person ? api.changePerson(person.id, wish) : api.addPerson(wish)).catch((error) =>
      toastIn(document.body, error.message),
    );
    if (!saved) return;
    this.world.hearPerson(saved);
    if (!person) this.face(saved.id);
  }

  async openLink() {
    const facing = this.columns.get(this.facing);
    const people = PHONE.matches ? [] : this.world.people.filter((one) => this.columns.has(one.id));
    const wish = await linkForm(document.body, this.world.bot.username, people, this.facing);
    if (wish) await (this.columns.get(Number(wish.person)) ?? facing).deeds.openLink(wish.address);
  }

  goToBot() {
    const column = this.columns.get(this.facing);
    column?.open(column.id);
  }
}

applyTheme();
speak(remembered("playground.language") ?? navigator.language);
document.documentElement.lang = language();
new Page().world.load();
