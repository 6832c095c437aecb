"""What is said of a raffle beside the one before it."""

from bot.texts.say import Said, Say


def to_compare(say: Say) -> Said:
    return say("Last raffle")


def compared(say: Say) -> Said:
    return say("Compared with the last raffle")


def on_day(say: Say, count: str) -> Said:
    return say("Day {count} of both, from the first number on:", count=count)


def sold(say: Say, now: str, before: str) -> Said:
    return say("✅ Paid: <b>{now}</b> · before {before}", now=now, before=before)


def collected(say: Say, now: str, before: str) -> Said:
    return say("💰 <b>{now}</b> · before {before}", now=now, before=before)


def buyers(say: Say, now: str, before: str) -> Said:
    return say("👤 Buyers: <b>{now}</b> · before {before}", now=now, before=before)


def share_paid(say: Say, now: int, before: int) -> Said:
    return say("⏳ Paid of what is taken: <b>{now}%</b> · before {before}%", now=now, before=before)


def share_sold(say: Say, now: int, before: int) -> Said:
    return say("🎟 Of all numbers: <b>{now}%</b> · before {before}%", now=now, before=before)


def before_is(say: Say, project: str) -> Said:
    return say("Before: {project}", project=project)


def other_currency(say: Say) -> Said:
    return say("Its prices were in another currency: only numbers are compared.")


def nothing_to_compare(say: Say) -> Said:
    return say("There is nothing to compare yet: in both raffles a number must be taken.")
