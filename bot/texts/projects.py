"""What is said of an organizer's raffles: the list of all of them, and one with all that belongs to it."""

from bot.texts.say import Said, Say


def choose(say: Say) -> Said:
    return say("Your raffles\nTap the one to work on, or write its number: /projects 2")


def line(say: Say, number: int, name: str) -> Said:
    return say("{number} · {name}", number=number, name=name)


def active_line(say: Say, number: int, name: str) -> Said:
    return say("✔️ {number} · {name}", number=number, name=name)


def set_(say: Say, name: str, numbers: str, price: str, type_: str) -> Said:
    """Named after its numbers, unless it has a name."""
    if name == numbers:
        return say("🎟 {numbers} · {price} each · {type}", numbers=numbers, price=price, type=type_)
    return say("🎟 {name}: {numbers} · {price} each · {type}", name=name, numbers=numbers, price=price, type=type_)


def prize(say: Say, number: int, name: str) -> Said:
    return say("🏆 {number}. {name}", number=number, name=name)


def and_more(say: Say, count: int) -> Said:
    return say.many(count, "… and {count} more", "… and {count} more")


def draw_at(say: Say, moment: str) -> Said:
    return say("📅 Draw: {moment}", moment=moment)


def no_draw_date(say: Say) -> Said:
    return say("📅 No draw date yet")


def terms(say: Say, hold: str, grace: str) -> Said:
    return say("⏳ Reserved for {hold}, released {grace} later", hold=hold, grace=grace)


def terms_without_grace(say: Say, hold: str) -> Said:
    return say("⏳ Reserved for {hold}, then released", hold=hold)


def work_on(say: Say) -> Said:
    return say("✔️ Work on this one")


def end_practice(say: Say) -> Said:
    return say("🗑 Delete practice raffle")
