"""The terms of a draw: who steps in for winners, how long a prize waits, and whether somebody wins twice."""

from bot.texts.say import Said, Say


def terms(say: Say) -> Said:
    return say("🏆 Winners")


def about(say: Say) -> Said:
    return say("What holds for your winners. Only the days can be changed once somebody has a number.")


def alternates(say: Say, count: int) -> Said:
    return say("Alternates: <b>{count}</b>", count=say.count(count))


def no_alternates(say: Say) -> Said:
    return say("Where a lottery's number wins, nobody steps in, and one person can win several prizes.")


def claim_days(say: Say, count: int) -> Said:
    return say.many(count, "A prize waits <b>{count}</b> day", "A prize waits <b>{count}</b> days")


def once_each(say: Say) -> Said:
    return say("Each person wins one prize at most")


def several_each(say: Say) -> Said:
    return say("One person can win several prizes")


def set_alternates(say: Say) -> Said:
    return say("Alternates")


def set_days(say: Say) -> Said:
    return say("Days to claim")


def set_once(say: Say) -> Said:
    return say("Prizes a person")


def how_many_alternates(say: Say) -> Said:
    return say(
        "<b>How many alternates are drawn?</b>\nThey step in, in their order, for winners who do not claim a prize."
        "\nTap, or write a number, like: 2"
    )


def how_many_days(say: Say) -> Said:
    return say(
        "<b>How many days does a prize wait?</b>\nThen it goes to the next alternate.\nTap, or write a number, like: 14"
    )


def how_often(say: Say) -> Said:
    return say("<b>Can one person win several prizes?</b>\nSomebody with two Telegram accounts counts as two people.")


def one_prize(say: Say) -> Said:
    return say("One prize at most")


def several_prizes(say: Say) -> Said:
    return say("Several prizes")
