"""An echo bot on stock python-telegram-bot that shows what a chat can do."""

import os
import struct
import zlib
from html import escape
from typing import Any

from telegram import (
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestChat,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.constants import ChatAction
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

Context = ContextTypes.DEFAULT_TYPE
COMMANDS = {
    "": {
        "start": "Begin", "style": "Formatting", "buttons": "Inline buttons", "numbers": "Fifty buttons",
        "keyboard": "Reply keyboard", "hide": "Hide the keyboard", "picture": "A picture", "album": "An album",
        "file": "A document", "edit": "A message that changes", "vanish": "A message that goes", "pin": "A pin",
        "slow": "Typing",
    },
    "es": {
        "start": "Empezar", "style": "Formatos", "buttons": "Botones", "numbers": "Cincuenta botones",
        "keyboard": "Teclado", "hide": "Ocultar el teclado", "picture": "Una imagen", "album": "Un álbum",
        "file": "Un documento", "edit": "Un mensaje que cambia", "vanish": "Un mensaje que se va",
        "pin": "Un mensaje fijado", "slow": "Escribiendo",
    },
    "pt": {
        "start": "Começar", "style": "Formatos", "buttons": "Botões", "numbers": "Cinquenta botões",
        "keyboard": "Teclado", "hide": "Esconder o teclado", "picture": "Uma imagem", "album": "Um álbum",
        "file": "Um documento", "edit": "Uma mensagem que muda", "vanish": "Uma mensagem que some",
        "pin": "Uma mensagem fixada", "slow": "Digitando",
    },
}  # fmt: skip
GREETINGS = {"es": "Hola, {name}", "pt": "Olá, {name}", "en": "Hello, {name}"}
STYLES = (
    "<b>bold</b>, <i>italic</i>, <u>underlined</u>, <s>struck</s>, <b>bold <i>and italic</i></b>, "
    "<tg-spoiler>hidden</tg-spoiler>, <code>code</code>, <a href='https://example.org/a?b=1&amp;c=2'>a link</a>\n"
    "<pre><code class='language-python'>print('hello')</code></pre>\n"
    "<blockquote>A quotation\nof two lines</blockquote>"
)


def png(color: tuple[int, int, int], width: int = 160, height: int = 90) -> bytes:
    """A picture of one colour."""
    rows = (b"\0" + bytes(color) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def said(update: Update) -> Message:
    assert update.effective_message is not None
    return update.effective_message


async def start(update: Update, context: Context) -> None:
    user = update.effective_user
    assert user is not None
    greeting = GREETINGS.get((user.language_code or "en")[:2], GREETINGS["en"])
    lines = [greeting.format(name=f"<b>{escape(user.first_name)}</b>")]
    if context.args:
        lines.append(f"You came by a link with <code>{escape(context.args[0])}</code>")
    lines.append("Say anything, or try /style, /buttons, /keyboard, /picture")
    await said(update).reply_html("\n".join(lines))


async def style(update: Update, context: Context) -> None:
    await said(update).reply_html(STYLES)


async def buttons(update: Update, context: Context) -> None:
    rows = [
        [InlineKeyboardButton("Toast", callback_data="toast"), InlineKeyboardButton("Alert", callback_data="alert")],
        [InlineKeyboardButton("Count 0", callback_data="count:0")],
        [
            InlineKeyboardButton("Web", url="https://example.org"),
            InlineKeyboardButton("Copy", copy_text=CopyTextButton("K7Q2")),
        ],
        [InlineKeyboardButton("Link to me", url=f"https://t.me/{context.bot.username}?start=from_button")],
        [
            InlineKeyboardButton("Share", switch_inline_query="hello"),
            InlineKeyboardButton("Here", switch_inline_query_current_chat="hello"),
        ],
    ]
    await said(update).reply_text("Choose", reply_markup=InlineKeyboardMarkup(rows))


def number_grid(chosen: set[int]) -> InlineKeyboardMarkup:
    taken = ",".join(map(str, sorted(chosen)))
    keys = [
        InlineKeyboardButton(f"•{n:02}•" if n in chosen else f"{n:02}", callback_data=f"n:{n}:{taken}"[:64])
        for n in range(50)
    ]
    return InlineKeyboardMarkup([keys[row : row + 5] for row in range(0, 50, 5)])


async def numbers(update: Update, context: Context) -> None:
    await said(update).reply_text("Which numbers?", reply_markup=number_grid(set()))


async def keyboard(update: Update, context: Context) -> None:
    rows: list[list[str | KeyboardButton]] = [
        ["Yes", "No"],
        [KeyboardButton("My number", request_contact=True), KeyboardButton("My place", request_location=True)],
        [KeyboardButton("My channel", request_chat=KeyboardButtonRequestChat(1, True, request_title=True))],
    ]
    markup = ReplyKeyboardMarkup(
        rows, resize_keyboard=True, one_time_keyboard=True, input_field_placeholder="Yes or no?"
    )
    await said(update).reply_text("Yes or no?", reply_markup=markup)


async def hide(update: Update, context: Context) -> None:
    await said(update).reply_text("Hidden.", reply_markup=ReplyKeyboardRemove())


async def picture(update: Update, context: Context) -> None:
    await said(update).reply_photo(png((46, 125, 50)), caption="A <b>green</b> picture", parse_mode="HTML")


async def album(update: Update, context: Context) -> None:
    colors = ((198, 40, 40), (21, 101, 192), (249, 168, 37))
    await said(update).reply_media_group([InputMediaPhoto(png(color)) for color in colors], caption="Three colours")


async def file(update: Update, context: Context) -> None:
    await said(update).reply_document(b"number;name\r\n1;Ana\r\n", filename="list.csv", caption="A list")


async def edit(update: Update, context: Context) -> None:
    message = await said(update).reply_text("First")
    await message.edit_text("Second")


async def vanish(update: Update, context: Context) -> None:
    message = await said(update).reply_text("You will not see this for long")
    await message.delete()
    await said(update).reply_text("It is gone")


async def pin(update: Update, context: Context) -> None:
    message = await said(update).reply_text("Pinned")
    await message.pin()


async def slow(update: Update, context: Context) -> None:
    await said(update).reply_chat_action(ChatAction.TYPING)
    await said(update).reply_text("Done")


async def tapped(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    word, _, rest = (query.data or "").partition(":")
    if word == "toast":
        await query.answer("A toast")
    elif word == "alert":
        await query.answer("An alert", show_alert=True)
    elif word == "count":
        await query.answer()
        count = int(rest) + 1
        button = InlineKeyboardButton(f"Count {count}", callback_data=f"count:{count}")
        await query.edit_message_text(f"Counted {count}", reply_markup=InlineKeyboardMarkup([[button]]))
    elif word == "n":
        await query.answer()
        number, _, taken = rest.partition(":")
        chosen = {int(n) for n in taken.split(",") if n} ^ {int(number)}
        await query.edit_message_text(f"Chosen: {sorted(chosen)}", reply_markup=number_grid(chosen))
    else:
        await query.answer(f"What is {word}?"[:200])


async def asked(update: Update, context: Context) -> None:
    query = update.inline_query
    assert query is not None
    content = InputTextMessageContent(f"<b>{escape(query.query or 'nothing')}</b>, shared", parse_mode="HTML")
    key = InlineKeyboardMarkup([[InlineKeyboardButton("Toast", callback_data="toast")]])
    results = [
        InlineQueryResultArticle("1", f"Share {query.query!r}", content, description="With a button", reply_markup=key),
        InlineQueryResultArticle("2", "Upper case", InputTextMessageContent((query.query or "nothing").upper())),
    ]
    await query.answer(results, cache_time=0)


async def shared(update: Update, context: Context) -> None:
    if chat := said(update).chat_shared:
        await said(update).reply_text(f"Your channel is {chat.title}", reply_markup=ReplyKeyboardRemove())


async def echo(update: Update, context: Context) -> None:
    message = said(update)
    if message.contact:
        await message.reply_text(f"Your number is {message.contact.phone_number}", reply_markup=ReplyKeyboardRemove())
    elif message.location:
        await message.reply_text(f"You are at {message.location.latitude}, {message.location.longitude}")
    elif message.photo:
        sent = await message.photo[-1].get_file()
        content = await sent.download_as_bytearray()
        size = f"{message.photo[-1].width} x {message.photo[-1].height}"
        await message.reply_photo(message.photo[-1].file_id, caption=f"Yours: {size}, {len(content)} bytes")
    elif message.document:
        await message.reply_document(message.document.file_id, caption=f"Yours: {message.document.file_name}")
    elif message.text:
        await message.reply_text(message.text, entities=message.entities)


async def introduce(application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
    for language, commands in COMMANDS.items():
        listed = [BotCommand(command, description) for command, description in commands.items()]
        await application.bot.set_my_commands(listed, language_code=language or None)
    await application.bot.set_my_description("I repeat what you say and show what a chat can do.")


def main() -> None:
    url = os.environ["TELEGRAM_API_URL"].rstrip("/")
    builder = (
        Application.builder().token(os.environ["BOT_TOKEN"]).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    )
    application = builder.post_init(introduce).build()
    talk = (start, style, buttons, numbers, keyboard, hide, picture, album, file, edit, vanish, pin, slow)
    for speak in talk:
        application.add_handler(CommandHandler(speak.__name__, speak))
    application.add_handler(CallbackQueryHandler(tapped))
    application.add_handler(InlineQueryHandler(asked))
    application.add_handler(MessageHandler(filters.StatusUpdate.CHAT_SHARED, shared))
    application.add_handler(MessageHandler(~filters.COMMAND & ~filters.StatusUpdate.ALL, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
