// One chat as one person sees it: the server's view, the messages loaded so far, who is writing.

const ACTING_MS = 5000;
const MANY = 400;
const ENOUGH = 200;

export class Chat {
  constructor(view, event, world) {
    this.world = world;
    this.messages = [];
    this.loaded = false;
    this.hasOlder = false;
    this.messagesEvent = 0;
    this.lastEvent = 0;
    this.missed = [];
    this.see(view, event);
  }

  see(view, event) {
    this.view = view;
    this.viewEvent = event;
    this.changed();
  }

  changed() {
    this.seen = undefined;
  }

  // Live events may overtake the answer to a question asked before them: such an answer is old already.
  isOld(event) {
    return event < this.lastEvent;
  }

  // A page of messages; `older` pages go before, the newest page replaces what was there.
  fill({ messages, more, event }, older) {
    this.messages = older ? [...messages, ...this.messages] : messages;
    this.hasOlder = more;
    if (!older) {
      this.messagesEvent = event;
      this.loaded = true;
      for (const again of this.missed.splice(0)) if (again.event > event) again.deed();
    }
    this.changed();
  }

  // Before the first page is there, what happens is kept and done after it.
  once(event, deed) {
    this.lastEvent = Math.max(this.lastEvent, event);
    if (!this.loaded) this.missed.push({ event, deed });
    else if (event > this.messagesEvent) deed();
  }

  // What a snapshot already holds is not counted again.
  hearMessage(message, event, me) {
    if (event > this.viewEvent) {
      const unread = this.view.unread + (message.from?.id === me ? 0 : 1);
      this.view = { ...this.view, last_message: message, unread };
    }
    this.once(event, () => this.put(message));
    if (this.acting && message.from?.id === this.acting.user) this.acting = undefined;
    this.changed();
  }

  hearEdit(message, event) {
    const same = (one) => one?.message_id === message.message_id;
    if (event > this.viewEvent) {
      const { last_message: last, pinned_message: pinned } = this.view;
      this.view = {
        ...this.view,
        last_message: same(last) ? message : last,
        pinned_message: same(pinned) ? message : pinned,
      };
    }
    this.once(event, () => this.messages.some(same) && this.put(message));
    this.changed();
  }

  put(message) {
    const at = this.messages.findIndex((one) => one.message_id >= message.message_id);
    const known = at >= 0 && this.messages[at].message_id === message.message_id;
    this.messages = at < 0 ? [...this.messages, message] : this.messages.toSpliced(at, known ? 1 : 0, message);
    this.changed();
  }

  // A chat that runs for days must not fill the page: what scrolled away can be loaded again.
  trim() {
    if (this.messages.length <= MANY) return;
    this.messages = this.messages.slice(-ENOUGH);
    this.hasOlder = true;
    this.changed();
  }

  hearGone(ids, event) {
    const gone = new Set(ids);
    this.once(event, () => {
      this.messages = this.messages.filter((one) => !gone.has(one.message_id));
    });
    this.changed();
  }

  hearRead(upTo) {
    this.view = {
      ...this.view,
      unread: upTo >= (this.view.last_message?.message_id ?? 0) ? 0 : this.view.unread,
      read_up_to: Math.max(upTo, this.view.read_up_to ?? 0),
    };
    this.changed();
  }

  hearActing(user, action, redraw) {
    const acting = { user, action };
    this.acting = acting;
    this.changed();
    setTimeout(() => {
      if (this.acting !== acting) return;
      this.acting = undefined;
      this.changed();
      redraw();
    }, ACTING_MS);
  }

  // The chat in the words of the page; the same object until something changes.
  get face() {
    this.seen ??= faceOf(this);
    return this.seen;
  }
}

function faceOf({ view, messages, hasOlder, acting, world, loaded }) {
  const several = view.type !== "private";
  const bot = world.bot;
  return {
    id: view.id,
    type: view.type,
    kind: view.kind,
    title: view.title,
    username: view.username,
    faceId: view.with ?? view.id,
    isPrivate: !several,
    isBot: view.kind === "bot",
    several,
    description: view.kind === "bot" ? bot.description : "",
    messages,
    hasOlder,
    loaded,
    last: view.last_message,
    unread: view.unread,
    lastRead: view.read_up_to ?? 0,
    pinned: view.pinned_message,
    keyboard: view.keyboard,
    forceReply: view.force_reply,
    commands: (view.commands ?? []).map((one) => (several ? { ...one, bot: bot.username } : one)),
    menuText: view.menu_button?.text,
    members: view.members,
    memberCount: view.members?.length,
    blocked: view.kind === "bot" && view.blocked,
    mayStart: view.why_not === "not_started",
    mayWrite: view.can_write,
    whyNot: view.why_not,
    acting: acting && { action: acting.action, name: world.nameOf(acting.user) },
  };
}
