"""What a handler may rely on: who it is, their language, and the unit it works in."""

from html import unescape
from typing import Any

from telegram import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters, Update, User
from telegram.constants import ChatMemberStatus, ChatType, ParseMode
from telegram.ext import Application, CallbackContext, ExtBot

from bot.addresses import NOWHERE, Addresses
from bot.buttons import Tap, read_tap, written
from bot.machine import Machine
from bot.rewording import fits_caption
from bot.screen import Screen
from bot.texts.say import Say, say_in
from bot.unit import Unit, current_unit
from bot.wrong_links import WrongLinks
from db.users import User as Organizer
from db.work import Work
from rules.choices import read_language
from rules.keys import ImportKey, ProjectKey, TaskKey
from rules.misreadings import ButtonTooOld, LanguageUnknown
from rules.tasks import TaskKind
from services.backdrops import send_backdrop
from services.boards import post_board
from services.cards import Occasion, post_card
from services.imports import post_left_out
from services.organizers import ZONE_UNTIL_ASKED, meet
from services.reach import be_in_touch
from services.tasks import begin_task


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """Telegram's optional world, narrowed in one place."""

    draft: Any = None
    step: str = ""
    """Where the person stands in the conversation, with the draft so far."""
    incoming: Update
    person: User
    user: Organizer
    """The person as the store knows them: everything they may touch is theirs by this number."""
    is_barred: bool
    say: Say

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> "Context":
        context: Context = super().from_update(update, application)
        if not isinstance(update, Update) or update.effective_user is None:
            raise TypeError("an update without a person reached a handler")
        context.incoming = update
        context.person = update.effective_user
        return context

    async def refresh_data(self) -> None:
        """Called by python-telegram-bot before the handler: whoever writes is known from then on."""
        await super().refresh_data()
        person = self.person
        default = self.application.bot_data["default_language"]
        language = known_language(person.language_code, default)
        self.user, self.is_barred = await meet(self.work, person.id, person.full_name or str(person.id), language)
        self.say = say_in(self.user.language, self.user.zone)
        if self.user.unreachable_at is not None and not self.has_stopped_us:
            await be_in_touch(self.work, person.id)

    @property
    def work(self) -> Work:
        return self._unit.work

    @property
    def _unit(self) -> Unit:
        unit = current_unit.get()
        if unit is None:
            raise RuntimeError("there is no unit of work here")
        return unit

    @property
    def wrong_links(self) -> WrongLinks:
        """Those that people tried lately."""
        tried: WrongLinks = self.application.bot_data["wrong_links"]
        return tried

    @property
    def addresses(self) -> Addresses:
        """Of the pages that anybody may look at."""
        addresses: Addresses = self.application.bot_data.get("addresses", NOWHERE)
        return addresses

    @property
    def operators(self) -> tuple[int, ...]:
        """Those who run the bot."""
        operators: tuple[int, ...] = self.application.bot_data.get("operators", ())
        return operators

    @property
    def machine(self) -> Machine | None:
        """What this process knows of itself; None where it is not said."""
        machine: Machine | None = self.application.bot_data.get("machine")
        return machine

    @property
    def has_stopped_us(self) -> bool:
        """They blocked the bot: this is the last that is heard of them."""
        change = self.incoming.my_chat_member
        private = change is not None and change.chat.type == ChatType.PRIVATE
        return change is not None and private and change.new_chat_member.status == ChatMemberStatus.BANNED

    @property
    def stale(self) -> bool:
        """A tap that moves money and is stale never comes here; whatever else shows how things stand."""
        unit = current_unit.get()
        return unit is not None and unit.stale

    def say_near(self, zone: str) -> Say:
        """Whoever never said where they live is told times as there, not in a zone of nobody."""
        settled = self.user.country or self.user.zone != ZONE_UNTIL_ASKED
        return self.say if settled else say_in(self.say.language, zone)

    @property
    def message(self) -> Message:
        message = self.incoming.effective_message
        if message is None:
            raise TypeError("there is no message to answer")
        return message

    @property
    def tap(self) -> CallbackQuery:
        if self.incoming.callback_query is None:
            raise TypeError("this was not a tap")
        return self.incoming.callback_query

    @property
    def pressed(self) -> Tap:
        """What the button says; it is a wish, and what it names may be gone."""
        tap = read_tap(self.tap.data)
        if tap is None:
            raise ButtonTooOld
        return tap

    async def show(self, screen: Screen) -> None:
        """In place of the screen whose button was pressed, for the subject is the same; else as a new message."""
        shown = self.tap.message if self.incoming.callback_query is not None else None
        if shown is None:
            await self.tell(screen)
        elif not self.shows_file:
            self._unit.post("editMessageText", shown.chat.id, {"message_id": str(shown.message_id), **_said(screen)})
        elif fits_caption(screen.text):
            await self.tap.edit_message_caption(screen.text, reply_markup=screen.keyboard)
        else:
            await self.tell(screen)

    async def change_buttons(self, keyboard: InlineKeyboardMarkup) -> None:
        """Of the message whose button was pressed, whatever it says or shows."""
        # The library would add how the text is formatted, though there is none.
        message = self.tap.message
        if message is not None:
            what = {"chat_id": message.chat.id, "message_id": message.message_id, "reply_markup": keyboard}
            await self.bot.do_api_request("editMessageReplyMarkup", what)

    async def tell(self, screen: Screen, links: LinkPreviewOptions | None = None) -> None:
        """As a new message. In a group it answers what was said, so that it is known whose buttons these are."""
        chat, answered = self._where
        more = {"reply_parameters": answered, "link_preview_options": links}
        written = {name: value.to_json() for name, value in more.items() if value is not None}
        self._unit.post("sendMessage", chat, {**_said(screen), **written})

    async def tell_card(self, code: str, occasion: Occasion) -> None:
        """Of a raffle, below all else that is said now: with its picture, which is drawn as it leaves."""
        chat, answered = self._where
        await post_card(self.work, chat, self.person.id, code, occasion, answered.message_id if answered else None)

    async def tell_board(self, key: ProjectKey, page: int, shape: int = 0, instead_of: int | None = None) -> None:
        """Of an own raffle: a picture that is drawn as it leaves."""
        chat, answered = self._where
        await post_board(self.work, key, page, chat, answered.message_id if answered else None, shape, instead_of)

    async def send_backdrop(self, key: ProjectKey, file_id: str) -> None:
        """The board follows, here, when the photo is behind it."""
        chat, answered = self._where
        await send_backdrop(self.work, key, file_id, chat, answered.message_id if answered else None)

    async def tell_left_out(self, key: ImportKey) -> None:
        """Of a list that may be taken in: as a file."""
        chat, answered = self._where
        await post_left_out(self.work, key, chat, answered.message_id if answered else None)

    async def begin(self, key: ProjectKey, kind: TaskKind, **details: int | str) -> TaskKey:
        """What takes long: it is told of where it was asked for, and done by somebody else."""
        chat, answered = self._where
        return await begin_task(self.work, key, kind, chat, answered.message_id if answered else None, details)

    async def tell_with_file(self, screen: Screen, kind: str, file_id: str) -> None:
        """With a photo or document that Telegram has already."""
        (chat, answered), keyboard = self._where, screen.keyboard
        send = self.bot.send_photo if kind == "photo" else self.bot.send_document
        await send(chat, file_id, caption=screen.text, reply_markup=keyboard, reply_parameters=answered)

    @property
    def shows_file(self) -> bool:
        """The screen whose button was pressed stands under a picture: only its words can be changed."""
        message = self._pressed_message
        return message is not None and bool(message.photo or message.document)

    @property
    def shown_photo(self) -> int | None:
        """The message under whose photo the button was pressed: another one can take its place."""
        message = self._pressed_message
        return message.message_id if message is not None and message.photo else None

    @property
    def _pressed_message(self) -> Message | None:
        """None also where Telegram says no more of it than that it was there."""
        query = self.incoming.callback_query
        message = query.message if query is not None else None
        return message if isinstance(message, Message) else None

    @property
    def _where(self) -> tuple[int, ReplyParameters | None]:
        """To whom, and in a group to what, a new message goes."""
        message = self.incoming.effective_message
        if message is None or message.chat.type == "private":
            return self.person.id if message is None else message.chat.id, None
        own = self._own_message(message).message_id
        return message.chat.id, ReplyParameters(own, allow_sending_without_reply=True)

    async def toast(self, words: str) -> None:
        """A short word to whoever pressed, that goes by itself."""
        await self.tap.answer(unescape(words))

    def _own_message(self, message: Message) -> Message:
        """What the person said: themselves, or what the pressed screen answers."""
        tapped = self.incoming.callback_query is not None
        return message.reply_to_message or message if tapped else message

    @property
    def words(self) -> str:
        """What was written behind a command, or all of what was written."""
        text = self.message.text or ""
        return "".join(text.split(maxsplit=1)[1:]) if text.startswith("/") else text.strip()


def _said(screen: Screen) -> dict[str, str]:
    """As python-telegram-bot would hand it over: nearly all that is said goes this way, in a tenth of the time."""
    said = {"text": str(screen.text), "parse_mode": ParseMode.HTML.value}
    return said if screen.keyboard is None else said | {"reply_markup": written(screen.keyboard)}


def known_language(tag: str | None, default: str) -> str:
    try:
        return read_language(tag or default)
    except LanguageUnknown:
        return default
