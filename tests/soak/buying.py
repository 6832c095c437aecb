"""What buyers do: by a link they choose numbers, say who they are, reserve, prove that they paid, give back."""

import asyncio
import re
from collections.abc import Awaitable, Callable

from tests.people.seen import Seen
from tests.soak.model import PRICE, Held, shown
from tests.soak.people import Buyer

HAS_ENDED = re.compile("Reserved for you|taken meanwhile")


MOST_UNPAID = 4
"""Of one, below what is refused."""


async def buy(me: Buyer) -> None:
    numbers = me.raffle.free(me.chance, me.chance.randint(1, 2))
    if not numbers or me.raffle.count_unpaid(me) >= MOST_UNPAID:
        return
    with me.raffle.in_hands(numbers):
        summary = await _choose(me, numbers)
        if me.chance.random() < 0.2 and not me.organizer.turn.locked():
            async with me.organizer.turn:
                await _race(me, summary, numbers)
        else:
            done = await me.tap("⏳ Reserve", summary, f"Reserved for you: {shown(numbers)}\n")
            order = note_reserved(me, numbers)
            then = (_prove, _prove, _pay_in_cash, _do_nothing) if me.raffle.hold is None else (_prove, _do_nothing)
            await me.chance.choice(then)(me, done, order)


async def _choose(me: Buyer, numbers: list[int]) -> Seen:
    """Up to the summary; until they have reserved something they are asked for their name."""
    await open_grid(me)
    grid = await me.say(" ".join(map(str, numbers)), lambda seen: f"Go on with {shown(numbers)}" in seen.labels)
    if not me.has_come:
        grid = await me.tap("Go on with", grid, "What is your name?")
        await me.tap(f"👤 {me.name}", grid, "How can ")
    else:
        await me.tap("Go on with", grid, "How can ")
    return await me.say("Skip", "Without a phone, then", f"You have {me.raffle.hold or 48} hours to pay")


async def open_grid(me: Buyer) -> Seen:
    card = await me.open(me.organizer.link, lambda seen: seen.text.startswith(f"🏆 {me.raffle.name}\n"))
    return await me.tap("🎟 Choose numbers", card, "Choose numbers · ")


def note_reserved(me: Buyer, numbers: list[int]) -> Held:
    me.has_come = True
    news = me.organizer.ear.is_owed(f"⏳ {me.name} reserved {shown(numbers)}\n")
    return me.raffle.take(Held(me.name, numbers, who=me, news=news))


async def _race(me: Buyer, summary: Seen, numbers: list[int]) -> None:
    """The organizer sells the first of the numbers in the same instant: one of the two gets it."""
    organizer, first = me.organizer, numbers[0]
    other = organizer.some_buyer()
    mine, theirs = await asyncio.gather(
        me.tap("⏳ Reserve", summary, HAS_ENDED),
        organizer.say(f"/sell {first} {other}", re.compile("Sold to|is taken")),
    )
    won = "Reserved for you" in mine.text
    if won == ("Sold to" in theirs.text):
        me.town.account.find(f"{me.raffle.name}: {first} in one instant: {mine.text!r}, {theirs.text!r}")
    if won:
        note_reserved(me, numbers)
        return
    me.raffle.take(Held(other, [first], PRICE))
    await me.tap("Cancel", mine, "Left. Nothing was changed")


async def _prove(me: Buyer, done: Seen, order: Held) -> None:
    await me.tap("✅ I have paid", done, "Send me the photo or PDF")
    order.proof_waits = order.was_proved = True
    await me.send_photo(f"Your proof for {order.shown} is with")
    order.is_told = True


async def _pay_in_cash(me: Buyer, done: Seen, order: Held) -> None:
    await me.tap("I pay in cash", done, "Noted.")


async def _do_nothing(me: Buyer, done: Seen, order: Held) -> None:
    return


async def give_back(me: Buyer) -> None:
    order = me.raffle.some_order(me.chance, lambda one: one.who is me and not one.paid and not one.proof_waits)
    if order is None:
        return
    with me.raffle.in_hands(order.numbers):
        mine = await me.say("/mytickets", "My tickets")
        shown_order = await me.tap(f"⏳ {order.shown} {me.raffle.name}", mine, "Reference: ")
        if len(order.numbers) > 1:
            shown_order = await me.tap("Release", shown_order, "Which one do you give back?")
            surely = await me.tap("All of them", shown_order, f"Give {order.shown} back?")
        else:
            surely = await me.tap("Release", shown_order, f"Give {order.shown} back?")
        await me.tap("Yes, release", surely, f"Given back: {order.shown}\n")
        me.raffle.give_back(order)


async def look_at_mine(me: Buyer) -> None:
    """All of theirs, as far as nobody has to do with it just now."""
    mine = me.raffle.left_alone(lambda one: one.who is me)
    numbers = [number for one in mine for number in one.numbers]
    with me.raffle.in_hands(numbers):
        seen = await me.say("/mytickets", re.compile("My tickets|You hold no numbers"))
        for one in mine:
            if f"{one.shown} · {me.raffle.name}" not in seen.text:
                me.town.account.find(f"{me.name} misses {one.shown} among their tickets: {seen.text!r}")


async def open_a_wrong_link(me: Buyer) -> None:
    await me.say("/start " + "a" * 26, "This link is no longer good")


async def mumble(me: Buyer) -> None:
    await me.say("what a day", "I did not understand that")


JOURNEYS: dict[Callable[[Buyer], Awaitable[None]], int] = {
    buy: 8, give_back: 2, look_at_mine: 2, open_a_wrong_link: 1, mumble: 1,
}  # fmt: skip
