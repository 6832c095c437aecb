"""Help: a topic at a time, each in a few lines with an example to copy."""

from bot.texts.say import Said, Say


def topics(say: Say) -> Said:
    return say(
        "What I understand\n"
        "Everything goes by buttons: /start shows your raffles.\n"
        "It also goes in one line. Tap a topic for examples.\n\n"
        "/cancel leaves what is open, /language changes the language."
    )


def selling_label(say: Say) -> Said:
    return say("🎟 Sell")


def selling(say: Say) -> Said:
    return say(
        "<b>Sell and reserve</b>\n\n"
        "/sell 5,12-14 Luis\nsells these numbers, paid in cash\n\n"
        "/sell random 3 Luis +57 300 123 4567 transfer\nchance chooses, with phone and method\n\n"
        "/reserve 7,8 Luis 48h\nholds them for two days\n\n"
        "Several lines under /sell are several sales."
    )


def money_label(say: Say) -> Said:
    return say("💰 Who owes")


def money(say: Say) -> Said:
    return say(
        "<b>Who owes, who paid</b>\n\n"
        "/owes\nwhat is reserved, whose time ends first\n\n"
        "/pay 7 transfer\npays all that goes with number 7\n\n"
        "/pay 7 2.50 cash\npays a part of it\n\n"
        "/release 7,8\ngives unpaid numbers back"
    )


def raffles_label(say: Say) -> Said:
    return say("🏆 Raffles")


def raffles(say: Say) -> Said:
    return say(
        "<b>Your raffles</b>\n\n"
        "/new\nmakes one, question by question; /new Spring trip makes it at once\n\n"
        "/set 1-100 5 online Early birds\nadds numbers with their price\n\n"
        "/prize A bicycle\nadds what can be won\n\n"
        "/close\nends the sales\n\n"
        "/projects\nall of them; tap one to work on it\n\n"
        "/projects 2\nworks on number 2\n\n"
        "What you write in one line concerns the raffle that you work on."
    )


def settings_label(say: Say) -> Said:
    return say("Settings")


def settings(say: Say) -> Said:
    return say(
        "<b>Settings</b>\n\n"
        "/settings\ncountry, currency, time zone, quiet hours, how buyers pay you, how long numbers are reserved\n\n"
        "/language es\nspeaks Spanish with you"
    )
