"""What people can do: links, inline mode, groups, contacts, commands in their language, files, live events."""

import asyncio
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InputTextMessageContent,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
)

from playground.examples.echo import png
from tests.people import Person, Telegram
from tests.people.telegram import Refused


async def last_text(bot: Bot) -> str | None:
    message = (await bot.get_updates())[-1].effective_message
    return message.text if message else None


async def test_two_people_are_ready_and_more_can_be_invented(telegram: Telegram) -> None:
    people = (await telegram.ask("GET", "/api/people"))["people"]
    assert [person["first_name"] for person in people] == ["Ana", "Luis"]
    marta = await telegram.person("Marta", language_code="pt", username="marta")
    renamed = await telegram.ask("PATCH", f"/api/people/{marta.id}", json={"first_name": "Martha", "username": None})
    assert (renamed["first_name"], renamed["language_code"]) == ("Martha", "pt")
    with pytest.raises(Refused, match="is taken"):
        await telegram.ask("POST", "/api/people", json={"first_name": "Another", "username": "Ana"})
    with pytest.raises(Refused, match="needs a first name"):
        await telegram.ask("POST", "/api/people", json={"first_name": " "})


async def test_a_deep_link_presses_start_with_its_payload(telegram: Telegram, bot: Bot) -> None:
    ana = await telegram.person("Ana")
    assert (await ana.view())["why_not"] == "not_started"
    opened = await ana.open("https://t.me/playground_bot?start=abc-1_2")
    assert (opened["opens"], opened["start"]) == ("bot", "abc-1_2")
    assert await last_text(bot) == "/start abc-1_2"
    assert (await ana.open("tg://resolve?domain=playground_bot&start=x"))["start"] == "x"
    assert (await ana.open("https://example.org/a"))["opens"] == "web"
    assert (await ana.open("t.me/luis"))["opens"] == "person"
    for payload in ("x" * 65, "a b", "ñ"):
        with pytest.raises(Refused, match="payload"):
            await ana.open(f"https://t.me/playground_bot?start={payload}")


async def test_a_link_can_bring_the_bot_into_a_group(ana: Person, bot: Bot, telegram: Telegram) -> None:
    group = await ana.found("group", "Class", bot=False)
    opened = await ana.open("https://t.me/playground_bot?startgroup=draw")
    assert opened == {"opens": "choose_group", "startgroup": "draw"}
    await ana.bring(telegram.bot["id"], group, startgroup=opened["startgroup"])
    assert await last_text(bot) == "/start@playground_bot draw"


async def test_inline_results_are_sent_by_the_person_in_any_chat(bot: Bot, ana: Person, luis: Person) -> None:
    talk = await ana.talk_to(luis)
    asking = asyncio.create_task(ana.ask_inline("rifa", chat=talk))
    await asyncio.sleep(0.2)
    query = (await bot.get_updates())[-1].inline_query
    assert query is not None
    assert (query.query, query.from_user.id, query.chat_type) == ("rifa", ana.id, "private")
    key = InlineKeyboardMarkup([[InlineKeyboardButton("Buy", callback_data="buy")]])
    content = InputTextMessageContent("<b>Rifa</b>", parse_mode="HTML")
    await query.answer([InlineQueryResultArticle("1", "Rifa", content, reply_markup=key)])
    answer = await asking
    assert answer["results"][0]["title"] == "Rifa"
    await ana.choose(answer, "1", chat=talk)
    seen = await luis.sees("Rifa", chat=talk)
    assert (seen.sender, seen.raw["via_bot"]["username"]) == (ana.id, "playground_bot")
    await luis.tap("Buy", chat=talk)
    tapped = (await bot.get_updates())[-1].callback_query
    assert tapped is not None
    assert tapped.message is None
    assert await bot.edit_message_text("Sold", inline_message_id=tapped.inline_message_id)
    await luis.sees("Sold", chat=talk)


