"""Groups and channels: what the bot hears in them, who leads, and the move to a supergroup."""

import pytest
from telegram import (
    Bot,
    ChatAdministratorRights,
    ChatMemberAdministrator,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
    Update,
)

from tests.people import Person, Telegram
from tests.people.telegram import Refused


async def news(bot: Bot, after: int = 0) -> list[Update]:
    return [update for update in await bot.get_updates() if update.update_id > after]


async def last_text(bot: Bot) -> str | None:
    message = (await bot.get_updates())[-1].effective_message
    return message.text if message else None


async def test_in_a_group_the_bot_hears_only_what_is_for_it(bot: Bot, ana: Person, luis: Person) -> None:
    group = await ana.found("group", "Class", luis)
    added = [update.my_chat_member for update in await bot.get_updates() if update.my_chat_member]
    assert added[-1].new_chat_member.status == "member"
    after = (await bot.get_updates())[-1].update_id
    sent = await bot.send_message(group, "Hello all")
    await luis.say("just talking", chat=group)
    await luis.say("/draw@another_bot", chat=group)
    await luis.say("/draw", chat=group)
    await luis.say("hey @playground_bot", chat=group)
    seen = await ana.sees("Hello all", chat=group)
    assert seen.id == sent.message_id
    await ana.say("yes", chat=group, reply_to=seen)
    heard = [update.message.text for update in await news(bot, after) if update.message]
    assert heard == ["/draw", "hey @playground_bot", "yes"]


async def test_a_bot_that_leads_or_may_read_all_hears_everything(
    bot: Bot, ana: Person, luis: Person, telegram: Telegram
) -> None:
    group = await ana.found("supergroup", "Class", luis)
    await ana.bring(telegram.bot["id"], group, status="administrator")
    await luis.say("just talking", chat=group)
    assert await last_text(bot) == "just talking"
    assert {member.user.first_name for member in await bot.get_chat_administrators(group)} == {"Ana", "Playground"}
    assert await bot.get_chat_member_count(group) == 3
    assert (await bot.get_chat_member(group, luis.id)).status == "member"
    await bot.ban_chat_member(group, luis.id)
    assert (await bot.get_chat_member(group, luis.id)).status == "kicked"
    assert (await luis.view(chat=group))["why_not"] == "left"
    assert await bot.leave_chat(group)


async def test_a_group_moves_to_a_supergroup_and_both_say_so(bot: Bot, ana: Person) -> None:
    group = await ana.found("group", "Class")
    new = await ana.upgrade(group)
    messages = [update.message for update in await bot.get_updates() if update.message]
    moves = [(m.chat.id, m.migrate_to_chat_id, m.migrate_from_chat_id) for m in messages[-2:]]
    assert moves == [(group, new, None), (new, None, group)]
    assert (await ana.view(chat=group))["migrated_to"] == new
    with pytest.raises(Refused, match="migrated"):
        await ana.say("old place", chat=group)


async def test_a_channel_has_posts_and_readers(bot: Bot, ana: Person, luis: Person) -> None:
    channel = await ana.found("channel", "News", luis)
    post = await bot.send_message(channel, "Today")
    assert post.sender_chat is not None
    assert post.from_user is None
    await luis.sees("Today", chat=channel)
    with pytest.raises(Refused, match="channel"):
        await luis.say("me too", chat=channel)
    await ana.say("By Ana", chat=channel)
    update = (await bot.get_updates())[-1]
    assert update.channel_post is not None
    assert update.channel_post.text == "By Ana"


async def test_a_key_asks_for_a_channel_and_the_bot_is_made_to_lead_it(
    bot: Bot, ana: Person, luis: Person, telegram: Telegram
) -> None:
    posting = {"can_post_messages": True, "can_send_welcome_messages": False}
    rights = ChatAdministratorRights.de_json(ChatAdministratorRights.no_rights().to_dict() | posting)
    wanted = KeyboardButtonRequestChat(7, True, user_administrator_rights=rights, bot_administrator_rights=rights,
                                       request_title=True)  # fmt: skip
    keys = ReplyKeyboardMarkup([[KeyboardButton("Which channel?", request_chat=wanted)]], one_time_keyboard=True)
    own, other = await ana.found("channel", "News", bot=False), await luis.found("channel", "His", ana)
    group = await ana.found("group", "Class")
    await bot.send_message(ana.id, "Choose", reply_markup=keys)
    for wrong in (other, group, 4711):
        with pytest.raises(Refused):
            await ana.press("Which channel?", shared=wrong)
    await ana.press("Which channel?", shared=own)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.chat_shared is not None
    assert (message.chat_shared.request_id, message.chat_shared.chat_id) == (7, own)
    assert message.chat_shared.title == "News"
    assert (await ana.view())["keyboard"] is None
    member = await bot.get_chat_member(own, telegram.bot["id"])
    assert isinstance(member, ChatMemberAdministrator)
    assert member.can_post_messages
    assert member.can_pin_messages is None


async def test_who_administers_a_group_may_pin_there(bot: Bot, ana: Person, luis: Person) -> None:
    group = await ana.found("supergroup", "Class", luis)
    await ana.bring(luis.id, group, status="administrator")
    member = await bot.get_chat_member(group, luis.id)
    assert isinstance(member, ChatMemberAdministrator)
    assert member.can_pin_messages
    assert member.can_post_messages is None
