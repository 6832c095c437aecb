"""What people do when the time to pay is over, or wait for: pay all the same, have it back, get what becomes free."""

import re
from collections.abc import Awaitable, Callable

from tests.soak.buying import MOST_UNPAID, note_reserved, open_grid
from tests.soak.model import PRICE, Held
from tests.soak.organizing import METHODS, owe_ticket
from tests.soak.people import Buyer, Organizer

ON_A_PAGE, IN_A_ROW = 50, 5

# Whoever is as quick as time gets an answer of which only the rest is known


async def be_paid_late(me: Organizer) -> None:
    """It is theirs if it has not ended yet."""
    over = me.raffle.left_to_time()
    if not over:
        return
    order = me.chance.choice(over)
    with me.raffle.in_hands(order.numbers):
        number = order.numbers[0]
        answers = re.compile(f"{order.buyer} has paid: {order.shown}\n|Nobody holds {number}:")
        told = await me.say(f"/pay {number} {me.chance.choice(METHODS)}", answers)
        if "has paid" in told.text:
            order.paid = order.total
            if order.who is not None:
                owe_ticket(order)
        else:
            me.raffle.end(order)


async def sell_what_ends(me: Organizer) -> None:
    over = [one for one in me.raffle.left_to_time() if me.raffle.lines.keys().isdisjoint(one.numbers)]
    if not over:
        return
    order = me.chance.choice(over)
    with me.raffle.in_hands(order.numbers):
        number, buyer = order.numbers[0], me.some_buyer()
        told = await me.say(f"/sell {number} {buyer}", re.compile(f"Sold to {buyer}: {number}\n|{number} is taken"))
        if "Sold to" in told.text:
            me.raffle.end(order)
            me.raffle.take(Held(buyer, [number], PRICE))


async def have_back(me: Buyer) -> None:
    """As long as nobody else has one of the numbers."""
    order = next((one for one in me.raffle.ended if one.who is me), None)
    if order is None or me.raffle.count_unpaid(me) >= MOST_UNPAID:
        return
    holders = {me.raffle.holders[number].who for number in order.numbers if number in me.raffle.holders}
    if me in holders or not (holders or me.raffle.are_free(order.numbers)):
        return
    me.raffle.ended.remove(order)
    with me.raffle.in_hands(order.numbers):
        over = await me.ear.find_letter(f"the time to pay for {order.shown} of “{me.raffle.name}” is over")
        if order.over is not None:
            order.over.is_needed = False
        if holders:
            await me.tap("↩️ Take them back", over, "Taken by somebody else meanwhile: ")
        else:
            await me.tap("↩️ Take them back", over, f"Yours again: {order.shown}\n")
            order.news, order.is_back = None, True
            me.raffle.take(order)


async def wait_in_line(me: Buyer) -> None:
    """For a number that somebody else holds and has not paid."""

    def is_theirs(order: Held) -> bool:
        is_seen = order.numbers[0] < ON_A_PAGE and order.numbers[0] not in me.raffle.lines
        return is_seen and order.who is not me and order.state == "reserved"

    order = me.raffle.some_order(me.chance, is_theirs) if me.has_come else None
    if order is None:
        return
    number = order.numbers[0]
    with me.raffle.in_hands(order.numbers):
        grid, tell_me = await open_grid(me), f"🔔 Tell me if {number} becomes free"
        taken = await me.tap_at(*divmod(number, IN_A_ROW), grid, lambda seen: tell_me in seen.labels)
        await me.tap(tell_me, taken, f"You are the first in line for {number} of “{me.raffle.name}”")
        me.ear.may_hear(f"{me.raffle.name} was called off")
        me.raffle.wait_for(number, me)


async def take_what_is_offered(me: Buyer) -> None:
    """Before the hour is over."""
    raffle = me.raffle
    number = next(
        (number for number, line in raffle.lines.items() if line.who is me and line.offered is not None), None
    )
    if number is None or raffle.count_unpaid(me) >= MOST_UNPAID:
        return
    with raffle.in_hands([number]):
        offered = await me.ear.find_letter(raffle.offer_of(number))
        await me.tap("Take it", offered, f"Reserved for you: {number}\n")
        del raffle.lines[number]
        note_reserved(me, [number])


OF_ORGANIZERS: dict[Callable[[Organizer], Awaitable[None]], int] = {be_paid_late: 2, sell_what_ends: 1}
OF_BUYERS: dict[Callable[[Buyer], Awaitable[None]], int] = {have_back: 3, wait_in_line: 2, take_what_is_offered: 3}
