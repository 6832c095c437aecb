"""Why a line of a list is left out."""

from bot.texts.say import Said, Say
from rules.imports.entries import Why


def line(say: Say, number: int, text: str, why: str) -> Said:
    return say("{number}: {text}\n→ {why}", number=say.count(number), text=text, why=why)


def why(say: Say, reason: str, numbers: str, other: int) -> Said:
    match reason:
        case Why.OUTSIDE:
            return say("{numbers}: not in this raffle", numbers=numbers)
        case Why.TAKEN:
            return say("{numbers}: taken already", numbers=numbers)
        case Why.REPEATED:
            return say("{numbers}: in line {other} already", numbers=numbers, other=say.count(other))
        case Why.TWO_OF_THEM:
            return say("several buyers have this name: add the phone")
        case Why.AMOUNT_DIFFERS:
            return say("the amount is not what the numbers cost")
    return _unreadable(say, reason)


def _unreadable(say: Say, reason: str) -> Said:
    match reason:
        case Why.NO_NUMBER:
            return say("no number")
        case Why.NO_NAME:
            return say("no name")
        case Why.NUMBERS:
            return say("the numbers cannot be read")
        case Why.TOO_MANY:
            return say("more than 1,000 numbers in one line")
        case Why.PHONE:
            return say("the phone cannot be read")
        case Why.NAME:
            return say("the name is longer than 80 characters")
        case Why.STATE:
            return say("it is not clear whether it is paid")
    return say("the amount cannot be read")
