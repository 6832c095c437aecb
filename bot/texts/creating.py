"""What is asked while a raffle is made: one question after the other, each with an example, and the summary."""

from bot.texts.say import Said, Say


def step(say: Say, title: str, number: int, of: int) -> Said:
    return say("{title} · {number}\u00a0of\u00a0{of}", title=title, number=number, of=of)


def new_raffle(say: Say) -> Said:
    return say("🏆 New raffle")


def what_name(say: Say) -> Said:
    return say("<b>What is it called?</b>\nWrite a name, like: Spring trip")


def named_after(say: Say, name: str) -> Said:
    return say("Raffle of {name}", name=name)


def grand_raffle(say: Say) -> Said:
    return say("Grand raffle")


def what_is_won(say: Say) -> Said:
    return say("<b>What can be won?</b>\nWrite the first prize, like: A bicycle\nSeveral at once: one on each line.")


def what_else_is_won(say: Say) -> Said:
    return say("Write the next prize, like: A cake")


def anything_else(say: Say) -> Said:
    return say("Anything else to win?")


def prize(say: Say, number: int, name: str) -> Said:
    return say("🏆 {number}. {name}", number=number, name=name)


def no_prize_yet(say: Say) -> Said:
    return say("🏆 Prizes: not said yet")


def say_it_later(say: Say) -> Said:
    return say("I say it later")


def add_another(say: Say) -> Said:
    return say("➕ Add another")


def start_over(say: Say) -> Said:
    return say("Start over")


def go_on(say: Say) -> Said:
    return say("Go on")


def which_numbers(say: Say) -> Said:
    return say("<b>Which numbers do you sell?</b>\nTap, or write from-to, like: 1-500")


def what_price(say: Say, currency: str, example: str) -> Said:
    return say(
        "<b>What does one number cost?</b>\nTap, or write an amount in {currency}, like: {example}",
        currency=currency,
        example=example,
    )


def when(say: Say, example: str, city: str) -> Said:
    return say(
        "<b>When is the draw?</b>\nTap, or write day and hour, like: {example}\nTime of {city}.",
        example=example,
        city=city,
    )


def in_a_week(say: Say, day: str) -> Said:
    return say("In a week · {day}", day=day)


def in_two_weeks(say: Say, day: str) -> Said:
    return say("In two weeks · {day}", day=day)


def in_a_month(say: Say, day: str) -> Said:
    return say("In a month · {day}", day=day)


def no_date_yet(say: Say) -> Said:
    return say("No date yet")


def how_won(say: Say) -> Said:
    return say("<b>How are the winners found?</b>\nYour buyers see it, and it stays once a number is taken.")


def numbers(say: Say, numbers: str, count: int) -> Said:
    return say.many(count, "🎟 {numbers} · {count} number", "🎟 {numbers} · {count} numbers", numbers=numbers)


def price(say: Say, price: str) -> Said:
    return say("💰 {price} each", price=price)


def all_together(say: Say, price: str, total: str) -> Said:
    return say("💰 {price} each\n💰 {total} if all are sold", price=price, total=total)


def draw_at(say: Say, moment: str) -> Said:
    return say("📅 {moment}", moment=moment)


def method(say: Say, method: str) -> Said:
    return say("🎲 {method}", method=method)


def is_it_right(say: Say) -> Said:
    return say("Is it right so? Nothing is made before you tap <b>Create</b>.")


def create(say: Say) -> Said:
    return say("✅ Create")


def change_name(say: Say) -> Said:
    return say("Change name")


def change_prizes(say: Say) -> Said:
    return say("Change prizes")


def change_numbers(say: Say) -> Said:
    return say("Change numbers")


def change_price(say: Say) -> Said:
    return say("Change price")


def change_date(say: Say) -> Said:
    return say("Change date")


def change_method(say: Say) -> Said:
    return say("Change draw")


def created(say: Say) -> Said:
    return say("✅ Your raffle is open. You can sell.")


def made_at_once(say: Say, name: str) -> Said:
    return say("✅ <b>{name}</b> is made, and you work on it now.", name=name)


def next_numbers_and_prizes(say: Say) -> Said:
    return say("Next: its numbers with their price, and what can be won.\n/set 1-100 5\n/prize A bicycle")


def add_numbers(say: Say) -> Said:
    return say("🎟 Add numbers")


def add_prize(say: Say) -> Said:
    return say("🏆 Add a prize")


def change(say: Say) -> Said:
    return say("✏️ Change")


def set_added(say: Say, name: str, numbers: str, count: int, price: str, type_: str) -> Said:
    """Named after its numbers, unless it has a name."""
    told = say.many(
        count,
        "✅ Added: <b>{numbers}</b> · {count} number at {price} · {type}",
        "✅ Added: <b>{numbers}</b> · {count} numbers at {price} · {type}",
        numbers=numbers,
        price=price,
        type=type_,
    )
    return told if name == numbers else say("{told}\nName: {name}", told=told, name=name)


def prizes_added(say: Say, count: int) -> Said:
    return say.many(count, "✅ {count} prize added:", "✅ {count} prizes added:")


def next_sell(say: Say, number: str) -> Said:
    return say("Next: /sell {number} Luis", number=number)


def next_prize(say: Say) -> Said:
    return say("Next: /prize A cake adds another one.")
