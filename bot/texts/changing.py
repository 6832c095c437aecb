"""What is said while a raffle is changed: what can be, each question, what came of it, and what calling off means."""

from bot.texts.say import Said, Say


def what_to_change(say: Say) -> Said:
    return say("What do you want to change?")


def name(say: Say) -> Said:
    return say("Name")


def about(say: Say) -> Said:
    return say("Description")


def date(say: Say) -> Said:
    return say("📅 Date")


def method(say: Say) -> Said:
    return say("🎲 Draw")


def numbers(say: Say) -> Said:
    return say("🎟 Numbers")


def prizes(say: Say) -> Said:
    return say("🏆 Prizes")


def hold(say: Say) -> Said:
    return say("Reservation time")


def grace(say: Say) -> Said:
    return say("Grace")


def limits(say: Say) -> Said:
    return say("👤 Limits")


def about_limits(say: Say) -> Said:
    return say("How many numbers people may take by your link. What you sell yourself is not limited.")


def limit_per_order(say: Say, limit: str) -> Said:
    return say("At a time: <b>{limit}</b>", limit=limit)


def limit_per_buyer(say: Say, limit: str) -> Said:
    return say("Each person in all: <b>{limit}</b>", limit=limit)


def no_limit(say: Say) -> Said:
    return say("no limit")


def per_order(say: Say) -> Said:
    return say("At a time")


def per_buyer(say: Say) -> Said:
    return say("Each person")


def how_many_per_order(say: Say) -> Said:
    return say("<b>How many numbers at a time?</b>\nFrom now on. Tap, or write a number, like: 5")


def how_many_per_buyer(say: Say) -> Said:
    return say(
        "<b>How many numbers for each person in all?</b>\nFrom now on; what somebody has stays theirs."
        "\nTap, or write a number, like: 5"
    )


def closing(say: Say) -> Said:
    return say("🎟 End of sales")


def new_closing(say: Say, now: str) -> Said:
    return say(
        "<b>When do sales close by themselves?</b>\nNow: {now}.\nTap, or write how long before the draw, like: 3h",
        now=now,
    )


def close(say: Say) -> Said:
    return say("Close sales")


def reopen(say: Say) -> Said:
    return say("Open sales again")


def clone(say: Say) -> Said:
    return say("Make another like it")


def call_off(say: Say) -> Said:
    return say("Call off")


def new_name(say: Say, now: str) -> Said:
    return say("<b>What is it called from now on?</b>\nNow: {now}\nWrite a name, like: Spring trip", now=now)


def new_description(say: Say) -> Said:
    return say("<b>What should people know of it?</b>\nWrite it in a few lines, like: For the trip of class 5B.")


def new_hold(say: Say, now: str) -> Said:
    return say(
        "<b>How long do buyers have to pay?</b>\nNow: {now}. For reservations made from now on."
        "\nTap, or write it, like: 48h",
        now=now,
    )


def new_grace(say: Say, now: str) -> Said:
    return say(
        "<b>How much later are unpaid numbers really released?</b>\nNow: {now}. For reservations made from now on."
        "\nTap, or write it, like: 12h",
        now=now,
    )


def new_price(say: Say, numbers: str, now: str, example: str) -> Said:
    return say(
        "<b>What does a number of {numbers} cost?</b>\nNow: {now}\nTap, or write an amount, like: {example}",
        numbers=numbers,
        now=now,
        example=example,
    )


def new_end(say: Say, numbers: str, example: str) -> Said:
    return say(
        "<b>Up to which number shall {numbers} go?</b>\nTap, or write the new last number, like: {example}",
        numbers=numbers,
        example=example,
    )


def up_to(say: Say, number: str) -> Said:
    return say("up to {number}", number=number)


def price_of(say: Say, numbers: str) -> Said:
    return say("🎟 New numbers: {numbers}", numbers=numbers)


def next_prize(say: Say) -> Said:
    return say("<b>What else can be won?</b>\nWrite a prize, like: A bicycle\nSeveral at once: one on each line.")


def prize_again(say: Say, now: str) -> Said:
    return say("<b>What is the prize from now on?</b>\nNow: {now}\nWrite it, like: A bicycle", now=now)


def name_of_clone(say: Say) -> Said:
    return say(
        "<b>What is the new one called?</b>\nIt gets the same numbers, prices and prizes, all free, and no date yet."
        "\nTap, or write a name, like: Spring trip"
    )


def same_name(say: Say) -> Said:
    return say("The same name")


def cloned(say: Say) -> Said:
    return say("✅ Here it is. You work on it now.")


def which_set(say: Say) -> Said:
    return say("Tap numbers to change them, or add others.")


def no_set_yet(say: Say) -> Said:
    return say("No numbers yet.")


def which_prize(say: Say) -> Said:
    return say("Tap a prize to change it, or add another one.")


def no_prize_yet(say: Say) -> Said:
    return say("No prize yet.")


def price(say: Say) -> Said:
    return say("💰 Price")


def grow(say: Say) -> Said:
    return say("➕ More at the end")


def remove(say: Say) -> Said:
    return say("🗑 Remove")


def rename(say: Say) -> Said:
    return say("✏️ Rename")


def only_untouched(say: Say) -> Said:
    return say("Prices and prizes stay as they are once somebody has a number.")


def closed(say: Say, project: str) -> Said:
    return say("<b>{project}</b>: sales are closed.\nPayments and releases go on.", project=project)


def open_again(say: Say, project: str) -> Said:
    return say("<b>{project}</b>: sales are open again.", project=project)


def call_it_off(say: Say, project: str) -> Said:
    return say("<b>Call off {project}?</b>", project=project)


def reservations_end(say: Say, count: int) -> Said:
    return say.many(
        count,
        "⏳ {count} reservation ends, and its numbers are free again.",
        "⏳ {count} reservations end, and their numbers are free again.",
    )


def money_goes_back(say: Say, amount: str) -> Said:
    return say("💰 {amount} was paid, and you give it back.", amount=amount)


def nobody_is_concerned(say: Say) -> Said:
    return say("Nobody has a number yet.")


def for_ever(say: Say) -> Said:
    return say("It stays called off: this cannot be undone.")


def yes_call_off(say: Say) -> Said:
    return say("🗑 Yes, call it off")


def is_called_off(say: Say, project: str) -> Said:
    return say("<b>{project}</b> is called off.", project=project)


def reservations_ended(say: Say, count: int) -> Said:
    return say.many(count, "⏳ {count} reservation has ended.", "⏳ {count} reservations have ended.")


def give_back(say: Say, amount: str) -> Said:
    return say("💰 {amount} to give back.", amount=amount)


def nothing_to_give_back(say: Say) -> Said:
    return say("Nothing is to be given back.")


def who_gets_money(say: Say) -> Said:
    return say("💰 Who gets money back")


def refund(say: Say, buyer: str, amount: str, code: str) -> Said:
    return say("👤 {buyer} · {amount} · order {code}", buyer=buyer, amount=amount, code=code)


def order_of(say: Say, code: str, buyer: str) -> Said:
    return say("{code} {buyer}", code=code, buyer=buyer)
