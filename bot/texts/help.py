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
        "/print 1-200\npaper tickets of numbers on paper, as a PDF\n\n"
        "/share\nits link: people choose and reserve by themselves\n\n"
        "/board\nits numbers as a picture; written in a group, a board that keeps itself up to date\n\n"
        "/close\nends the sales\n\n"
        "/projects\nall of them; tap one to work on it\n\n"
        "/projects 2\nworks on number 2\n\n"
        "What you write in one line concerns the raffle that you work on."
    )


def looking_label(say: Say) -> Said:
    return say("👤 Buyers, lists")


def looking(say: Say) -> Said:
    return say(
        "<b>Buyers and lists</b>\n\n"
        "/buyers lui\nsearches: a part of the name, a phone or its last 4 digits\n\n"
        "/buyers add Luis +57 300 123 4567\nadds somebody\n\n"
        "/find sold set:1 buyer:3 method:cash from:2026-03-01 page:2\n"
        "numbers by what they are; every word can be left out\n\n"
        "/history\nwhat happened, newest first\n\n"
        "/report\nnumbers and money, by day and method"
    )


def settings_label(say: Say) -> Said:
    return say("Settings")


def settings(say: Say) -> Said:
    return say(
        "<b>Settings</b>\n\n"
        "/settings\ncountry, currency, time zone, quiet hours, how buyers pay you, how long numbers are reserved\n\n"
        "/language es\nspeaks Spanish with you"
    )


def mine_label(say: Say) -> Said:
    return say("🎟 My tickets")


def mine(say: Say) -> Said:
    return say(
        "<b>What you bought, what I keep of you</b>\n\n"
        "/mytickets\nyour numbers with every organizer: pay, give back, ticket again\n\n"
        "/privacy\nwhat I keep of you and who sees it\n\n"
        "/mydata\nall of it as a file\n\n"
        "/deletedata\nerases it, after a second question"
    )
