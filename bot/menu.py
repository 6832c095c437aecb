"""The menu of commands in every language, told to Telegram only when it shows another one."""

from telegram import Bot, BotCommand

from bot.texts.menu import descriptions
from bot.texts.say import say_in

# Telegram's two letters, none for everybody else, and our name of the language.
_MENUS = ((None, "en"), ("es", "es"), ("pt", "pt_BR"))


async def announce_commands(bot: Bot) -> None:
    for tag, language in _MENUS:
        wanted = [BotCommand(word, what) for word, what in descriptions(say_in(language)).items()]
        if list(await bot.get_my_commands(language_code=tag)) != wanted:
            await bot.set_my_commands(wanted, language_code=tag)
