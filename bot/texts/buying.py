"""What is said to somebody who buys: their name and phone, the summary, and how to pay what is reserved."""

from bot.texts.say import Said, Say


def what_name(say: Say, numbers: str, organizer: str) -> Said:
    return say("🎟 <b>{numbers}</b>\nWhat is your name? {organizer} will see it.", numbers=numbers, organizer=organizer)


def what_phone(say: Say, organizer: str) -> Said:
    return say(
        "How can {organizer} reach you?\nShare your phone with the button, write it, like +57 300 123 4567, or skip.",
        organizer=organizer,
    )


def share_phone(say: Say) -> Said:
    return say("📱 Share my phone")


def skip(say: Say) -> Said:
    return say("Skip")


def not_your_own(say: Say) -> Said:
    return say("That is somebody else's contact. Share your own with the button, write your phone, or skip.")


def phone_noted(say: Say, phone: str) -> Said:
    return say("📱 {phone}", phone=phone)


def without_phone(say: Say) -> Said:
    return say("Without a phone, then.")


def whose_ticket(say: Say) -> Said:
    return say("Who are they for? Write the name for the ticket, like: Grandma Rosa\nYou stay the one who pays.")


def summary(say: Say, project: str, numbers: str, total: str) -> Said:
    return say("<b>{project}</b>\n🎟 <b>{numbers}</b>\n💰 {total}", project=project, numbers=numbers, total=total)


def buyer(say: Say, name: str) -> Said:
    return say("👤 {name}", name=name)


def buyer_with_phone(say: Say, name: str, phone: str) -> Said:
    return say("👤 {name} · {phone}", name=name, phone=phone)


def holder(say: Say, name: str) -> Said:
    return say("For {name}", name=name)


def until_when(say: Say, span: str, until: str) -> Said:
    return say("⏳ You have {span} to pay: until {until}.", span=span, until=until)


def at_most(say: Say, count: int) -> Said:
    return say.many(count, "At most {count} number at a time.", "At most {count} numbers at a time.")


def at_most_in_all(say: Say, count: int) -> Said:
    return say.many(count, "At most {count} number for each person.", "At most {count} numbers for each person.")


def reserve(say: Say) -> Said:
    return say("⏳ Reserve")


def for_somebody_else(say: Say) -> Said:
    return say("👤 For somebody else")


def for_me(say: Say) -> Said:
    return say("👤 For me")


def reserved(say: Say, project: str, numbers: str) -> Said:
    return say("⏳ Reserved for you: <b>{numbers}</b>\n{project}", numbers=numbers, project=project)


def to_pay(say: Say, total: str, until: str) -> Said:
    return say("💰 <b>{total}</b> to pay until <b>{until}</b>", total=total, until=until)


def how_to_pay(say: Say, how: str) -> Said:
    return say("<b>How to pay</b>\n{how}", how=how)


def ask_how_to_pay(say: Say, organizer: str) -> Said:
    return say("<b>How to pay</b>\nAsk {organizer}, who knows of it already.", organizer=organizer)


def reference(say: Say, code: str) -> Said:
    return say("Reference: <b>{code}</b>", code=code)


def i_have_paid(say: Say) -> Said:
    return say("✅ I have paid")


# What the organizer reads of it


def bought(say: Say, buyer: str, numbers: str) -> Said:
    return say("⏳ {buyer} reserved <b>{numbers}</b>", buyer=buyer, numbers=numbers)


def perhaps_known(say: Say, name: str, number: int) -> Said:
    return say("The same phone as {name} (#{number}). One and the same person?", name=name, number=number)


def join_them(say: Say, number: int) -> Said:
    return say("Join with #{number}", number=number)
