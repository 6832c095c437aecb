"""Groups and channels: what the bot hears in them, who leads, and the move to a supergroup."""

import pytest
from telegram import Bot, Update

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
