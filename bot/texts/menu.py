"""The menu of commands: what Telegram shows beside the message field."""

from bot.texts.say import Say


def descriptions(say: Say) -> dict[str, str]:
    return {
        "start": say("Your raffles"),
        "sell": say("Sell numbers"),
        "reserve": say("Hold numbers for somebody"),
        "owes": say("Who owes"),
        "pay": say("Write down a payment"),
        "release": say("Give numbers back"),
        "projects": say("All my raffles"),
        "new": say("Make a raffle"),
        "settings": say("My settings"),
        "help": say("What is possible"),
        "language": say("Speak another language"),
        "cancel": say("Leave what we were doing"),
    }
