"""What is said at the door: hello, help, the language, and what to say when nothing fits."""

from bot.texts.say import Said, Say


def hello(say: Say) -> str:
    return say(
        "Hello. I run raffles: you sell numbers, I keep the list, send tickets, remind who has not paid,"
        " and draw in a way anyone can check."
    )


def which_language(say: Say) -> str:
    return say("Which language shall I speak?")


def language_chosen(say: Say) -> str:
    return say("I speak English now.")


def cancelled(say: Say) -> str:
    return say("Left. Nothing was changed.")


def nothing_to_cancel(say: Say) -> str:
    return say("There was nothing to leave.")


def not_understood(say: Say) -> str:
    return say("I did not understand that. /help shows what is possible.")


def old_button(say: Say) -> Said:
    return say("That button is too old.")


def tap_too_late(say: Say) -> Said:
    return say("Your tap reached me too late, so I did nothing. Please look how things stand and press again.")


def button_of_another(say: Say) -> str:
    return say("These buttons belong to somebody else.")


def apology(say: Say, reference: str) -> Said:
    return say(
        "Something went wrong here, not with you. Nothing was changed. Reference: {reference}", reference=reference
    )
