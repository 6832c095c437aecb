"""The group of a raffle: its board is right again soon after whatever happens, and tells nobody's name."""

import asyncio
from time import monotonic

from playground.deeds.saying import say
from playground.world.members import bring, found
from tests.people.seen import Seen
from tests.soak.ears import PATIENCE, Silence
from tests.soak.model import LAST
from tests.soak.people import Organizer


async def post_board(me: Organizer) -> None:
    world = me.town.world
    group = found(world, me.id, "supergroup", f"Class of {me.tag}")
    bring(world, group, world.bot.id, me.id, "administrator")
    me.group = group.id
    ear = me.town.overhear(group.id, me.tag)
    ear.may_hear(lambda seen: True)
    say(world, me.id, group, {"text": "/board"})
    await ear.hears(lambda seen: seen.photo is not None and f"{LAST + 1} free" in seen.text)


async def see_that_it_is_right(me: Organizer) -> None:
    """While nobody changes anything."""
    held = [(one.state, len(one.numbers)) for one in me.raffle.orders]
    reserved, sold = (sum(count for state, count in held if state == which) for which in ("reserved", "sold"))
    wanted = f"{LAST + 1 - reserved - sold} free\n⏳ {reserved} reserved · ✅ {sold} sold"
    began = monotonic()
    while not any(wanted in one.text for one in _boards(me)):
        if monotonic() - began > PATIENCE:
            raise Silence(
                f"the board of {me.raffle.name} does not tell {wanted!r}: {[one.text for one in _boards(me)]}"
            )
        await asyncio.sleep(0.1)
    me.town.account.did["(board in a group)"] += 1


def _boards(me: Organizer) -> list[Seen]:
    """Where it came twice about a kill, one of them is kept up to date."""
    messages = me.town.world.chats[me.group].messages.values() if me.group is not None else ()
    return [seen for message in messages if (seen := Seen(message, me.id)).photo is not None]
