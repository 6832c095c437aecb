// What can be done with one message: by right click, or a long press on a phone.

import { menuIn } from "../dialogs.js";
import { say } from "../words.js";

export function messageMenu(conversation, message, point, all) {
  const { deeds, chat, host } = conversation;
  const words = message.text ?? message.caption;
  const mine = deeds.isMine(message);
  return menuIn(host, point, [
    chat.mayWrite && ["reply", say("reply"), () => conversation.reply(message)],
    words && ["copy", say("copyText"), () => conversation.copy(words)],
    mine && message.text !== undefined && ["edit", say("edit"), () => conversation.edit(message)],
    ["forward", say("forward"), () => deeds.forward(chat, all)],
    chat.mayWrite && [
      "pin",
      say(chat.pinned?.message_id === message.message_id ? "unpin" : "pin"),
      () => deeds.pin(chat, message),
    ],
    mine && ["trash", say("deleteMessage"), () => deeds.remove(chat, all), true],
  ]);
}