async def test_a_chosen_result_is_fed_back_when_the_owner_wants_it(bot: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.set_bot(inline_feedback=True)
    photo = await bot.send_photo(ana.id, png((1, 2, 3)))
    asking = asyncio.create_task(ana.ask_inline("pic"))
    await asyncio.sleep(0.2)
    query = (await bot.get_updates())[-1].inline_query
    assert query is not None
    await query.answer([InlineQueryResultCachedPhoto("7", photo.photo[-1].file_id, caption="here")])
    sent = await ana.choose(await asking, "7")
    assert (sent.text, sent.photo) == ("here", photo.photo[-1].file_id)
    chosen = (await bot.get_updates())[-1].chosen_inline_result
    assert chosen is not None
    assert (chosen.result_id, chosen.query) == ("7", "pic")


async def test_a_contact_is_shared_by_the_button_that_asks_for_it(bot: Bot, ana: Person) -> None:
    keys = ReplyKeyboardMarkup([[KeyboardButton("My number", request_contact=True)]], one_time_keyboard=True)
    await bot.send_message(ana.id, "Your number?", reply_markup=keys)
    await ana.press("My number")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.contact is not None
    assert (message.contact.user_id, message.contact.first_name) == (ana.id, "Ana")
    assert (await ana.view())["keyboard"] is None, "it was for one time"
    await ana.send_contact(phone_number="+34600000000", first_name="Sofía")
    other = (await bot.get_updates())[-1].message
    assert other is not None
    assert other.contact is not None
    assert other.contact.user_id is None


async def test_people_send_pictures_documents_and_albums(bot: Bot, ana: Person) -> None:
    picture = png((5, 5, 5), 30, 20)
    await ana.send_photo(picture, "proof")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert (message.caption, message.photo[-1].width) == ("proof", 30)
    file = await message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == picture
    await ana.send_document("list.csv", b"1;Ana\n")
    document = (await bot.get_updates())[-1].message
    assert document is not None
    assert document.document is not None
    assert document.document.file_name == "list.csv"
    await ana.send_files([("a.png", png((1, 0, 0))), ("b.png", png((2, 0, 0)))])
    album = [update.message for update in (await bot.get_updates())[-2:] if update.message]
    assert len({message.media_group_id for message in album}) == 1


async def test_command_menus_follow_scope_and_language(bot: Bot, ana: Person, luis: Person) -> None:
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_commands([BotCommand("start", "Empezar")], language_code="es")
    group = await ana.found("group", "Class", luis)
    await bot.set_my_commands([BotCommand("draw", "Draw")], scope=BotCommandScopeAllGroupChats())
    assert (await ana.view())["commands"][0]["description"] == "Empezar"
    assert (await luis.view())["commands"][0]["description"] == "Begin"
    assert (await luis.view(chat=group))["commands"][0]["command"] == "draw"
    await bot.set_my_commands([BotCommand("ops", "Operate")], scope=BotCommandScopeChat(luis.id))
    assert (await luis.view())["commands"][0]["command"] == "ops"
    await bot.delete_my_commands(scope=BotCommandScopeChat(luis.id))
    assert (await luis.view())["commands"][0]["command"] == "start"
    assert [c.description for c in await bot.get_my_commands(language_code="es")] == ["Empezar"]
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button()).type == "commands"


async def test_names_and_descriptions_have_languages(bot: Bot) -> None:
    await bot.set_my_description("What it does")
    await bot.set_my_description("Lo que hace", language_code="es")
    assert (await bot.get_my_description("es")).description == "Lo que hace"
    assert (await bot.get_my_description("pt")).description == "What it does"
    await bot.set_my_short_description("Short")
    assert (await bot.get_my_short_description()).short_description == "Short"
    await bot.set_my_name("Rafa")
    assert (await bot.get_my_name()).name == "Rafa"
    assert (await bot.get_me()).first_name == "Rafa"


async def test_a_blocked_bot_hears_nothing_until_a_link_is_opened(bot: Bot, ana: Person) -> None:
    await ana.block_bot()
    with pytest.raises(Refused, match="blocked"):
        await ana.say("hello?")
    await ana.open("https://t.me/playground_bot?start=again")
    await bot.send_message(ana.id, "welcome back")


