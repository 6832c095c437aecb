// What one person can do on the page; a refusal of the server is shown in their column.

import { askIn, toastIn } from "../dialogs.js";
import { isTelegramLink, safeAddress } from "../links.js";
import { api, fileAddress, Refused } from "../world/api.js";
import { say } from "../words.js";
import { goBack } from "./goback.js";
import { chooseChat } from "./forms.js";
import { chatMenu, newChatMenu } from "./groups.js";

const TYPING_EVERY_MS = 4000;
const PAGES_SEARCHED = 20;

export class Deeds {
  constructor(column, world) {
    this.column = column;
    this.world = world;
    this.me = column.id;
  }

  get host() {
    return this.column.element;
  }

  // Does `deed`; says aloud why not, and then answers nothing.
  async attempt(deed) {
    try {
      return await deed();
    } catch (error) {
      if (error instanceof Refused) toastIn(this.host, error.message);
      else if (error instanceof TypeError) toastIn(this.host, say("offline"));
      else throw error;
      return undefined;
    }
  }

  async seeing(deed) {
    const view = await this.attempt(deed);
    if (view) this.world.see(this.me, view);
    return view;
  }

  // Chats and messages

  async load(id) {
    const chat = this.world.chat(this.me, id);
    if (chat.loading) return;
    chat.loading = true;
    await this.attempt(() => this.world.loadMessages(this.me, id));
    chat.loading = false;
  }

  leaveChat() {
    goBack(() => this.column.open(undefined));
  }
  older(chat) {
    return this.attempt(() => this.world.loadOlder(this.me, chat.id));
  }

  read(chat) {
    const newest = chat?.messages.at(-1);
    if (!newest || !chat.unread || document.hidden || !this.column.isSeen()) return;
    this.world.chat(this.me, chat.id)?.hearRead(newest.message_id);
    api.read(this.me, chat.id, newest.message_id).catch(() => undefined);
    this.world.redraw();
  }

  trim(chat) {
    this.world.chat(this.me, chat.id).trim();
  }

  async loadAround(chat, id) {
    for (let page = 0; page < PAGES_SEARCHED; page += 1) {
      const known = this.world.chat(this.me, chat.id);
      if (!known?.hasOlder || known.messages.some((one) => one.message_id === id)) return;
      await this.older(chat);
    }
  }

  isMine(message) {
    return message.from?.id === this.me;
  }
  say(chat, text, answered) {
    return this.attempt(() => api.say(this.me, chat.id, { text, reply_to: answered?.message_id }));
  }
  change(chat, message, text) {
    return this.attempt(() => api.change(this.me, chat.id, message.message_id, { text }));
  }
  remove(chat, messages) {
    return this.attempt(() => Promise.all(messages.map((one) => api.remove(this.me, chat.id, one.message_id))));
  }
  pin(chat, message) {
    return this.seeing(() =>
      (chat.pinned?.message_id === message.message_id ? api.unpin : api.pin)(this.me, chat.id, message.message_id),
    );
  }
  press(chat, row, column, shared) {
    return this.attempt(() => api.press(this.me, chat.id, row, column, shared));
  }
  start(chat) {
    return this.say(chat, "/start");
  }
  unblock() {
    return this.seeing(() => api.unblock(this.me));
  }
  sendContact(chat, contact) {
    return this.attempt(() => api.say(this.me, chat.id, { contact }));
  }
  people() {
    return this.world.people;
  }
  file(file, asDocument = false) {
    return fileAddress(file.file_id, asDocument);
  }

  sendFiles(chat, kind, files, caption) {
    return this.attempt(() =>
      api.sendFiles(this.me, chat.id, files, { as: kind === "document" ? "document" : "photo", caption }),
    );
  }

  typing(chat) {
    if (this.typedIn === chat.id && Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedIn = chat.id;
    this.typedAt = Date.now();
    api.typing(this.me, chat.id).catch(() => undefined);
  }

  async forward(chat, messages) {
    const to = await chooseChat(this.host, say("forwardTo"), this.writable());
    if (!to) return;
    const ids = messages.map((one) => one.message_id);
    if (await this.attempt(() => api.forward(this.me, to.id, chat.id, ids))) this.column.open(to.id);
  }

  writable() {
    return this.world.facesOf(this.me).filter((one) => one.mayWrite);
  }

  // The bot's answer to a tap, or what else the button does.
  async tap(chat, message, { row, column }) {
    const tapped = await this.attempt(() => api.tap(this.me, chat.id, message.message_id, row, column));
    if (tapped?.does === "callback") return (await this.world.answers.wait(tapped.query_id)) ?? { text: say("tooOld") };
    if (tapped?.does === "url") return { url: tapped.url };
    return tapped?.does === "unsupported" ? { text: say("notHere") } : undefined;
  }

  // Links and names

  async openLink(address) {
    if (isTelegramLink(address)) return this.follow(await this.attempt(() => api.open(this.me, address)));
    return this.openOutside(address);
  }

  openName(name) {
    return this.openLink(`https://t.me/${name}`);
  }

  async follow(opened) {
    if (!opened) return;
    if (opened.opens === "web") return this.openOutside(opened.url);
    if (opened.opens === "choose_group") return this.startGroup(opened.startgroup);
    if (!this.world.chat(this.me, opened.chat)) await this.seeing(() => api.chat(this.me, opened.chat));
    this.column.open(opened.chat);
    if (opened.opens === "message") this.column.find(opened.message_id);
  }

  async openOutside(address) {
    const safe = safeAddress(address);
    if (safe && (await askIn(this.host, `${say("openOutside")}\n${safe}`, say("open"))))
      window.open(safe, "_blank", "noopener,noreferrer");
  }

  async startGroup(startgroup) {
    const groups = this.writable().filter((one) => one.type === "group" || one.type === "supergroup");
    const group = await chooseChat(this.host, say("chooseGroup"), groups);
    if (!group) return;
    await this.seeing(() => api.addMember(this.me, group.id, { user: this.world.bot.id, startgroup }));
    this.column.open(group.id);
  }

  // What a key asks for: a channel that the person leads, or a group.
  async chooseShared(wanted) {
    const isAskedFor = (one) =>
      wanted.chat_is_channel ? one.type === "channel" : one.type === "group" || one.type === "supergroup";
    const heading = say(wanted.chat_is_channel ? "chooseChannel" : "chooseGroup");
    return chooseChat(this.host, heading, this.writable().filter(isAskedFor));
  }

  // Inline mode

  botName() {
    return this.world.bot.username;
  }
  isInlineBot(name) {
    return this.world.bot.supports_inline_queries && name.toLowerCase() === this.botName().toLowerCase();
  }
  askInline(chat, bot, query) {
    return this.attempt(() => api.inline(this.me, chat.id, query));
  }
  chooseInline(chat, answer, result) {
    return this.attempt(() => api.chooseInline(this.me, chat.id, answer.query_id, result.id));
  }
  openInlineButton(bot, button) {
    return this.openLink(`https://t.me/${bot}?start=${encodeURIComponent(button.start_parameter)}`);
  }

  // Only what this machine keeps may be shown: pictures elsewhere stay unseen.
  thumb(result) {
    return result.photo_file_id ? fileAddress(result.photo_file_id) : undefined;
  }

  async askElsewhere(text) {
    const to = await chooseChat(this.host, say("sendTo"), this.writable());
    if (!to) return;
    this.column.open(to.id);
    this.column.write(text);
  }

  // Groups: see groups.js

  newChatMenu(button) {
    return newChatMenu(this, button);
  }
  chatMenu(chat) {
    return chatMenu(this, chat);
  }
}
