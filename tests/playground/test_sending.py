"""Messages that the bot sends, as stock python-telegram-bot reads them back and as people see them."""

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from playground.examples.echo import png
from tests.people import Person, Telegram


async def test_a_message_comes_back_as_sent_and_is_seen(bot: Bot, ana: Person) -> None:
    sent = await bot.send_message(ana.id, "Hola, <b>Ana</b>", parse_mode="HTML")
    assert sent.text == "Hola, Ana"
    assert sent.entities == (MessageEntity("bold", 6, 3),)
    assert sent.chat.id == ana.id
    assert sent.chat.first_name == "Ana"
    assert sent.from_user is not None
    assert sent.from_user.is_bot
    assert (await ana.sees("Hola")).id == sent.message_id


async def test_message_ids_grow_by_one_in_each_chat(bot: Bot, ana: Person, luis: Person) -> None:
    numbers = [(await bot.send_message(person.id, "x")).message_id for person in (ana, luis, ana, luis)]
    assert numbers == [2, 2, 3, 3]


async def test_an_answer_shows_the_answered_message(bot: Bot, ana: Person) -> None:
    asked = await ana.say("How much?")
    sent = await bot.send_message(ana.id, "Five", reply_parameters=ReplyParameters(asked.id))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "How much?"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ana.id, "Five", reply_parameters=ReplyParameters(99))
    await bot.send_message(ana.id, "Five", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))


async def test_an_edit_keeps_the_id_and_says_when(bot: Bot, ana: Person) -> None:
    sent = await bot.send_message(ana.id, "one")
    edited = await bot.edit_message_text("two", ana.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.message_id) == ("two", sent.message_id)
    assert edited.edit_date is not None
    assert (await ana.sees("two")).id == sent.message_id


async def test_the_same_again_is_not_modified(bot: Bot, ana: Person) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    sent = await bot.send_message(ana.id, "one", reply_markup=keyboard)
    for _ in range(2):
        with pytest.raises(BadRequest, match="Message is not modified: specified new message content and reply markup"):
            await bot.edit_message_text("one", ana.id, sent.message_id, reply_markup=keyboard)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(ana.id, sent.message_id, reply_markup=keyboard)
    without = await bot.edit_message_reply_markup(ana.id, sent.message_id)
    assert not isinstance(without, bool)
    assert without.reply_markup is None