async def test_unread_counts_what_others_wrote_since(bot: Bot, ana: Person, telegram: Telegram) -> None:
    for _ in range(3):
        sent = await bot.send_message(ana.id, "x")
    assert (await ana.view())["unread"] == 3
    path = f"/api/people/{ana.id}/chats/{ana.id}/read"
    assert await telegram.ask("POST", path, json={"message_id": sent.message_id}) == {"unread": 0, "read_up_to": 4}


async def test_history_comes_in_pages_oldest_first(bot: Bot, ana: Person, telegram: Telegram) -> None:
    for number in range(2, 8):
        await bot.send_message(ana.id, str(number))
    path = f"/api/people/{ana.id}/chats/{ana.id}/messages"

    def ids(page: Any) -> tuple[list[int], bool]:
        return [message["message_id"] for message in page["messages"]], page["more"]

    assert ids(await telegram.ask("GET", f"{path}?limit=3")) == ([5, 6, 7], True)
    assert ids(await telegram.ask("GET", f"{path}?limit=3&before=5")) == ([2, 3, 4], True)
    assert ids(await telegram.ask("GET", f"{path}?limit=3&before=2")) == ([1], False)
    assert ids(await telegram.ask("GET", f"{path}?limit=3&after=5")) == ([6, 7], False)


async def test_nobody_sees_or_does_anything_in_a_chat_of_others(telegram: Telegram, ana: Person, luis: Person) -> None:
    marta = await telegram.person("Marta")
    talk = await ana.talk_to(luis)
    for chat in (talk, ana.id):
        with pytest.raises(Refused, match="no such chat"):
            await marta.messages(chat=chat)
        with pytest.raises(Refused, match="no such chat"):
            await marta.say("me too", chat=chat)


async def test_live_events_resume_where_they_stopped(telegram: Telegram, bot: Bot, ana: Person) -> None:
    since = telegram.events[-1]["event"]
    await bot.send_message(ana.id, "missed")
    async with httpx.AsyncClient(trust_env=False, verify=False, timeout=5) as client:

        async def first(query: str) -> str:
            async with client.stream("GET", f"{telegram.url}/api/events?{query}") as stream:
                async for line in stream.aiter_lines():
                    if line.startswith("data:"):
                        return line
            return ""

        assert "missed" in await first(f"since={since}")
        assert '"reset"' in await first("since=1")


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}])
async def test_pages_of_other_hosts_get_nothing(telegram: Telegram, headers: dict[str, str]) -> None:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        assert (await client.get(f"{telegram.url}/api/state", headers=headers)).status_code == 403


async def test_a_document_is_never_run_as_a_page(telegram: Telegram, bot: Bot, ana: Person) -> None:
    sent = await bot.send_document(ana.id, b"<script>alert(1)</script>", filename="x.html")
    assert sent.document is not None
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        answer = await client.get(f"{telegram.url}/api/files/{sent.document.file_id}")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_a_failing_wait_shows_the_chat(ana: Person, bot: Bot) -> None:
    await bot.send_message(
        ana.id, "One thing", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Key", callback_data="k")]])
    )
    with pytest.raises(AssertionError) as failed:
        await ana.sees("Another", within=0.1)
    assert "One thing" in str(failed.value)
    assert "[ Key ]" in str(failed.value)
    await ana.say("hm")
    await ana.sees_nothing(within=0.1)


async def test_the_liveliest_chat_is_first(telegram: Telegram, bot: Bot, ana: Person, luis: Person) -> None:
    async def order() -> list[int]:
        return [chat["id"] for chat in (await telegram.ask("GET", f"/api/people/{ana.id}/chats"))["chats"]]

    talk = await ana.talk_to(luis)
    await luis.say("hi", chat=talk)
    assert await order() == [talk, ana.id]
    await bot.send_message(ana.id, "news")
    assert await order() == [ana.id, talk]
