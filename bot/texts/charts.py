"""What stands on a chart, below it and on the buttons that lead to it."""

from bot.texts.say import Said, Say


def to_chart(say: Say) -> Said:
    return say("📈 Chart")


def chart(say: Say) -> Said:
    return say("Report")


def of_money(say: Say) -> Said:
    return say("💰 By money")


def of_numbers(say: Say) -> Said:
    return say("🎟 By numbers")


def collected(say: Say) -> Said:
    return say("Collected")


def taken(say: Say) -> Said:
    return say("Numbers taken")


def by_day(say: Say) -> Said:
    return say("by day")


def by_week(say: Say) -> Said:
    return say("by week")


def by_month(say: Say) -> Said:
    return say("by month")


def by_year(say: Say) -> Said:
    return say("by year")


def what_and_how(say: Say, what: str, how: str) -> Said:
    return say("{what}, {how}", what=what, how=how)


def nothing_yet(say: Say) -> Said:
    return say("Nothing yet")


def sold_of(say: Say, sold: str, size: str, percent: int) -> Said:
    return say("{sold} of {size} paid · {percent}%", sold=sold, size=size, percent=percent)


def as_of(say: Say) -> Said:
    return say("As of")