async def test_only_own_messages_that_are_there_can_be_edited(bot: Bot, ana: Person) -> None:
    said = await ana.say("mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("yours", ana.id, said.id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("yours", ana.id, 99)
    photo = await bot.send_photo(ana.id, png((1, 2, 3)))
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("words", ana.id, photo.message_id)
    text = await bot.send_message(ana.id, "words")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(ana.id, text.message_id, caption="words")


async def test_a_deleted_message_is_gone_for_everybody(bot: Bot, ana: Person) -> None:
    sent = await bot.send_message(ana.id, "soon gone")
    seen = await ana.sees("soon gone")
    assert await bot.delete_message(ana.id, sent.message_id)
    await ana.sees_gone(seen)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(ana.id, sent.message_id)
    assert await bot.delete_messages(ana.id, [1, sent.message_id])


async def test_old_messages_cannot_be_deleted(bot: Bot, ana: Person, telegram: Telegram) -> None:
    sent = await bot.send_message(ana.id, "old")
    await telegram.advance(49 * 3600)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(ana.id, sent.message_id)


async def test_a_pin_is_announced_and_can_be_taken_off(bot: Bot, ana: Person) -> None:
    sent = await bot.send_message(ana.id, "read this")
    assert await bot.pin_chat_message(ana.id, sent.message_id)
    service = await ana.sees(lambda message: "pinned_message" in message.raw)
    assert service.raw["pinned_message"]["text"] == "read this"
    assert (await ana.view())["pinned_message"]["message_id"] == sent.message_id
    chat = await bot.get_chat(ana.id)
    assert chat.pinned_message is not None
    await bot.unpin_chat_message(ana.id, sent.message_id)
    assert (await ana.view())["pinned_message"] is None
    with pytest.raises(BadRequest, match="Message to unpin not found"):
        await bot.unpin_chat_message(ana.id, sent.message_id)


async def test_a_photo_has_its_real_size_and_can_be_sent_again_by_id(bot: Bot, ana: Person) -> None:
    picture = png((9, 9, 9), 320, 200)
    sent = await bot.send_photo(ana.id, picture, caption="<i>board</i>", parse_mode="HTML")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (320, 200)
    assert sent.caption == "board"
    assert await ana.sees_picture() == picture
    again = await bot.send_photo(ana.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    file = await bot.get_file(again.photo[-1])
    assert bytes(await file.download_as_bytearray()) == picture


async def test_a_document_keeps_its_name_and_bytes(bot: Bot, ana: Person) -> None:
    sent = await bot.send_document(ana.id, b"a;b\n", filename="niños.csv")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type, sent.document.file_size) == ("niños.csv", "text/csv", 4)
    assert await ana.sees_document() == ("niños.csv", b"a;b\n")
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(ana.id, sent.document.file_id)


async def test_media_change_in_place(bot: Bot, ana: Person) -> None:
    sent = await bot.send_photo(ana.id, png((1, 1, 1)), caption="one")
    new = InputMediaPhoto(png((2, 2, 2), 40, 40), caption="two")
    edited = await bot.edit_message_media(new, ana.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert (edited.caption, edited.photo[-1].width) == ("two", 40)


async def test_an_album_is_one_group_of_messages(bot: Bot, ana: Person) -> None:
    media = [InputMediaPhoto(png((n, 0, 0)), caption="first" if not n else None) for n in range(3)]
    album = await bot.send_media_group(ana.id, media)
    assert len({message.media_group_id for message in album}) == 1
    assert [message.caption for message in album] == ["first", None, None]
    mixed: list[InputMediaPhoto | InputMediaDocument] = [
        InputMediaPhoto(png((1, 0, 0))),
        InputMediaDocument(b"x", filename="x.txt"),
    ]
    with pytest.raises(BadRequest, match="can't be mixed"):
        await bot.send_media_group(ana.id, mixed)


async def test_contacts_and_places_are_sent(bot: Bot, ana: Person) -> None:
    contact = (await bot.send_contact(ana.id, "34600", "Sofía")).contact
    assert contact is not None
    assert contact.first_name == "Sofía"
    place = (await bot.send_location(ana.id, 4.5, -74.0)).location
    assert place is not None
    assert place.latitude == 4.5


async def test_forwards_tell_where_from_and_copies_do_not(bot: Bot, ana: Person, luis: Person) -> None:
    said = await ana.say("pass it on")
    forwarded = await bot.forward_message(luis.id, ana.id, said.id)
    assert forwarded.forward_origin is not None
    assert forwarded.forward_origin.type == "user"
    copied = await bot.copy_message(luis.id, ana.id, said.id)
    seen = await luis.sees(lambda message: message.id == copied.message_id)
    assert "forward_origin" not in seen.raw
    both = await bot.forward_messages(luis.id, ana.id, [1, said.id])
    assert len(both) == 2
    protected = await bot.send_message(ana.id, "secret", protect_content=True)
    with pytest.raises(BadRequest, match="can't be copied"):
        await bot.copy_message(luis.id, ana.id, protected.message_id)


async def test_a_reply_keyboard_is_there_until_it_is_taken_away(bot: Bot, ana: Person) -> None:
    await bot.send_message(ana.id, "Sure?", reply_markup=ReplyKeyboardMarkup([["Yes", "No"]], resize_keyboard=True))
    assert (await ana.view())["keyboard"]["keyboard"] == [[{"text": "Yes"}, {"text": "No"}]]
    assert (await ana.press("Yes")).text == "Yes"
    await bot.send_message(ana.id, "Good", reply_markup=ReplyKeyboardRemove())
    assert (await ana.view())["keyboard"] is None


async def test_every_kind_of_inline_button_says_what_it_does(bot: Bot, ana: Person) -> None:
    keys = [
        InlineKeyboardButton("web", url="https://example.org/x"),
        InlineKeyboardButton("copy", copy_text=CopyTextButton("K7Q2")),
        InlineKeyboardButton("share", switch_inline_query="rif"),
        InlineKeyboardButton("here", switch_inline_query_current_chat=""),
    ]
    await bot.send_message(ana.id, "keys", reply_markup=InlineKeyboardMarkup([keys]))
    assert await ana.tap("web") == {"does": "url", "url": "https://example.org/x"}
    assert await ana.tap("copy") == {"does": "copy", "text": "K7Q2"}
    assert await ana.tap("share") == {"does": "switch_inline", "query": "rif", "here": False}
    assert await ana.tap("here") == {"does": "switch_inline", "query": "", "here": True}


async def test_typing_is_seen_and_strange_actions_are_refused(bot: Bot, ana: Person, telegram: Telegram) -> None:
    assert await bot.send_chat_action(ana.id, "typing")
    assert await telegram.until(lambda: any(e["kind"] == "typing" for e in telegram.events) or None, 5)
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(ana.id, "dancing")


async def test_whoever_never_came_is_no_chat_and_whoever_blocked_is_forbidden(
    bot: Bot, telegram: Telegram, ana: Person
) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(12345, "anybody?")
    marta = await telegram.person("Marta")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(marta.id, "hello?")
    await ana.block_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ana.id, "come back")
    await ana.unblock_bot()
    await bot.send_message(ana.id, "welcome back")
