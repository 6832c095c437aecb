"""What is said of when sales close by themselves."""

from bot.texts.say import Said, Say


def at(say: Say) -> Said:
    return say("at the draw")


def before(say: Say, span: str) -> Said:
    return say("{span} before the draw", span=span)


def never(say: Say) -> Said:
    return say("never")


def at_the_draw(say: Say) -> Said:
    return say("🎟 On sale until the draw")


def until(say: Say, moment: str) -> Said:
    return say("🎟 On sale until {moment}", moment=moment)


def by_hand(say: Say) -> Said:
    return say("🎟 Sales close when you close them")
