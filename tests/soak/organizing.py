"""What organizers do between opening a raffle and ending it; each journey knows the answers beforehand."""

import re
from collections.abc import Awaitable, Callable

from tests.people.seen import Seen
from tests.soak.model import LAST, PRICE, Held, money, shown
from tests.soak.people import Organizer

METHODS = ("cash", "card", "transfer")
LINK = re.compile(r"https://t\.me/\S+")
MOST_ANNOUNCED = 3
"""Of one, in a day."""
REMINDED_BEFORE = 1
"""Hours, where people live to see it."""


async def open_raffle(me: Organizer) -> None:
    name = me.raffle.name
    await me.say("/start", "I run raffles")
    await me.say(f"/new {name}", f"{name} is made")
    await me.say(f"/set 0-{LAST} {PRICE // 100} online", f"Added: 0-{LAST}")
    await me.say(f"/prize Bike {me.tag}", "1 prize added")
    lacks = await me.say("/draw", "It cannot be drawn yet")
    lacks = await me.tap("How winners are found", lacks, "How are the winners found?")
    await me.tap("🔒 Practice", lacks, "Changed.")
    me.ear.may_hear(lambda seen: seen.photo is not None and "Choose your numbers here" in seen.text)
    shared = await me.say("/share", f"Link to {name}")
    me.link = LINK.findall(shared.text)[0]
    me.ear.may_hear(re.compile("ended unpaid|Please remind them yourself|proofs? waits? for you"))
    if me.raffle.hold is not None:
        await _set_terms(me, me.raffle.hold)


async def _set_terms(me: Organizer, hold: int) -> None:
    home = await me.say("/start", "Your raffles")
    home = await me.tap("More", home, "What else?")
    terms = await me.tap("Change", home, "What do you want to change?")
    await me.tap("Reservation time", terms, "How long do buyers have to pay?")
    terms = await me.say(f"{hold}h", f"Reserved for {hold} hours")
    asked = await me.tap("Grace", terms, "really released?")
    terms = await me.tap("0 minutes", asked, f"Reserved for {hold} hours, then released")
    await me.tap("🔔 Reminders", terms, "When shall buyers be reminded?")
    await me.say(f"{REMINDED_BEFORE}h", "Changed.")


# Sales and what follows


async def sell(me: Organizer) -> None:
    numbers = me.raffle.free(me.chance, me.chance.randint(1, 3))
    if not numbers:
        return
    with me.raffle.in_hands(numbers):
        buyer = me.some_buyer()
        words = f"/sell {_typed(numbers)} {buyer} {me.chance.choice(METHODS)}"
        done = await me.say(words, f"Sold to {buyer}: {shown(numbers)}\n")
        order = me.raffle.take(Held(buyer, numbers, len(numbers) * PRICE))
        if me.chance.random() < 0.25:
            await me.tap("Undo", done, f"Undone: {shown(numbers)}")
            me.raffle.give_back(order)


async def reserve(me: Organizer) -> None:
    numbers = me.raffle.free(me.chance, me.chance.randint(1, 4))
    if not numbers:
        return
    with me.raffle.in_hands(numbers):
        buyer = me.some_buyer()
        done = await me.say(f"/reserve {_typed(numbers)} {buyer}", f"Reserved for {buyer}: {shown(numbers)}\n")
        order = me.raffle.take(Held(buyer, numbers))
        if me.chance.random() < 0.2:
            await me.tap("Undo", done, f"Undone: {shown(numbers)}")
            me.raffle.give_back(order)


async def be_paid(me: Organizer) -> None:
    order = me.raffle.some_order(me.chance, lambda one: one.state == "reserved" and not one.proof_waits)
    if order is not None:
        await pay_off(me, order)


async def pay_off(me: Organizer, order: Held) -> None:
    with me.raffle.in_hands(order.numbers):
        if order.who is not None:
            owe_ticket(order)
        await me.say(f"/pay {order.numbers[0]} {me.chance.choice(METHODS)}", f"{order.buyer} has paid: {order.shown}\n")
        order.paid = order.total


def owe_ticket(order: Held) -> None:
    """To whoever bought it by the link."""
    first, holder = f"🎟 {order.shown}\n", f"Holder: {order.buyer} · paid {money(order.total)}"
    if order.who is not None:
        order.who.ear.is_owed(lambda seen: seen.photo is not None and first in seen.text and holder in seen.text)


async def be_paid_a_part(me: Organizer) -> None:
    order = me.raffle.some_order(me.chance, lambda one: not one.paid and one.who is None)
    # What was paid of what then ended stays in the report.
    if order is None or me.raffle.hold is not None:
        return
    with me.raffle.in_hands(order.numbers):
        told = f"{money(200)} cash · {money(order.total - 200)} still owed"
        paid = await me.say(f"/pay {order.numbers[0]} 2", f"{order.buyer} has paid a part: {order.shown}\n💰 {told}")
        order.paid = 200
        if me.chance.random() < 0.3:
            await me.tap("Undo", paid, "Undone")
            order.paid = 0


async def release(me: Organizer) -> None:
    order = me.raffle.some_order(me.chance, lambda one: not one.paid and not one.proof_waits)
    if order is None:
        return
    with me.raffle.in_hands(order.numbers):
        numbers = list(order.numbers)
        if order.who is None:
            numbers = sorted(me.chance.sample(numbers, me.chance.randint(1, len(numbers))))
        else:
            order.who.ear.is_owed(re.compile(rf"Your reservation \w+ \({shown(numbers)}\) of “{me.raffle.name}” no"))
        await me.say(f"/release {_typed(numbers)}", f"Released by {order.buyer}: {shown(numbers)}\n")
        me.raffle.give_back(order, numbers)


