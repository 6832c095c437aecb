"""What stands on a paper ticket and on its stub beside names, numbers and amounts."""

from bot.texts.say import Said, Say


def name(say: Say) -> Said:
    return say("Name")


def phone(say: Say) -> Said:
    return say("Phone")


def scan(say: Say) -> Said:
    return say("See the draw")
