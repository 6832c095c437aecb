"""How raffles of a soak end: left open, locked for a draw that is taken back, called off; and one that is practised."""

import re

from tests.soak.model import Held
from tests.soak.organizing import judge, pay_off
from tests.soak.people import Organizer, Somebody


async def leave_it(me: Organizer) -> None:
    await me.say("/start", "Your raffles")


async def lock_and_take_back(me: Organizer) -> None:
    """The list is closed, published and told to everybody in it; nothing moves until it is taken back."""
    raffle = me.raffle
    if not any(one.state == "sold" for one in raffle.orders):
        return
    taking_part = [one for one in raffle.orders if one.state == "sold"]
    ready = await me.say("/draw", "List for the draw")
    asked = await me.tap("Close the list", ready, "Close the list?")
    raffle.stop_offering()
    _owe_each(taking_part, "The list for the draw is closed")
    await me.tap(
        "Close the list", asked, "The list is closed", "The list for the draw is closed", "Forward the message above"
    )
    await me.say(f"/sell {(raffle.free(me.chance, 1) or [0])[0]} {me.some_buyer()}", "locked for its draw")
    # Else they would not be told any more that it was closed.
    for who in {one.who for one in taking_part if one.who is not None}:
        await who.ear.settle()
    waiting = await me.say("/draw", "Fingerprint of the list")
    await me.tap("Take back", waiting, "Why is the draw taken back")
    surely = await me.say("One was forgotten", "because: One was forgotten")
    _owe_each(taking_part, f"The draw of {raffle.name} was taken back")
    await me.tap("Yes, take back", surely, "Draw 1 was taken back", f"The draw of {raffle.name} was taken back")


def _owe_each(orders: list[Held], words: str) -> None:
    """Each order on Telegram has a letter of its own, with its numbers."""
    for one in orders:
        if one.who is not None:
            one.who.ear.is_owed(re.compile(rf"{re.escape(words)}(?s:.*): {one.shown}\n"))


async def call_off(me: Organizer) -> None:
    raffle = me.raffle
    raffle.stop_offering()
    for one in {order.who for order in raffle.orders if order.who is not None}:
        one.ear.is_owed(f"{raffle.name} was called off: there will be no draw")
    me.ear.may_hear("Please tell these people yourself")
    home = await me.say("/start", "Your raffles")
    home = await me.tap("More", home, "What else?")
    home = await me.tap("Change", home, "What do you want to change?")
    home = await me.tap("Call off", home, f"Call off {raffle.name}?")
    await me.tap("Yes, call it off", home, f"{raffle.name} is called off")
    raffle.orders = [one for one in raffle.orders if one.state == "sold"]


async def settle_proofs(me: Organizer) -> None:
    for order in [one for one in me.raffle.orders if one.proof_waits]:
        await judge(me, order)
    for order in me.raffle.left_alone(lambda one: one.who is not None and one.state == "reserved"):
        await pay_off(me, order)


async def practise(me: Somebody) -> None:
    """From the first word to the proof file, in a raffle with made-up buyers."""
    hello = await me.say("/start", "I run raffles")
    mine = await me.tap("Try a practice raffle", hello, "nobody here is real")
    ready = await me.tap("🏆 Draw", mine, "List for the draw")
    asked = await me.tap("Close the list", ready, "Close the list?")
    me.ear.may_hear(re.compile("The moment has come|is being drawn|The draw is in|is drawn"))
    closed = await me.tap("Close the list", asked, "The list for the draw is closed", "The list is closed")
    drawn = await me.tap("Draw now", closed, "Who steps in")
    await me.tap("Proof file", drawn, lambda seen: seen.document is not None)
    await me.say("/sell 5 Pia", "This raffle is drawn")


ENDINGS = (leave_it, lock_and_take_back, call_off)