async def judge(me: Organizer, order: Held) -> None:
    """A proof that has come."""
    with me.raffle.in_hands(order.numbers):
        proof = await me.ear.hears_letter(
            lambda seen: seen.photo is not None and f"📎 {order.shown} · {order.buyer}\n" in seen.text
        )
        if me.chance.random() < 0.75:
            owe_ticket(order)
            await me.tap("✅ Accept", proof, f"{order.buyer} has paid: {order.shown}\n")
            order.paid = order.total
        else:
            await me.tap("Reject", proof, "Why is it rejected?")
            if order.who is not None:
                order.who.ear.is_owed(f"did not accept your proof for {order.shown} of")
            await me.say("Nothing arrived", "Rejected.")
        order.proof_waits = order.is_told = False


# What is refused, and changes nothing


async def sell_what_is_taken(me: Organizer) -> None:
    order = me.raffle.some_order(me.chance, lambda one: True)
    if order is not None:
        with me.raffle.in_hands(order.numbers):
            number = order.numbers[0]
            await me.say(f"/sell {number} {me.some_buyer()}", f"{number} is taken")


async def release_what_is_paid(me: Organizer) -> None:
    order = me.raffle.some_order(me.chance, lambda one: one.state == "sold")
    if order is not None:
        with me.raffle.in_hands(order.numbers):
            await me.say(f"/release {order.numbers[0]}", "Only unpaid numbers can be given back")


async def sell_what_is_not_there(me: Organizer) -> None:
    await me.say(f"/sell {LAST + 1 + me.chance.randrange(900)} {me.some_buyer()}", "is not in this raffle")


async def mumble(me: Organizer) -> None:
    """Where buyers are looked up it is a name."""
    await me.say("what a day", re.compile("I did not understand that|Nobody found for"))


# Looking


async def look(me: Organizer) -> None:
    words, wanted = me.chance.choice(
        [
            ("/owes", f"Who owes · {me.raffle.name}"),
            ("/history", f"History · {me.raffle.name}"),
            ("/find sold", f"sold · {me.raffle.name}"),
            ("/buyers", "Buyers"),
            ("/start", "Your raffles"),
        ]
    )
    await me.say(words, wanted)


async def see_the_board(me: Organizer) -> None:
    await me.say("/board", lambda seen: seen.photo is not None and seen.text == f"🏆 {me.raffle.name}")


async def report(me: Organizer) -> None:
    """While nobody is under way, so that its figures are known."""
    async with me.raffle.gate.alone():
        sold = [one for one in me.raffle.orders if one.state == "sold"]
        told = f"✅ {sum(len(one.numbers) for one in sold)} paid"
        paid = sum(one.paid for one in me.raffle.orders)
        await me.say("/report", lambda seen: told in seen.text and (not paid or money(paid) in seen.text))


async def export(me: Organizer) -> None:
    def has_file(seen: Seen) -> bool:
        return seen.document is not None

    await me.say("/export csv", f"{LAST + 1} numbers, as of", has_file)


async def take_in_a_list(me: Organizer) -> None:
    numbers = me.raffle.free(me.chance, 2)
    if len(numbers) < 2:
        return
    (paid, owed), one, other = numbers, me.some_buyer(), me.some_buyer()
    with me.raffle.in_hands(numbers):
        read = await me.say(f"/import\n{paid} {one} paid\n{owed} {other} owes", "This is how I read it")
        done = await me.tap("Take in 2 numbers", read, "The list is in")
        if me.chance.random() < 0.3:
            await me.tap("Undo all of it", done, "The list was undone")
        else:
            me.raffle.take(Held(one, [paid], PRICE))
            me.raffle.take(Held(other, [owed]))


async def announce(me: Organizer) -> None:
    async with me.raffle.gate.alone():
        if me.raffle.left_to_time() or me.announced >= MOST_ANNOUNCED:
            return
        me.announced += 1
        readers = {order.who for order in me.raffle.orders if order.who is not None}
        words = f"We draw soon, {me.chance.randrange(10**6)}"
        counts = await me.say(f"/announce {words}", words, "This is how they see it")
        if not readers:
            await me.tap("Cancel", counts, "Nothing was sent")
            return
        for reader in readers:
            reader.ear.is_owed(words)
        await me.tap("📣 Send to", counts, re.compile(rf"{len(readers)} of {len(readers)} p"))


async def close_and_open(me: Organizer) -> None:
    async with me.raffle.gate.alone():
        closed = await me.say("/close", "sales are closed")
        numbers = me.raffle.free(me.chance, 1)
        await me.say(f"/sell {_typed(numbers or [0])} {me.some_buyer()}", "This raffle is closed")
        await me.tap("Open sales again", closed, re.compile("open again|Changed"))


def _typed(numbers: list[int]) -> str:
    return ",".join(map(str, numbers))


JOURNEYS: dict[Callable[[Organizer], Awaitable[None]], int] = {
    sell: 10, reserve: 8, be_paid: 8, be_paid_a_part: 3, release: 4,
    sell_what_is_taken: 3, release_what_is_paid: 2, sell_what_is_not_there: 1, mumble: 1,
    look: 4, see_the_board: 2, report: 2, export: 1, take_in_a_list: 2, announce: 1, close_and_open: 1,
}  # fmt: skip
BY_THEMSELVES = (report, announce, close_and_open)
"""They see to it that nobody is under way."""
