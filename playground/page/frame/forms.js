// The forms of the page: a person, a group or channel, who belongs to it, a link to open, a chat to choose.

import { alertIn, choiceField, formIn, over, textField } from "../dialogs.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { avatar, userName } from "../names.js";
import { LANGUAGES, say } from "../words.js";

export function personForm(host, person) {
  return formIn(
    host,
    say(person ? "editPerson" : "addPerson"),
    [
      textField("first_name", say("firstName"), { value: person?.first_name ?? "", required: true, maxlength: 64 }),
      textField("last_name", say("lastName"), { value: person?.last_name ?? "", maxlength: 64 }),
      choiceField("language_code", say("isLanguage"), languages(person?.language_code), person?.language_code ?? "es"),
    ],
    say(person ? "save" : "add"),
  );
}

// A person may speak a language the page does not: then it stays among the choices.
function languages(own) {
  const known = Object.entries(LANGUAGES);
  return own && !LANGUAGES[own] ? [...known, [own, own]] : known;
}

// `known` are people and bots that can be members; resolves with { title, members: [id] }.
export async function groupForm(host, heading, known) {
  const answer = await formIn(
    host,
    heading,
    [
      textField("title", say("groupTitle"), { required: true, maxlength: 128 }),
      h(
        "div",
        { class: "rows" },
        known.map((one) => tick(one, true)),
      ),
    ],
    say("create"),
  );
  return answer && { title: answer.title.trim(), members: ticked(answer.members) };
}

export async function addMembersForm(host, known) {
  const answer = await formIn(
    host,
    say("addMembers"),
    [
      h(
        "div",
        { class: "rows" },
        known.map((one) => tick(one, false)),
      ),
    ],
    say("add"),
  );
  return answer && ticked(answer.members);
}

const ticked = (members) => [members ?? []].flat().map(Number);

function tick(user, checked) {
  return h(
    "label",
    { class: "tick" },
    h("input", { type: "checkbox", name: "members", value: user.id, checked }),
    avatar(user.id, userName(user), "small"),
    h("span", {}, userName(user)),
    user.is_bot && h("span", { class: "tag" }, say("bot")),
  );
}

// `people` given: also asks who opens it. Resolves with { address, person }.
export function linkForm(host, botName, people, facing) {
  return formIn(
    host,
    say("openLink"),
    [
      textField("address", say("link"), { required: true, placeholder: `t.me/${botName}?start=` }),
      h("p", { class: "hint" }, say("openLinkHint", { bot: botName })),
      people.length > 1 &&
        choiceField(
          "person",
          say("openAs"),
          people.map((one) => [String(one.id), userName(one)]),
          String(facing),
        ),
    ],
    say("open"),
  );
}

// `deeds.promote(id)` and `deeds.remove(id)` are offered where the person may do so.
export function membersCard(host, chat, members, me, deeds) {
  const card = h(
    "div",
    { class: "card" },
    h("h2", { class: "card-title" }, `${chat.title} · ${say("groupInfo")}`),
    h(
      "div",
      { class: "rows" },
      members.map((one) =>
        memberLine(
          one,
          me,
          (deed) => {
            card.closeWith();
            deed();
          },
          deeds,
        ),
      ),
    ),
    h(
      "div",
      { class: "card-foot" },
      h("button", { type: "button", class: "action", onclick: () => card.closeWith() }, say("close")),
    ),
  );
  return over(host, card, { label: say("groupInfo") });
}

function memberLine(user, me, leaving, deeds) {
  const { status } = user;
  const admin = status === "administrator" || status === "creator";
  return h(
    "div",
    { class: "member" },
    avatar(user.id, userName(user), "small"),
    h(
      "span",
      { class: "lines" },
      userName(user),
      (admin || user.is_bot) &&
        h("small", {}, [user.is_bot && say("bot"), admin && say("admin")].filter(Boolean).join(" · ")),
    ),
    !admin && sign("star", `${say("promote")}: ${userName(user)}`, () => leaving(() => deeds.promote(user.id))),
    user.id !== me && sign("trash", `${say("remove")}: ${userName(user)}`, () => leaving(() => deeds.remove(user.id))),
  );
}

const sign = (name, word, deed) =>
  h("button", { type: "button", class: "round", "aria-label": word, title: word, onclick: deed }, icon(name, 20));

// A list to pick one chat from; resolves with the chat or nothing.
export function chooseChat(host, heading, chats) {
  if (!chats.length) return alertIn(host, say("noChats"));
  const card = h(
    "div",
    { class: "card" },
    h("h2", { class: "card-title" }, heading),
    h(
      "div",
      { class: "rows" },
      chats.map((chat) =>
        h(
          "button",
          { type: "button", class: "chat-row", onclick: () => card.closeWith(chat) },
          avatar(chat.faceId, chat.title),
          h("span", { class: "title" }, chat.title),
        ),
      ),
    ),
    h(
      "div",
      { class: "card-foot" },
      h("button", { type: "button", class: "action", onclick: () => card.closeWith() }, say("cancel")),
    ),
  );
  return over(host, card, { label: heading });
}
