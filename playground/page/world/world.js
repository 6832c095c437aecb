// Everything the page knows: the bot, the people, their chats; kept true by live events.

import { api } from "./api.js";
import { Answers } from "./answers.js";
import { Chat } from "./chat.js";
import { Live } from "./live.js";

const SOON_MS = 40;

export class World {
  // `redraw()` is called whenever something visible changed.
  constructor(redraw) {
    this.redraw = redraw;
    this.online = false;
    this.people = [];
    this.chats = new Map();
    this.stale = new Set();
    this.answers = new Answers();
    this.live = new Live({
      hear: (event) => this.hear(event),
      turn: (online) => this.turn(online),
      again: () => this.load(),
    });
  }

  async load() {
    this.live.stop();
    try {
      const state = await api.state();
      Object.assign(this, { bot: state.bot, process: state.process, people: state.people, welcome: state.welcome });
      const before = this.chats;
      this.chats = new Map();
      for (const person of this.people) await this.loadChats(person.id);
      await this.loadAgain(before);
      this.live.startAfter(state.event);
    } catch {
      this.online = false;
      setTimeout(() => this.load(), 1000);
    }
    this.redraw();
  }

  // A playground that knows fewer events than this page began anew meanwhile.
  async turn(online) {
    const cameBack = online && !this.online;
    this.online = online;
    this.redraw();
    if (!cameBack) return;
    const state = await api.state().catch(() => undefined);
    if (state && state.event < this.live.last) await this.load();
  }

  // After a reset: what was loaded before is loaded anew.
  async loadAgain(before) {
    for (const [me, chats] of before)
      for (const [id, chat] of chats) if (chat.loaded && this.chat(me, id)) await this.loadMessages(me, id);
  }

  async loadChats(me) {
    const { chats, event } = await api.chats(me);
    this.chats.set(me, new Map(chats.map((view) => [view.id, new Chat(view, event, this)])));
  }

  chat(me, id) {
    return this.chats.get(me)?.get(id);
  }

  // A group that moved on lives under its new id.
  facesOf(me) {
    const faces = [...(this.chats.get(me)?.values() ?? [])]
      .filter((one) => !one.view.migrated_to)
      .map((one) => one.face);
    return faces.sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0));
  }

  unreadOf(me) {
    return this.facesOf(me).reduce((sum, chat) => sum + chat.unread, 0);
  }

  nameOf(id) {
    return id === this.bot.id ? this.bot.first_name : this.people.find((one) => one.id === id)?.first_name;
  }

  async loadMessages(me, id) {
    const chat = this.chat(me, id);
    if (!chat) return;
    chat.fill(await api.messages(me, id), false);
    this.redraw();
  }

  async loadOlder(me, id) {
    const chat = this.chat(me, id);
    if (!chat?.hasOlder || chat.loading) return;
    chat.loading = true;
    try {
      chat.fill(await api.messages(me, id, chat.messages[0].message_id), true);
    } finally {
      chat.loading = false;
    }
    this.redraw();
  }

  see(me, view) {
    const known = this.chat(me, view.id);
    const event = view.event ?? this.live.last;
    if (known?.isOld(event)) return this.refresh(me, view.id);
    if (known) known.see(view, event);
    else this.chats.get(me)?.set(view.id, new Chat(view, event, this));
    return this.redraw();
  }

  hear(event) {
    const told = KINDS[event.kind];
    if (!told) return;
    told(this, event);
    this.redraw();
  }

  eachChat(event, deed) {
    for (const me of event.people ?? []) {
      const chat = this.chat(me, event.chat);
      if (chat) deed(chat, me);
      else if (this.chats.has(me)) this.refresh(me, event.chat);
    }
  }

  // Several changes at once need one look.
  refresh(me, id) {
    const key = `${me} ${id}`;
    if (this.stale.has(key)) return;
    this.stale.add(key);
    setTimeout(async () => {
      this.stale.delete(key);
      const view = await api.chat(me, id).catch(() => undefined);
      if (view) this.see(me, view);
      else this.chats.get(me)?.delete(id);
      this.redraw();
    }, SOON_MS);
  }

  refreshAll() {
    for (const [me, chats] of this.chats) for (const id of chats.keys()) this.refresh(me, id);
  }

  hearPerson(person) {
    const known = this.people.some((one) => one.id === person.id);
    this.people = known ? this.people.map((one) => (one.id === person.id ? person : one)) : [...this.people, person];
    if (known) this.refreshAll();
    else this.loadChats(person.id).then(this.redraw);
  }
}

const KINDS = {
  message: (world, event) => world.eachChat(event, (chat, me) => chat.hearMessage(event.message, event.event, me)),
  edited: (world, event) => world.eachChat(event, (chat) => chat.hearEdit(event.message, event.event)),
  deleted: (world, event) =>
    world.eachChat(event, (chat, me) => {
      chat.hearGone(event.message_ids, event.event);
      world.refresh(me, event.chat);
    }),
  chat: (world, event) => event.people.forEach((me) => world.refresh(me, event.chat)),
  migrated: (world, event) =>
    event.people.forEach((me) => {
      world.refresh(me, event.chat);
      world.refresh(me, event.to);
    }),
  typing: (world, event) =>
    world.eachChat(event, (chat, me) => event.user !== me && chat.hearActing(event.user, event.action, world.redraw)),
  read: (world, event) => world.eachChat(event, (chat) => chat.hearRead(event.read_up_to)),
  callback_answer: (world, event) => world.answers.hear(event),
  people: (world, event) => world.hearPerson(event.person),
  bot: (world, event) => {
    world.bot = event.bot;
    world.refreshAll();
  },
  process: (world, event) => {
    world.process = event.process;
  },
  commands: (world) => world.refreshAll(),
};
