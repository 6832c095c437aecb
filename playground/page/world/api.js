// Calls to the people side of the playground; a refusal becomes a Refused with the server's own words.

export class Refused extends Error {
  constructor(text, status) {
    super(text);
    this.status = status;
  }
}

async function call(method, path, body) {
  const form = body instanceof FormData;
  const answer = await fetch(`/api${path}`, {
    method,
    headers: body === undefined || form ? {} : { "Content-Type": "application/json" },
    body: body === undefined || form ? body : JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(said.error ?? `${answer.status}`, answer.status);
  return said;
}

const chatPath = (me, chat) => `/people/${me}/chats/${chat}`;

export const api = {
  state: () => call("GET", "/state"),
  addPerson: (fields) => call("POST", "/people", fields),
  changePerson: (me, fields) => call("PATCH", `/people/${me}`, fields),

  chats: (me) => call("GET", `/people/${me}/chats`),
  chat: (me, chat) => call("GET", chatPath(me, chat)),
  createChat: (me, wish) => call("POST", `/people/${me}/chats`, wish),
  addMember: (me, chat, wish) => call("POST", `${chatPath(me, chat)}/members`, wish),
  removeMember: (me, chat, user) => call("DELETE", `${chatPath(me, chat)}/members/${user}`),
  upgrade: (me, chat) => call("POST", `${chatPath(me, chat)}/upgrade`, {}),
  read: (me, chat, message) => call("POST", `${chatPath(me, chat)}/read`, { message_id: message }),
  typing: (me, chat) => call("POST", `${chatPath(me, chat)}/typing`, { action: "typing" }),
  block: (me) => call("POST", `/people/${me}/block`, {}),
  unblock: (me) => call("POST", `/people/${me}/unblock`, {}),

  messages: (me, chat, before) =>
    call("GET", `${chatPath(me, chat)}/messages?limit=50${before ? `&before=${before}` : ""}`),
  say: (me, chat, wish) => call("POST", `${chatPath(me, chat)}/messages`, wish),
  change: (me, chat, message, wish) => call("PATCH", `${chatPath(me, chat)}/messages/${message}`, wish),
  remove: (me, chat, message) => call("DELETE", `${chatPath(me, chat)}/messages/${message}`),
  forward: (me, chat, from, messages) =>
    call("POST", `${chatPath(me, chat)}/forward`, { from_chat: from, message_ids: messages }),
  pin: (me, chat, message) => call("POST", `${chatPath(me, chat)}/messages/${message}/pin`, {}),
  unpin: (me, chat, message) => call("POST", `${chatPath(me, chat)}/messages/${message}/unpin`, {}),
  press: (me, chat, row, column, shared) =>
    call("POST", `${chatPath(me, chat)}/press`, { row, column, chat: shared }),
  tap: (me, chat, message, row, column) =>
    call("POST", `${chatPath(me, chat)}/tap`, { message_id: message, row, column }),
  open: (me, link) => call("POST", `/people/${me}/open`, { link }),
  inline: (me, chat, query) => call("POST", `${chatPath(me, chat)}/inline`, { query, offset: "" }),
  chooseInline: (me, chat, query, result) =>
    call("POST", `${chatPath(me, chat)}/inline/choose`, { query_id: query, result_id: result }),

  sendFiles(me, chat, files, { as, caption, replyTo }) {
    const form = new FormData();
    for (const file of files) form.append("file", file, file.name || "image.png");
    form.append("as", as);
    if (caption) form.append("caption", caption);
    if (replyTo) form.append("reply_to", String(replyTo));
    return call("POST", `${chatPath(me, chat)}/files`, form);
  },
};

export const fileAddress = (id, download = false) =>
  `/api/files/${encodeURIComponent(id)}${download ? "?download=1" : ""}`;
