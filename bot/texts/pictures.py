"""What stands on pictures beside names, numbers and amounts: labels, as short as they can be."""

from bot.texts.say import Said, Say


def ticket(say: Say) -> Said:
    return say("Ticket")


def practice(say: Say) -> Said:
    return say("Practice: nothing here is real")


def holder(say: Say) -> Said:
    return say("In the name of")


def paid(say: Say) -> Said:
    return say("✓ Paid")


def draw(say: Say) -> Said:
    return say("Draw")


def no_date_yet(say: Say) -> Said:
    return say("No date yet")


def organizer(say: Say) -> Said:
    return say("Organizer")


def order(say: Say) -> Said:
    return say("Order")


def scan(say: Say) -> Said:
    return say("Scan to check")


def choose(say: Say) -> Said:
    return say("Scan to choose")


def and_more(say: Say, count: int) -> Said:
    return say.many(count, "+ {count} more", "+ {count} more")


def raffle(say: Say) -> Said:
    return say("Raffle")


def prizes(say: Say, count: int) -> Said:
    return say.many(count, "Prize", "Prizes")


def price(say: Say) -> Said:
    return say("Each number")


def prices_from_to(say: Say, lowest: str, highest: str) -> Said:
    return say("{lowest} to {highest}", lowest=lowest, highest=highest)


def sold(say: Say, count: int) -> Said:
    return say.many(count, "{count} sold", "{count} sold")


def reserved(say: Say, count: int) -> Said:
    return say.many(count, "{count} reserved", "{count} reserved")


def free(say: Say, count: int) -> Said:
    return say.many(count, "{count} free", "{count} free")


def numbers_shown(say: Say, numbers: str) -> Said:
    return say("Numbers {numbers}", numbers=numbers)


def free_in_each(say: Say, count: int) -> Said:
    return say("How many are free in every {count}, from the small number on", count=say.count(count))


def board(say: Say) -> Said:
    return say("🖼 Board")


def file_name(say: Say) -> Said:
    return say("board")


def usual(say: Say) -> Said:
    return say("▭ Usual shape")


def square(say: Say) -> Said:
    return say("⬜ Square")


def story(say: Say) -> Said:
    return say("📱 For stories")


def dark(say: Say) -> Said:
    return say("🌙 Dark")


def light(say: Say) -> Said:
    return say("☀️ Light")


def dark_from_now_on(say: Say) -> Said:
    return say("The pictures of this raffle are dark from now on.")


def light_from_now_on(say: Say) -> Said:
    return say("The pictures of this raffle are light from now on.")
