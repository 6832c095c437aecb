"""What a report says: how many numbers and how much money, by set, method and day."""

from bot.texts.say import Said, Say


def title(say: Say) -> Said:
    return say("<b>Report</b>")


def by_set(say: Say) -> Said:
    return say("<b>By numbers</b>")


def set_line(say: Say, numbers: str, price: str) -> Said:
    return say("🎟 {numbers} · {price} each", numbers=numbers, price=price)


def set_counts(say: Say, sold: str, reserved: str, free: str) -> Said:
    return say("✅ {sold}   ⏳ {reserved}   ▫️ {free}", sold=sold, reserved=reserved, free=free)


def more_sets(say: Say, count: int) -> Said:
    return say.many(count, "… and {count} more", "… and {count} more")


def by_method(say: Say) -> Said:
    return say("<b>How it was paid</b>")


def method_line(say: Say, amount: str, method: str) -> Said:
    return say("💰 {amount} {method}", amount=amount, method=method)


def by_day(say: Say) -> Said:
    return say("<b>By day</b>")


def day_line(say: Say, bar: str, amount: str, day: str) -> Said:
    return say("{bar} {amount} · {day}", bar=bar, amount=amount, day=day)


def before_that(say: Say, amount: str) -> Said:
    return say("Before that: {amount}", amount=amount)


def nothing_paid(say: Say) -> Said:
    return say("Nothing is paid yet.")


def being_added_up(say: Say, project: str) -> Said:
    return say("There is a lot to add up in “{project}”. The report comes in a moment.", project=project)


def again(say: Say) -> Said:
    return say("As it is now")


def to_history(say: Say) -> Said:
    return say("History")


def to_find(say: Say) -> Said:
    return say("Find numbers")


def to_report(say: Say) -> Said:
    return say("Report")
