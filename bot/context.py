"""What a handler may rely on: who it is, their language, and the unit it works in."""

from typing import Any

from telegram import CallbackQuery, Message, Update, User
from telegram.ext import Application, CallbackContext, ExtBot

from bot.texts.say import Say, say_in
from bot.unit import current_unit
from db.work import Work
from rules.choices import read_language
from rules.refusals import LanguageUnknown
from services.organizers import welcome


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """Telegram's optional world, narrowed in one place."""

    draft: Any = None
    incoming: Update
    person: User
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
        user = await welcome(self.work, person.id, person.full_name or str(person.id), language)
        self.say = say_in(user.language)

    @property
    def work(self) -> Work:
        unit = current_unit.get()
        if unit is None:
            raise RuntimeError("there is no unit of work here")
        return unit.work

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
    def words(self) -> str:
        """What was written behind a command, or all of what was written."""
        text = self.message.text or ""
        return text.partition(" ")[2].strip() if text.startswith("/") else text.strip()


def known_language(tag: str | None, default: str) -> str:
    try:
        return read_language(tag or default)
    except LanguageUnknown:
        return default
