"""The made-up people of a practice raffle, and what is said when it is gone."""

from bot.texts.say import Said, Say


def name(say: Say) -> Said:
    return say("Bicycle raffle")


def prize(say: Say) -> Said:
    return say("A bicycle")


def buyers(say: Say) -> Said:
    """Divided by commas."""
    return say("Luis, Marta, Pablo, Rosa, Diego, Elena, Bruno, Clara, Tomas, Ines, Hugo, Vera")


def gone(say: Say, name: str) -> Said:
    return say("“{name}” is gone, and its made-up buyers with it.", name=name)
