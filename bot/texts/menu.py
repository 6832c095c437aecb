"""The menu of commands: what Telegram shows beside the message field."""

from bot.texts.say import Say


def descriptions(say: Say) -> dict[str, str]:
    return {
        "start": say("Begin"),
        "help": say("What is possible"),
        "language": say("Speak another language"),
        "cancel": say("Leave what we were doing"),
    }
