"""The menu of commands: what Telegram shows beside the message field."""

from bot.texts.say import Say


def descriptions(say: Say) -> dict[str, str]:
    return {
        "start": say("Your raffles"),
        "sell": say("Sell numbers"),
        "reserve": say("Hold numbers for somebody"),
        "board": say("The board as a picture"),
        "share": say("Share a raffle"),
        "print": say("Print tickets"),
        "owes": say("Who owes"),
        "remind": say("Remind who owes"),
        "pay": say("Write down a payment"),
        "release": say("Give numbers back"),
        "buyers": say("My buyers"),
        "find": say("Look numbers up"),
        "history": say("What happened"),
        "report": say("How it stands"),
        "export": say("Everything as a file"),
        "import": say("Take in a list"),
        "announce": say("Write to all buyers"),
        "draw": say("Draw the winners"),
        "proof": say("Proof of the last draw"),
        "projects": say("All my raffles"),
        "new": say("Make a raffle"),
        "mytickets": say("My tickets"),
        "settings": say("My settings"),
        "privacy": say("What I keep of you"),
        "help": say("What is possible"),
        "language": say("Speak another language"),
        "cancel": say("Leave what we were doing"),
    }
