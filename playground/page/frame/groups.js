// New chats, and what a person can do with the one that is open: members, upgrade, leaving, blocking the bot.

import { menuIn, under } from "../dialogs.js";
import { userName } from "../names.js";
import { api } from "../world/api.js";
import { say } from "../words.js";
import { addMembersForm, chooseChat, groupForm, membersCard } from "./forms.js";

export function newChatMenu(deeds, button) {
  const others = deeds.people().filter((one) => one.id !== deeds.me);
  const known = [...others, deeds.world.bot];
  return menuIn(deeds.host, under(button), [
    ["group", say("newGroup"), () => newGroup(deeds, "group", known)],
    ["channel", say("newChannel"), () => newGroup(deeds, "channel", known)],
    others.length > 0 && ["contact", say("newTalk"), () => newTalk(deeds, others)],
  ]);
}

async function newGroup(deeds, kind, known) {
  const wish = await groupForm(deeds.host, say(kind === "group" ? "newGroup" : "newChannel"), known);
  if (!wish) return;
  const bot = deeds.world.bot.id;
  await create(deeds, {
    kind,
    title: wish.title,
    members: wish.members.filter((one) => one !== bot),
    bot: wish.members.includes(bot),
  });
}

async function newTalk(deeds, others) {
  const person = await chooseChat(
    deeds.host,
    say("newTalk"),
    others.map((one) => ({ id: one.id, faceId: one.id, title: userName(one) })),
  );
  if (person) await create(deeds, { kind: "person", with: person.id });
}

async function create(deeds, wish) {
  const view = await deeds.seeing(() => api.createChat(deeds.me, wish));
  if (view) deeds.column.open(view.id);
}

export function chatMenu(deeds, chat) {
  if (chat.isBot)
    return [
      chat.blocked
        ? ["check", say("restart"), () => deeds.unblock()]
        : ["block", say("block"), () => deeds.seeing(() => api.block(deeds.me)), true],
    ];
  if (!chat.several) return [["close", say("close"), () => deeds.leaveChat()]];
  return [
    ["group", say("groupInfo"), () => showMembers(deeds, chat)],
    ["plus", say("addMembers"), () => addMembers(deeds, chat)],
    chat.type === "group" && ["up", say("upgrade"), () => upgrade(deeds, chat)],
    ["forward", say("leave"), () => removeMember(deeds, chat, deeds.me), true],
  ];
}

function showMembers(deeds, chat) {
  return membersCard(deeds.host, chat, chat.members, deeds.me, {
    promote: (user) => deeds.seeing(() => api.addMember(deeds.me, chat.id, { user, status: "administrator" })),
    remove: (user) => removeMember(deeds, chat, user),
  });
}

const removeMember = (deeds, chat, user) => deeds.seeing(() => api.removeMember(deeds.me, chat.id, user));

async function addMembers(deeds, chat) {
  const inside = new Set(chat.members.map((one) => one.id));
  const outside = [...deeds.people(), deeds.world.bot].filter((one) => !inside.has(one.id));
  for (const user of (await addMembersForm(deeds.host, outside)) ?? [])
    await deeds.seeing(() => api.addMember(deeds.me, chat.id, { user }));
}

async function upgrade(deeds, chat) {
  const view = await deeds.seeing(() => api.upgrade(deeds.me, chat.id));
  if (view) deeds.column.open(view.id);
}
